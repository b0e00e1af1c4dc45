import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("the doctor names the head of each group and what died behind it, without receiving anything more", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "payments", { FifoQueue: "true" });
  const bodies = Array.from({ length: 6 }, (_, index) => JSON.stringify({ type: "Payment", index }));
  await deadLetter(world.aws, pair, bodies, (index) => (index < 4 ? "order-1" : "order-2"));
  const dlq = await seenQueue(world, account.id, "payments-dlq.fifo");

  const receives = () => received(world);
  const before = await receives();
  const report = await world.ask("getFifoReport", { id: dlq.id });
  const after = await receives();

  expect(report.groups.map(({ groupId, deadCount }) => [groupId, deadCount])).toEqual([
    ["order-1", 4],
    ["order-2", 2],
  ]);
  expect(report.groups[0]).toMatchObject({ behindCount: 3, isOrderKnown: true });
  const head = await world.ask("getMessageBody", { id: report.groups[0]?.headMessageRowId ?? "" });
  expect(head.body).toContain('"index":0');
  expect(report.sources).toMatchObject([{ name: "payments.fifo", groupsInFlight: null }]);
  expect(after).toEqual(before);
});

/** How often each message of the account was received, all told. */
async function received({ db }: World): Promise<number> {
  const [row] = await rows<{ total: number }>(
    db,
    sql`SELECT coalesce(sum(our_receives), 0)::int AS total FROM failed_message`,
  );
  return row?.total ?? 0;
}
