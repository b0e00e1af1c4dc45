import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { judgeBystandersOfClass } from "@/lib/operations/collecting/judge-bystanders";
import { createWorld, type World } from "../../support/world";
import { aConsumedQueue, anAccount } from "./consumed-queue";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const pickup = { type: "Pickup", street: null };
const parcel = { type: "Parcel" };
const reasonsOf = async (shop: Awaited<ReturnType<typeof aConsumedQueue>>) =>
  (await shop.messages()).map(({ messageType, bystanderReason }) => [messageType, bystanderReason !== null]);

test.concurrent("who was in a batch with a message of a kind that fails alone was dragged along; its class counts them", async () => {
  const shop = await aConsumedQueue(world, await anAccount(world, "111111111111"), "orders");
  await shop.readInventory();
  await shop.fail(pickup);
  await shop.fail(parcel, pickup, parcel, parcel);

  const found = await shop.messages();

  const marked = found.filter(({ bystanderReason }) => bystanderReason !== null);
  expect(marked.map(({ messageType }) => messageType)).toEqual(["Parcel", "Parcel", "Parcel"]);
  const culprit = found.filter(({ messageType }) => messageType === "Pickup").at(-1);
  expect(marked[0]?.bystanderReason).toContain(`was in one batch with ${culprit?.messageId}, which is a Pickup`);
  expect(await world.ask("getFailureClass", { id: marked[0]?.classId ?? "" })).toMatchObject({
    likelyBystanderCount: 3,
    presentCount: 3,
  });
});

test.concurrent("an error in the log that names one message clears the others of its batch, and only until they are named too", async () => {
  const shop = await aConsumedQueue(world, await anAccount(world, "222222222222"), "returns");
  await shop.readInventory();
  await shop.fail(pickup, parcel);
  const before = await reasonsOf(shop);
  const named = async (type: string) => {
    const one = (await shop.messages()).find(({ messageType }) => messageType === type);
    await execute(
      world.db,
      sql`INSERT INTO class_evidence (class_id, message_row_id, account_id, message_id, rung, confidence, text, cause_kind, cause_reason, source_name, found_at)
          VALUES (${one?.classId}, ${one?.id}, ${one?.accountId}, ${one?.messageId}, 'logs-by-message-id', 'strong', 'no street', 'code-error', 'it says so', '/aws/lambda/f', dlo_now())`,
    );
    await judgeBystandersOfClass(world.workerDb, one?.classId ?? "");
    return Object.fromEntries(await reasonsOf(shop));
  };

  const afterFirst = await named("Pickup");
  const afterBoth = await named("Parcel");

  expect(Object.fromEntries(before)).toEqual({ Pickup: false, Parcel: false });
  expect(afterFirst).toEqual({ Pickup: false, Parcel: true });
  expect(afterBoth).toEqual({ Pickup: false, Parcel: false });
});

test.concurrent("a consumer that says which messages failed drags nobody along", async () => {
  const mapping = { FunctionResponseTypes: ["ReportBatchItemFailures"] };
  const shop = await aConsumedQueue(world, await anAccount(world, "333333333333"), "stock", { mapping });
  await shop.readInventory();
  await shop.fail(pickup);
  await shop.fail(parcel, pickup, parcel, parcel);

  expect((await reasonsOf(shop)).filter(([, isMarked]) => isMarked)).toEqual([]);
});
