import { afterEach, beforeEach, expect, test } from "vitest";
import { classify } from "@/lib/core/failures/classify";
import { sha256Of } from "@/lib/db/bodies";
import { execute, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const ofType = (type: string, id: number) => JSON.stringify({ type, id });

test("after an upgrade a failure goes on in its old class, and what looks new at the first look is backlog", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, [ofType("OrderPlaced", 1)]);
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  const classOf = async (type: string) => {
    const { items } = await world.ask("listFailedMessages", { queueId: dlq.id });
    const ids = new Set(items.filter(({ messageType }) => messageType === type).map(({ classId }) => classId));
    return Promise.all([...ids].map((id) => world.ask("getFailureClass", { id })));
  };
  const addAndLook = async (bodies: string[]) => {
    await deadLetter(world.aws, pair, bodies);
    await look(world, account.id);
    await scanQueue(world.worker(), dlq.id, false);
  };
  const [before] = await classOf("OrderPlaced");
  const message = {
    messageId: "m",
    body: ofType("OrderPlaced", 1),
    attributes: {},
    system: { DeadLetterQueueSourceArn: pair.sourceArn },
  };
  const { formerFingerprint } = classify(message, { queueArn: dlq.arn, knownSourceQueueArns: [] }, sha256Of);
  await execute(world.db, sql`UPDATE class_fingerprint SET version = 1, fingerprint = ${formerFingerprint ?? null}`);

  await addAndLook([ofType("OrderPlaced", 2), ofType("OrderPaid", 3)]);
  await addAndLook([ofType("OrderSent", 4)]);

  expect(await classOf("OrderPlaced")).toMatchObject([{ id: before?.id, totalCount: 2 }]);
  expect(await classOf("OrderPaid")).toMatchObject([{ status: "backlog" }]);
  expect(await classOf("OrderSent")).toMatchObject([{ status: "new" }]);
});
