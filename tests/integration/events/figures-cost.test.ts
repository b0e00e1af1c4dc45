import { afterAll, beforeAll, expect, test } from "vitest";
import type { RuleConfig, RuleTarget } from "@/lib/core/inventory/resource";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { collectEventFigures } from "@/lib/operations/events/collect-event-figures";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { placeOf } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";

const RULES = 300;
const RUNNING = 30;
const FAILING = 2;
const eventsArn = (rest: string) => `arn:aws:events:${REGION}:${SHOP}:${rest}`;
const RUNS = [
  ...["MatchedEvents", "TriggeredRules", "Invocations", "InvocationAttempts", "SuccessfulInvocationAttempts"],
  "IngestiontoInvocationStartLatency",
];
const FAILS = ["FailedInvocations", "RetryInvocationAttempts"];

let world: World;
let shop: LosingShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await aLosingShop(world);
  await aQueuePair(world.aws, "orders");
  await shop.inventory();
  await haveRules();
});
afterAll(() => world.stop());

/** As an inventory would have read them: 300 calls to make them in the simulator are not what this is about. */
async function haveRules(): Promise<void> {
  const target = {
    id: "t",
    arn: `arn:aws:sqs:${REGION}:${SHOP}:gone`,
    deadLetterArn: null,
    roleArn: null,
    input: "event",
  };
  const more = { messageGroupId: null, maxRetries: null, maxAgeSeconds: null, inputSha256: null };
  const config = {
    busName: "default",
    busArn: eventsArn("event-bus/default"),
    isEnabled: true,
    eventPattern: '{"source":["shop"]}',
    scheduleExpression: null,
    managedBy: null,
    targets: [{ ...target, ...more } as RuleTarget],
  } satisfies RuleConfig;
  await execute(
    world.db,
    sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
        SELECT 'res_' || lpad(n::text, 20, '0'), ${shop.account.id}, ${REGION}, ${eventsArn("rule/r")}::text || n, 'rule', 'r' || n, ${JSON.stringify(config)}::jsonb, '',
          dlo_now(), dlo_now(), dlo_now(), dlo_now() - interval '5 days' FROM generate_series(1, ${RULES}::int) n`,
  );
}

function runAMinute(): void {
  const { vended, clock } = world.simulator.world;
  const place = { accountId: SHOP, region: REGION };
  for (let n = 1; n <= RUNNING; n += 1)
    for (const metric of n <= FAILING ? [...RUNS, ...FAILS] : RUNS)
      vended.add(place, "AWS/Events", metric, { RuleName: `r${n}` }, clock.now());
}
const billed = () =>
  world.simulator.world.usage.serialize().billedMetrics.reduce((sum, { metrics }) => sum + metrics, 0);

test("of three hundred rules of which thirty run and two fail an hour of looking costs what is expected", async () => {
  const place = await placeOf(world, shop.account.id);
  const seen: number[] = [];
  for (let minute = 0; minute <= 75; minute += 1) {
    runAMinute();
    await collectEventFigures(shop.worker(), place);
    seen.push(billed());
    await shop.later(60);
  }
  const [first = 0, settled = 0, end = 0] = [seen[0], seen[15], seen[75]];

  // Once, what was before the first look: the least of each rule, all of those that run.
  expect(first).toBeLessThanOrEqual((RULES - RUNNING) * 3 + RUNNING * 9);
  // Then six metrics every 15 minutes and one every five of what runs well, up to nine every two minutes of what fails.
  const wellPerHour = (RUNNING - FAILING) * (6 * 4 + 12);
  expect(end - settled).toBeGreaterThan(wellPerHour);
  expect(end - settled).toBeLessThanOrEqual(wellPerHour + FAILING * 9 * 30);
}, 60_000);

test("what is expected of it counts the thirty that run, also right after the first look", async () => {
  const { expectedUsdPerMonth } = await world.ask("getFirstReport", {});
  const running = RUNNING * 0.2602;
  await execute(
    world.db,
    sql`UPDATE event_watch SET figures = array_append(array_append(figures, 'triggered'), 'failed')`,
  );

  expect(expectedUsdPerMonth).toBeGreaterThan(running);
  expect(expectedUsdPerMonth).toBeLessThan(running * 1.5);
  expect((await world.ask("getFirstReport", {})).expectedUsdPerMonth).toBe(expectedUsdPerMonth);
});

test("an event that every rule of a bus would match is judged for all three hundred of them without a wait", async () => {
  const { items } = await world.ask("listBuses", { name: "default" });
  const event = '{"source":"shop","detail-type":"x","detail":{}}';
  const startedAt = performance.now();
  const tested = await operations.testEvent(world.web(), { id: items[0]?.id ?? "", event });

  expect(tested.rules.filter(({ matches }) => matches === "yes")).toHaveLength(RULES);
  expect(tested.rules[0]?.targets).toMatchObject([{ givesUp: "24 h or 185 attempts, then lost" }]);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
