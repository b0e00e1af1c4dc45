import { SendMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { keepCeiling } from "@/lib/operations/costs/keep-ceiling";
import { saveCostSettings } from "@/lib/operations/costs/slowdown";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { flushUsage } from "@/lib/operations/polling/keep-house";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import { aQueuePair, createWorld, REGION, type World } from "../../support/world";
import { callCount, placeOf } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";

/** Four sources and four empty dead-letter queues: less than a fifth of a dollar a month at its own pace. */
const PAIRS = 4;
/** Nothing in this world is due more often, unless a queue loses something soon. */
const OWN_PACE_SECONDS = 30;

let world: World;
let shop: LosingShop;
beforeAll(async () => {
  world = await createWorld({ isHurried: true });
  shop = await aLosingShop(world);
  for (let n = 0; n < PAIRS; n += 1) await aQueuePair(world.aws, `orders-${n}`);
  await poll(1);
});
afterAll(() => world.stop());

/** Looks as the worker does, but every so many seconds; what was counted is written down and judged every minute. */
async function poll(minutes: number, stepSeconds = 10): Promise<void> {
  const place = await placeOf(world, shop.account.id);
  for (let seconds = 0; seconds < minutes * 60; seconds += stepSeconds) {
    if (seconds % 600 === 0) await discoverQueues(shop.worker(), place);
    await sampleDepth(shop.worker(), place);
    if (seconds % 60 === 0) {
      await flushUsage(shop.worker());
      await keepCeiling(shop.worker());
    }
    await shop.later(stepSeconds);
  }
}
const looks = () => callCount(world, /GetQueueAttributes/);
/** Past the door, which takes no ceiling of some cents: that of a world of eight queues. */
const setCeiling = (ceilingUsdPerMonth: number) =>
  saveCostSettings(world.db, { hostingUsdPerMonth: null, hostingNote: null, ceilingUsdPerMonth }, "usr_admin");
const urgentCalls = async () => {
  const found = await rows<{ calls: number }>(world.db, sql`SELECT calls FROM api_usage WHERE purpose = 'guard'`);
  return found.reduce((sum, { calls }) => sum + calls, 0);
};
/** What a month of looks costs when as many come as in these minutes. */
async function usdAMonthOver(minutes: number, stepSeconds?: number): Promise<number> {
  const before = await looks();
  await poll(minutes, stepSeconds);
  return (((await looks()) - before) * 43_200 * 0.4) / minutes / 1_000_000;
}
let ownPace = 0;

test("in the first hours nothing is told of a month, and then what is counted", async () => {
  expect((await world.ask("getNow", {})).costUsdPerMonth).toBeNull();
  expect((await world.ask("getOwnCost", {})).usdPerMonth).toBeNull();
  await poll(150, OWN_PACE_SECONDS);

  ownPace = await usdAMonthOver(30, OWN_PACE_SECONDS);

  const { costUsdPerMonth, slowedBecause } = await world.ask("getNow", {});
  expect(costUsdPerMonth).toBeGreaterThan(ownPace * 0.9);
  expect(costUsdPerMonth).toBeLessThan(ownPace * 1.3);
  expect(slowedBecause).toBeNull();
}, 120_000);

test("under a low ceiling less is asked within a minute, and what is counted falls under it", async () => {
  const ceiling = ownPace / 3;
  await setCeiling(ceiling);
  await poll(2);

  const { slowdown, sentence } = (await world.ask("getOwnCost", {})).ceiling;
  expect(slowdown).toBeGreaterThan(2.5);
  expect(sentence).toMatch(/as seldom/);
  await poll(20);
  expect(await usdAMonthOver(60)).toBeLessThanOrEqual(ceiling);
}, 120_000);

test("what is read late on purpose is not called stale, and the screen says why", async () => {
  const now = await world.ask("getNow", {});

  expect(now.isStale).toBe(false);
  expect(now.slowedBecause).toMatch(/slowed down .* times by the ceiling/);
});

test("a dead-letter queue that loses something within 72 hours is looked at as often as without a ceiling", async () => {
  const { dlqUrl } = await aQueuePair(world.aws, "dying");
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: dlqUrl, Attributes: { MessageRetentionPeriod: "3600" } }),
  );
  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl: dlqUrl, MessageBody: "{}" }));
  await poll(12);
  const before = await urgentCalls();
  await poll(10);

  // Every ten seconds, for that one queue.
  expect((await urgentCalls()) - before).toBeGreaterThan(45);
}, 60_000);

test("when the ceiling is taken away everything goes back to its own pace", async () => {
  const { slowdown } = (await world.ask("getOwnCost", {})).ceiling;
  const days = async () =>
    (
      await rows<{ days: number }>(
        world.db,
        sql`SELECT extract(epoch FROM next_at - read_at)::float8 / 86400 AS days FROM use_watch WHERE arn = 'idle'`,
      )
    )[0]?.days;
  await execute(
    world.db,
    sql`INSERT INTO use_watch (account_id, region, arn, width_seconds, read_at, next_at)
        VALUES (${shop.account.id}, ${REGION}, 'idle', 3600, dlo_now(), dlo_now() + ${slowdown}::float8 * interval '1 day')`,
  );
  await world.ask("putCostSettings", { hostingUsdPerMonth: null, hostingNote: null, ceilingUsdPerMonth: null });
  await poll(1);

  // What is asked for once a day was put off for several, and is not any more.
  expect(slowdown).toBeGreaterThan(1.5);
  expect(await days()).toBeCloseTo(1, 3);

  expect((await world.ask("getOwnCost", {})).ceiling).toMatchObject({
    slowdown: 1,
    sentence: expect.stringMatching(/^No ceiling/),
  });
  expect((await world.ask("getNow", {})).slowedBecause).toBeNull();
});
