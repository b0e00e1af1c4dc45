import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { aQueue } from "../../aws/sim-clients";
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

test("in a shared FIFO queue a source's order is not judged by another source's groups of the same name", async () => {
  const account = (await world.ask("listAccounts", {})).items[0];
  const pair = await aQueuePair(world.aws, "labels", { FifoQueue: "true" });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: pair.dlqArn, maxReceiveCount: 1 });
  const other = await aQueue(world.aws, "refunds.fifo", { FifoQueue: "true", VisibilityTimeout: "0", RedrivePolicy });
  await deadLetter(world.aws, { sourceUrl: other }, ["refund"], () => "customer-1");
  await deadLetter(world.aws, pair, ["label-1", "label-2"], () => "customer-1");
  const dlq = await seenQueue(world, account?.id ?? "", "labels-dlq.fifo");
  const { items } = await world.ask("listFailedMessages", { queueId: dlq.id, limit: 10 });
  const labels = items.filter((one) => one.sourceQueueArn === pair.sourceArn).map(({ id }) => id);
  const debtOf = async (messageIds: string[]) => {
    const { checks } = await world.ask("createPlan", { action: "redrive", selection: { messageIds } });
    return checks.find(({ id }) => id === "order-debt");
  };

  const [one, all] = [await debtOf(labels.slice(0, 1)), await debtOf(labels)];
  const rest = await debtOf(labels.slice(1));

  expect(labels).toHaveLength(2);
  expect(all).toMatchObject({ result: "unproven" });
  expect([one?.text, rest?.text].filter((text) => text?.includes("1 older message of these groups"))).toHaveLength(1);
});

/** How often each message of the account was received, all told. */
async function received({ db }: World): Promise<number> {
  const [row] = await rows<{ total: number }>(
    db,
    sql`SELECT coalesce(sum(our_receives), 0)::int AS total FROM failed_message`,
  );
  return row?.total ?? 0;
}
