import { PurgeQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markProbablyExpired } from "@/lib/db/messages";
import { execute, rows, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";
import { lookWithoutReceiving, pass, workerIn } from "./losing-world";

const FORTNIGHT = 14 * 86_400;
let world: World;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let accountId: string;
let queueId: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
  pair = await aQueuePair(world.aws, "orders");
  await keepFor(900);
  await deadLetter(world.aws, pair, ['{"order":1}', '{"order":2}']);
  queueId = (await seenQueue(world, accountId, "orders-dlq")).id;
});
afterEach(() => world.stop());

const keepFor = (seconds: number) =>
  world.aws.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: pair.dlqUrl,
      Attributes: { MessageRetentionPeriod: `${seconds}` },
    }),
  );
const messages = () =>
  rows<{ state: string; livesSeconds: number }>(
    world.db,
    sql`SELECT state, round(extract(epoch FROM expires_at - sent_at))::int AS lives_seconds FROM failed_message ORDER BY message_id`,
  );

test("what was over before retention was raised is not said to live on, and is probably expired", async () => {
  await pass(world, 960);
  await keepFor(FORTNIGHT);
  await lookWithoutReceiving(world, accountId);
  await markProbablyExpired(world.workerDb);

  const [first, second] = await messages();
  expect([first, second]).toEqual([
    { state: "probably-expired", livesSeconds: 900 },
    { state: "probably-expired", livesSeconds: 900 },
  ]);
});

test("what retention was raised for in time is found by the next look, though nobody saw it being raised, and lives on", async () => {
  await pass(world, 600);
  await keepFor(FORTNIGHT);
  await pass(world, 600);
  await lookWithoutReceiving(world, accountId);
  await markProbablyExpired(world.workerDb);
  const before = await messages();
  await execute(world.db, sql`UPDATE queue_state SET scanned_at = NULL`);
  await scanQueue(workerIn(world), queueId, false);
  await markProbablyExpired(world.workerDb);

  expect(before.map(({ state }) => state)).toEqual(["probably-expired", "probably-expired"]);
  expect(await messages()).toEqual([
    { state: "present", livesSeconds: FORTNIGHT },
    { state: "present", livesSeconds: FORTNIGHT },
  ]);
});

const scan = () => scanQueue(workerIn(world), queueId, false);
const takeAll = () => world.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: pair.dlqUrl }));

test("what two scans miss after its time was over is probably expired, though nobody marked it before", async () => {
  await pass(world, 960);
  await scan();
  await pass(world, 1);
  await scan();

  expect((await messages()).map(({ state }) => state)).toEqual(["probably-expired", "probably-expired"]);
});

test("what a scan missed while it should have lived has left by somebody else's hand, also when the second comes after its time", async () => {
  await takeAll();
  await pass(world, 300);
  await scan();
  await pass(world, 700);
  await scan();

  expect((await messages()).map(({ state }) => state)).toEqual(["left", "left"]);
});
