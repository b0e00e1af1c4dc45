import { afterAll, beforeAll, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { collectEventFigures } from "@/lib/operations/events/collect-event-figures";
import { createWorld, REGION, SHOP, type World } from "../../support/world";
import { placeOf } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";

let world: World;
let shop: LosingShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await aLosingShop(world);
  await shop.inventory();
  await execute(world.db, sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
    SELECT 'res_x' || lpad(n::text, 19, '0'), ${shop.account.id}, ${REGION}, ${`arn:aws:events:${REGION}:${SHOP}:rule/r`}::text || n, 'rule', 'r' || n,
      jsonb_build_object('busName','default','busArn',${`arn:aws:events:${REGION}:${SHOP}:event-bus/default`}::text,'isEnabled',true,'eventPattern','{"source":["shop"]}','scheduleExpression',null,'managedBy',null,
        'targets', jsonb_build_array(jsonb_build_object('id','t','arn',${`arn:aws:sqs:${REGION}:${SHOP}:q`}::text || n,'deadLetterArn',null,'roleArn',null,'messageGroupId',null,'maxRetries',null,'maxAgeSeconds',null,'input','event','inputSha256',null))),
      'h', dlo_now(), dlo_now(), dlo_now(), dlo_now() - interval '5 days' FROM generate_series(1, 300) n`);
});
afterAll(() => world.stop());
const emit = (name: string, metrics: string[]) => {
  const { world: simulated } = world.simulator;
  for (const metric of metrics) simulated.vended.add({ accountId: SHOP, region: REGION }, "AWS/Events", metric, { RuleName: name }, simulated.clock.now(), 1);
};
const minute = () => {
  for (let n = 1; n <= 30; n++) emit(`r${n}`, ["MatchedEvents", "TriggeredRules", "Invocations", "InvocationAttempts", "SuccessfulInvocationAttempts", "IngestiontoInvocationStartLatency", "IngestiontoInvocationCompleteLatency"]);
  for (let n = 1; n <= 2; n++) emit(`r${n}`, ["FailedInvocations", "RetryInvocationAttempts"]);
};
test("cost", { timeout: 300_000 }, async () => {
  minute();
  const usage = () => {
    const { calls, billedMetrics } = world.simulator.world.usage.serialize();
    return { list: calls.filter((c) => c.action.includes("ListMetrics")).map((c) => c.calls), billed: billedMetrics.map((b) => b.metrics) };
  };
  console.log("before", JSON.stringify(usage()));
  const place = await placeOf(world, shop.account.id);
  for (let m = 0; m <= 3; m++) {
    await collectEventFigures(shop.worker(), place);
    if (m === 0 || m === 15 || m === 60) console.log("minute", m, JSON.stringify(usage()));
    await shop.later(60);
    minute();
  }
});
test("speed", { timeout: 300_000 }, async () => {
  await execute(world.db, sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
    SELECT 'res_f' || lpad(n::text, 19, '0'), ${shop.account.id}, ${REGION}, ${`arn:aws:lambda:${REGION}:${SHOP}:function:f`}::text || n, 'function', 'f' || n, '{"async":[],"versions":[],"deadLetterArn":null,"timeoutSeconds":3}', 'h', dlo_now(), dlo_now(), dlo_now(), dlo_now() - interval '5 days' FROM generate_series(1, 10000) n`);
  await execute(world.db, sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
    VALUES ('res_01a00000000000000001', ${shop.account.id}, ${REGION}, ${`arn:aws:events:${REGION}:${SHOP}:archive/all`}::text, 'archive', 'all', ${JSON.stringify({ busArn: `arn:aws:events:${REGION}:${SHOP}:event-bus/default`, state: "ENABLED", retentionDays: 0, eventPattern: null, kmsKeyId: null })}::jsonb, 'h', dlo_now(), dlo_now(), dlo_now(), dlo_now() - interval '5 days')`);
  // A day of points of 300 rules.
  await execute(world.db, sql`INSERT INTO series.event_rollup (arn, account_id, region, width_seconds, bucket, matched, triggered, failed)
    SELECT ${`arn:aws:events:${REGION}:${SHOP}:rule/r`}::text || n, ${shop.account.id}, ${REGION}, 300, date_bin('5 minutes', dlo_now(), 'epoch') - make_interval(mins => 5 * m), 5, 5, 1
    FROM generate_series(1, 300) n, generate_series(1, 288) m ON CONFLICT DO NOTHING`);
  const ctx = () => ({ ...world.web(), now: shop.now });
  const { items: buses } = await operations.listBuses(ctx(), {});
  const busId = buses[0]?.id ?? "";
  const time = async (name: string, times: number, work: () => Promise<unknown>) => {
    const took: number[] = [];
    for (let n = 0; n < times; n++) {
      const at = performance.now();
      await work().catch((e) => { if (n === 0) console.log(name, e.message, JSON.stringify(e.detail ?? e.fields ?? {})); });
      took.push(performance.now() - at);
    }
    took.sort((a, b) => a - b);
    console.log(name, "median", Math.round(took[Math.floor(times / 2)] ?? 0), "p95", Math.round(took[Math.ceil(times * 0.95) - 1] ?? 0));
  };
  const { items } = await operations.listRules(ctx(), { limit: 200 });
  const first = items[0]?.id ?? "";
  await time("getRule", 20, () => operations.getRule(ctx(), { id: first }));
  await time("listRules 50", 20, () => operations.listRules(ctx(), { limit: 50 }));
  await time("listRules 200", 10, () => operations.listRules(ctx(), { limit: 200 }));
  await time("listRules losing", 10, () => operations.listRules(ctx(), { state: "losing", limit: 50 }));
  await time("listRules silent", 10, () => operations.listRules(ctx(), { state: "silent", limit: 50 }));
  await time("listBuses", 10, () => operations.listBuses(ctx(), {}));
  await time("getRuleFigures 7d", 10, () => operations.getRuleFigures(ctx(), { id: first, window: "7d" }));
  await time("getBusFigures 24h", 10, () => operations.getBusFigures(ctx(), { id: busId, window: "24h" }));
  await time("getBusFigures 1h", 10, () => operations.getBusFigures(ctx(), { id: busId, window: "1h" }));
  const now = shop.now().getTime();
  const range = { from: new Date(now - 7_200_000).toISOString(), until: new Date(now - 3_600_000).toISOString() };
  await time("previewReplay 2", 10, () => operations.previewReplay(ctx(), { id: "res_01a00000000000000001", ...range, ruleIds: items.slice(0, 2).map(({ id }) => id) }));
  await time("previewReplay all", 10, () => operations.previewReplay(ctx(), { id: "res_01a00000000000000001", ...range }));
  await time("histogram", 10, () => operations.getReplayHistogram(ctx(), { id: "res_01a00000000000000001", ...range }));
  await time("testEvent 300 match", 3, () => operations.testEvent(ctx(), { id: busId, event: '{"source":"shop","detail-type":"x","detail":{}}' }));
});
