import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import { inTransaction } from "@/lib/db/connect";
import { sumTouched } from "@/lib/db/pipeline-series";
import { execute, rows, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { sumFleet } from "@/lib/operations/pipelines/sum-fleet";
import { aQueue, clientsOf, rootKeys } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, REGION, type World } from "../../support/world";
import { aMinute, aPipeline, minutesAgo } from "./known-pipeline";

const OTHER = "222222222222";

let world: World;
let shopId: string;
let otherId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let sourceId: string;
let dlqId: string;
let foreignId: string;
let pipelineId: string;
beforeAll(async () => {
  world = await createWorld();
  shopId = (await connectShop(world)).id;
  otherId = (await connectShop(world, { awsAccountId: OTHER })).id;
  pair = await aQueuePair(world.aws, "orders");
  const foreign = await aQueue(clientsOf(world.simulator.url, rootKeys(OTHER), REGION), "billing");
  sourceId = (await seenQueue(world, shopId, "orders", false)).id;
  dlqId = (await seenQueue(world, shopId, "orders-dlq", false)).id;
  foreignId = (await seenQueue(world, otherId, "billing", false)).id;
  // Only what a test writes is to be in the sums.
  await execute(world.workerDb, sql`UPDATE series.queue_rollup SET visible_max = 0`);
  pipelineId = await aPipeline(world, "orders", [
    { arn: pair.sourceArn, accountId: shopId, role: "entry" },
    { arn: arnOfForeign(foreign), accountId: otherId },
    { arn: pair.dlqArn, accountId: shopId, role: "dead-letter" },
  ]);
});
afterAll(() => world.stop());

const arnOfForeign = (url: string) => `arn:aws:sqs:${REGION}:${OTHER}:${new URL(url).pathname.split("/").at(-1)}`;
const shopOnly = () => ({ scope: { kind: "accounts" as const, accountIds: [shopId] } });
const single = (arn: string) => ({ scope: { kind: "accounts" as const, accountIds: [], arns: { [arn]: shopId } } });
type Points = OutputOf<"getFleetSeries">["points"];
const pointAt = (points: Points, at: Date, periodSeconds: number) => {
  const bucket = new Date(Math.floor(at.getTime() / (periodSeconds * 1000)) * periodSeconds * 1000).toISOString();
  return points.find((point) => point.at === bucket);
};
const bySource = () => ({ queueId: sourceId, accountId: shopId });

test("the queues of a pipeline are summed, its dead-letter queues apart, and a gap stays a gap", async () => {
  const at = minutesAgo(600);
  await aMinute(world, { ...bySource(), at, visible: 7, ageSeconds: 40, sent: 10, deleted: 8 });
  await aMinute(world, { queueId: foreignId, accountId: otherId, at, visible: 5, ageSeconds: 90, sent: 2, deleted: 1 });
  await aMinute(world, { queueId: dlqId, accountId: shopId, at, visible: 3 });

  const day = await world.ask("getPipelineSeries", { id: pipelineId, window: "24h" });
  const week = await world.ask("getPipelineSeries", { id: pipelineId, window: "7d" });
  const month = await world.ask("getPipelineSeries", { id: pipelineId, window: "30d" });

  const summed = { waiting: 12, deadLetters: 3, ageSeconds: 90, sent: 12, deleted: 9 };
  expect([day.periodSeconds, week.periodSeconds, month.periodSeconds]).toEqual([300, 3600, 21_600]);
  expect(day.queueCount).toBe(3);
  expect(pointAt(day.points, at, 300)).toMatchObject(summed);
  expect(pointAt(week.points, at, 3600)).toMatchObject(summed);
  expect(pointAt(day.points, minutesAgo(620), 300)).toMatchObject({
    waiting: null,
    deadLetters: null,
    sent: null,
    failed: null,
  });
  expect(day.points.length).toBe(289);
});

test("the chart of everything has the same sums, and a late point changes them", async () => {
  const at = minutesAgo(600);
  await sumFleet(world.worker());
  const before = await world.ask("getFleetSeries", { window: "24h" });

  await aMinute(world, { ...bySource(), at: new Date(at.getTime() + 500), visible: 20, sent: 30, deleted: 9 });
  await sumFleet(world.worker());
  const after = await world.ask("getFleetSeries", { window: "24h" });

  expect(pointAt(before.points, at, 300)).toMatchObject({ waiting: 12, deadLetters: 3, ageSeconds: 90, sent: 12 });
  expect(pointAt(after.points, at, 300)).toMatchObject({ waiting: 25, sent: 32 });
  expect(pointAt(after.points, minutesAgo(620), 300)?.waiting).toBeNull();
  const hours = await world.ask("getFleetSeries", { window: "7d" });
  expect(pointAt(hours.points, at, 3600)).toMatchObject({ waiting: 25, sent: 32 });
});

test("two workers that sum at once leave no older sum behind", async () => {
  const at = minutesAgo(700);
  for (let round = 1; round <= 5; round++)
    await Promise.all([
      aMinute(world, { ...bySource(), at: new Date(at.getTime() + round), visible: round * 10, sent: round }),
      sumFleet(world.worker("worker-1")),
      sumFleet(world.worker("worker-2")),
    ]);
  await sumFleet(world.worker());

  const { points } = await world.ask("getFleetSeries", { window: "24h" });

  expect(pointAt(points, at, 300)).toMatchObject({ waiting: 50, sent: 5 });
});

test("however often something was seen in five minutes, they are summed once", async () => {
  await execute(world.workerDb, sql`DELETE FROM series.fleet_touched`);
  await execute(
    world.workerDb,
    sql`INSERT INTO series.fleet_touched SELECT ${shopId}, 300, date_bin('5 minutes', dlo_now(), 'epoch') FROM generate_series(1, 1000)`,
  );
  const taken = await inTransaction(world.workerDb, (tx) => sumTouched(tx, 1));

  expect(taken).toBe(1);
  expect(await rows(world.workerDb, sql`SELECT 1 FROM series.fleet_touched`)).toEqual([]);
});

test("new dead letters are counted in both charts when they are seen, and backlog is not", async () => {
  await scanQueue(world.worker(), dlqId, true);
  await deadLetter(world.aws, pair, ['{"error":"a"}', '{"error":"b"}', '{"error":"c"}']);
  await look(world, shopId);
  await scanQueue(world.worker(), dlqId, true);
  await sumFleet(world.worker());

  const total = ({ points }: { points: Points }) => points.reduce((sum, { failed }) => sum + (failed ?? 0), 0);
  const fleet = await world.ask("getFleetSeries", { window: "24h" });
  const own = await world.ask("getPipelineSeries", { id: pipelineId, window: "24h" });

  expect([total(fleet), total(own)]).toEqual([3, 3]);
});

test("who sees one of two accounts gets the sums of that one, and who sees one queue those of that queue", async () => {
  const at = minutesAgo(600);
  await sumFleet(world.worker());

  const whole = await world.ask("getFleetSeries", { window: "24h" });
  const shop = await world.ask("getFleetSeries", { window: "24h" }, "viewer", shopOnly());
  const one = await world.ask("getFleetSeries", { window: "24h" }, "viewer", single(pair.dlqArn));
  const part = await world.ask("getPipelineSeries", { id: pipelineId, window: "24h" }, "viewer", shopOnly());
  const filtered = await world.ask("getFleetSeries", { window: "24h", accountId: otherId }, "viewer", shopOnly());

  expect([whole.queueCount, shop.queueCount, one.queueCount, part.queueCount]).toEqual([3, 2, 1, 2]);
  expect(pointAt(whole.points, at, 300)?.waiting).toBe(25);
  expect(pointAt(shop.points, at, 300)).toMatchObject({ waiting: 20, deadLetters: 3 });
  expect(pointAt(one.points, at, 300)).toMatchObject({ waiting: null, deadLetters: 3, sent: null });
  expect(pointAt(part.points, at, 300)).toMatchObject({ waiting: 20, deadLetters: 3 });
  expect(filtered.points.every(({ waiting }) => waiting === null)).toBe(true);
});
