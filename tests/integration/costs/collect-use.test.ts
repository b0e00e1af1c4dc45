import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { UseMetric } from "@/lib/core/cost/use-metrics";
import { execute, rows, sql } from "@/lib/db/query";
import { collectUse } from "@/lib/operations/costs/collect-use";
import { forgetRemoved } from "@/lib/operations/inventory/keep-inventory";
import { aQueuePair, createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { placeOf, READ } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";
import { toldUse } from "./told-use";

const HOUR_MS = 3_600_000;
let world: World;
let shop: LosingShop;
let orders: Awaited<ReturnType<typeof aQueuePair>>;
beforeAll(async () => {
  world = await createWorld();
  shop = await aLosingShop(world);
  orders = await aQueuePair(world.aws, "orders");
  await haveFunction("charge");
  await haveFunction("idle");
  await look(world, shop.account.id);
});
afterAll(() => world.stop());

const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${SHOP}:function:${name}`;
/** As an inventory would have read it a week ago, with something that leads to it. */
async function haveFunction(name: string) {
  const arn = functionArn(name);
  await execute(
    world.db,
    sql`WITH added AS (INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
          VALUES (${`res_${name}`}, ${shop.account.id}, ${REGION}, ${arn}, 'function', ${name}, '{}', '', dlo_now() - interval '7 days', dlo_now(), dlo_now(), dlo_now()) RETURNING id)
        INSERT INTO resource_edge (from_arn, to_arn, kind, resource_id, account_id)
        SELECT e.from_arn, ${arn}, e.kind, added.id, ${shop.account.id} FROM added, (VALUES (${orders.sourceArn}, 'consumes'), (${`${arn}/m`}, 'delivers')) AS e(from_arn, kind)`,
  );
}
const collect = async () => collectUse(shop.worker(), await placeOf(world, shop.account.id));
/** As if it had run then, so many times, for a tenth of a second each. */
function ran(FunctionName: string, at: number, times = 1, errors = 0) {
  const { vended } = world.simulator.world;
  for (let n = 0; n < times; n += 1)
    for (const [metric, value] of [
      ["Invocations", 1],
      ["Errors", n < errors ? 1 : 0],
      ["Duration", 100],
    ] as const)
      vended.add({ accountId: SHOP, region: REGION }, "AWS/Lambda", metric, { FunctionName }, at, value);
}
const sumOf = (arn: string, metric: UseMetric, from = new Date(0)) => toldUse(world, arn, metric, { from });
const { billed, calls } = {
  billed: () => world.simulator.world.usage.serialize().billedMetrics.reduce((sum, { metrics }) => sum + metrics, 0),
  calls: () =>
    world.simulator.world.usage
      .serialize()
      .calls.filter(({ action }) => action === "cloudwatch:GetMetricData")
      .reduce((sum, one) => sum + one.calls, 0),
};
const now = () => world.simulator.world.clock.now();

test("the first read reaches back to the beginning of the month and no further, whether it is active now or not", async () => {
  const at = new Date(now());
  const monthStart = Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
  ran("charge", monthStart - HOUR_MS, 5);
  ran("charge", monthStart, 3, 1);
  await shop.later(180);
  await collect();

  expect(await sumOf(functionArn("charge"), "invocations")).toMatchObject({ value: 3, hourCount: 1 });
  expect(await sumOf(functionArn("charge"), "durationMs")).toMatchObject({ value: 300 });
  expect((await sumOf(functionArn("charge"), "errors"))?.byDay).toEqual([
    { day: new Date(monthStart).toISOString().slice(0, 10), value: 1 },
  ]);
});

test("of what nobody used nothing is known, not 0, and that it was read is", async () => {
  expect(await sumOf(functionArn("idle"), "invocations")).toBeUndefined();
  expect(await sumOf(orders.dlqArn, "sent")).toBeUndefined();
  const read = await rows<{ arn: string }>(
    world.db,
    sql`SELECT arn FROM use_watch WHERE width_seconds = 3600 AND read_until IS NOT NULL AND arn IN (${functionArn("idle")}, ${orders.dlqArn}) ORDER BY arn`,
  );
  expect(read.map(({ arn }) => arn)).toEqual([functionArn("idle"), orders.dlqArn]);
});

test("what passed through a queue is told under every figure, and the next read tells no minute twice", async () => {
  const { sqs } = world.aws;
  const QueueUrl = orders.sourceUrl;
  for (const MessageBody of ["a".repeat(100), "b".repeat(300)])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
  );
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const figures: readonly UseMetric[] = ["sent", "received", "deleted", "emptyReceives", "sentBytes", "sentSamples"];
  for (let hours = 0; hours < 7; hours += 1) {
    await shop.later(3600);
    await look(world, shop.account.id);
    await collect();
  }
  const sums = await Promise.all(figures.map(async (metric) => (await sumOf(orders.sourceArn, metric))?.value));

  expect(sums).toEqual([2, 2, 2, 1, 400, 2]);
});

test("of what fails five minutes are read every five minutes, of what runs well every quarter of an hour", async () => {
  const bucketsRead: number[] = [];
  for (let minute = 0; minute < 30; minute += 1) {
    ran("charge", now(), 2, minute < 16 ? 0 : 1);
    await shop.later(60);
    await collect();
    const [read] = await rows<{ readAt: string }>(
      world.db,
      sql`SELECT read_at FROM use_watch WHERE arn = ${functionArn("charge")} AND width_seconds = 300`,
    );
    if (read) bucketsRead.push(Date.parse(read.readAt));
  }
  const lately = (name: string, metric: UseMetric) =>
    toldUse(world, functionArn(name), metric, { width: 300, from: new Date(now() - 15 * 60_000) });
  const [errors, invocations] = [await lately("charge", "errors"), await lately("charge", "invocations")];

  expect(new Set(bucketsRead).size).toBeGreaterThanOrEqual(3);
  expect(new Set(bucketsRead).size).toBeLessThanOrEqual(6);
  expect(errors?.value).toBeGreaterThan(0);
  expect(invocations?.value).toBeGreaterThan(errors?.value ?? 0);
  expect(await lately("idle", "invocations")).toBeUndefined();
});

test("what is idle is not asked: a day of looking at it costs a few metrics for safety", async () => {
  await shop.later((5 * HOUR_MS) / 1000);
  await collect();
  const before = { billed: billed(), calls: calls() };
  for (let hours = 0; hours < 24; hours += 1) {
    await shop.later(3600);
    await collect();
  }

  // Two figures of each of the two queues and one of each function, and once more all of what was alive when the day began.
  expect(billed() - before.billed).toBeLessThanOrEqual(2 * 2 + 2 + 2 * 6 + 4 + 3);
  expect(calls() - before.calls).toBeLessThanOrEqual(6);
});

test("a gap in what CloudWatch tells stays a gap", async () => {
  const from = Math.ceil(now() / HOUR_MS) * HOUR_MS;
  await shop.later((from - now()) / 1000 + 60);
  ran("charge", now(), 1);
  await shop.later(3 * 3600);
  ran("charge", now(), 1);
  await shop.later(1200);
  await collect();
  await shop.later(3 * 3600);
  await collect();
  const told = await sumOf(functionArn("charge"), "invocations", new Date(from));

  expect(told).toMatchObject({ value: 2, hourCount: 2 });
});

test("what was kept and not noted when the worker died is read again and counted once", async () => {
  const before = await sumOf(functionArn("charge"), "invocations");
  await execute(world.db, sql`UPDATE use_watch SET read_at = NULL, read_until = NULL, next_at = NULL`);
  await collect();

  expect(await sumOf(functionArn("charge"), "invocations")).toEqual(before);
});

test("an account of which only names are listed is not asked", async () => {
  const target = await placeOf(world, shop.account.id);
  const before = billed();
  await execute(world.db, sql`UPDATE use_watch SET next_at = NULL`);
  await collectUse(shop.worker(), { ...target, account: { ...target.account, polling: "listing" } });

  expect(billed()).toBe(before);
});

test("what was watched of an account goes with the account", async () => {
  const watched = () => rows(world.db, sql`SELECT 1 FROM use_watch WHERE account_id = ${shop.account.id}`);
  expect(await watched()).not.toEqual([]);
  await execute(world.db, sql`UPDATE account SET removed_at = dlo_now() WHERE id = ${shop.account.id}`);
  await forgetRemoved(shop.worker());

  expect(await watched()).toEqual([]);
});

test("where ListMetrics is refused use is read all the same, once a day", async () => {
  const denied = await createWorld();
  try {
    const readActions = READ.filter((action) => action !== "cloudwatch:ListMetrics");
    const blind = await aLosingShop(denied, { readActions });
    const pair = await aQueuePair(denied.aws, "orders");
    await look(denied, blind.account.id);
    await denied.aws.sqs.send(new SendMessageCommand({ QueueUrl: pair.sourceUrl, MessageBody: "x" }));
    await blind.later(300);
    const target = await placeOf(denied, blind.account.id);
    for (let hours = 0; hours < 6; hours += 1) {
      await collectUse(blind.worker(), target);
      await blind.later(3600);
    }
    const asked = denied.simulator.world.usage.serialize().billedMetrics.reduce((sum, { metrics }) => sum + metrics, 0);

    expect(await toldUse(denied, pair.sourceArn, "sent")).toMatchObject({ value: 1 });
    // Two queues, five metrics each, once.
    expect(asked).toBe(10);
  } finally {
    await denied.stop();
  }
});
