import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { aQueue, clientsOf, rootKeys } from "../../aws/sim-clients";
import { seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, REGION, type World } from "../../support/world";
import { aMinute, aPipeline, minutesAgo } from "./known-pipeline";

const OTHER = "222222222222";
const FOREIGN = `arn:aws:sqs:${REGION}:${OTHER}:billing`;

let world: World;
let shopId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let ordersId: string;
let foreignId: string;
beforeAll(async () => {
  world = await createWorld();
  shopId = (await connectShop(world)).id;
  const otherId = (await connectShop(world, { awsAccountId: OTHER })).id;
  pair = await aQueuePair(world.aws, "orders");
  await aQueue(clientsOf(world.simulator.url, rootKeys(OTHER), REGION), "billing");
  const source = await seenQueue(world, shopId, "orders", false);
  await seenQueue(world, otherId, "billing", false);
  await aMinute(world, { queueId: source.id, accountId: shopId, at: minutesAgo(10), visible: 4, sent: 120 });
  ordersId = await aPipeline(world, "orders", [
    { arn: pair.sourceArn, accountId: shopId, role: "entry" },
    { arn: pair.dlqArn, accountId: shopId, role: "dead-letter" },
    { arn: FOREIGN, accountId: otherId },
  ]);
  foreignId = await aPipeline(world, "billing", [{ arn: FOREIGN, accountId: otherId, role: "entry" }]);
  await judged(ordersId, "healthy");
  await judged(foreignId, "failing", { arn: FOREIGN, accountId: otherId });
});
afterAll(() => world.stop());

async function judged(id: string, state: string, evidence?: { arn: string; accountId: string }): Promise<void> {
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at) VALUES (${id}, ${state}, 'Said so.', dlo_now(), dlo_now())`,
  );
  if (evidence)
    await execute(
      world.db,
      sql`INSERT INTO pipeline_evidence (pipeline_id, arn, signal, account_id, state, sentence, at)
          VALUES (${id}, ${evidence.arn}, 'stalled', ${evidence.accountId}, ${state}, 'Nothing moves.', dlo_now())`,
    );
}
const shopOnly = () => ({ scope: { kind: "accounts" as const, accountIds: [shopId] } });

test("a map holds each part once, with the pipelines that it belongs to, its rate and how it does", async () => {
  const map = await world.ask("getPipelineMap", {}, "viewer");

  const byName = new Map(map.nodes.map((node) => [node.name, node]));
  expect(map).toMatchObject({ pipelineCount: 2, leftOutCount: 0, readAt: expect.any(String) });
  expect([...byName.keys()].sort()).toEqual(["billing", "orders", "orders-dlq"]);
  expect(byName.get("billing")).toMatchObject({ health: "failing" });
  expect([...(byName.get("billing")?.pipelineIds ?? [])].sort()).toEqual([ordersId, foreignId].sort());
  expect(byName.get("orders")).toMatchObject({ ratePerMinute: 2, role: "entry" });
  expect(map.edges).toEqual([expect.objectContaining({ from: pair.sourceArn, to: pair.dlqArn, kind: "dead-letters" })]);
});

test("of a part that stands in several pipelines a map names the others too", async () => {
  const { nodes } = await world.ask("getPipelineMap", {});
  const billing = nodes.find(({ name }) => name === "billing");

  expect(new Set([billing?.pipelineIds[0], ...(billing?.sharedWith.map(({ id }) => id) ?? [])])).toEqual(
    new Set([ordersId, foreignId]),
  );
});

test("one pipeline, or those in a state, can be shown alone", async () => {
  const one = await world.ask("getPipelineMap", { id: ordersId });
  const failing = await world.ask("getPipelineMap", { state: "failing" });

  expect(one.nodes.map(({ name }) => name).sort()).toEqual(["billing", "orders", "orders-dlq"]);
  expect(failing.nodes.map(({ name }) => name)).toEqual(["billing"]);
  await expect(world.ask("getPipelineMap", { id: "pl_00000000000000000000" })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("who sees one of two accounts is told of its parts only, and of no pipeline without one", async () => {
  const map = await world.ask("getPipelineMap", {}, "viewer", shopOnly());

  expect(map.nodes.map(({ name }) => name).sort()).toEqual(["orders", "orders-dlq"]);
  expect(map.pipelineCount).toBe(1);
  expect(JSON.stringify(map)).not.toContain("billing");
  expect(JSON.stringify(map)).not.toContain(foreignId);
  await expect(world.ask("getPipelineMap", { id: foreignId }, "viewer", shopOnly())).rejects.toMatchObject({
    code: "not-found",
  });
});

test("of many pipelines whole ones are shown, those that need attention first, and the others are counted", async () => {
  const account = shopId;
  const many = (name: string, count: number) =>
    aPipeline(
      world,
      name,
      Array.from({ length: count }, (_, index) => ({
        arn: `arn:aws:sqs:${REGION}:111111111111:${name}-${index}`,
        accountId: account,
      })),
    );
  const large = await many("large", 300);
  const larger = await many("larger", 400);

  const map = await world.ask("getPipelineMap", {});

  const shown = new Set(map.nodes.flatMap(({ pipelineIds }) => pipelineIds));
  expect(map.nodes.length).toBeLessThanOrEqual(500);
  expect([shown.has(foreignId), shown.has(large), shown.has(larger)]).toEqual([true, true, false]);
  expect(map).toMatchObject({ pipelineCount: 3, leftOutCount: 1 });
});
