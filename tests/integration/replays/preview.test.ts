import { CreateEventBusCommand, PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { arnOfBus, arnOfRule, partyOf } from "../../aws/sim-events-clients";
import { connectShop, REGION, SHOP } from "../../support/world";
import { collect, OTHER, READ } from "../inventory/graph-world";
import { aReplayWorld, minute, type ReplayWorld, troubleOf } from "./replay-world";

let shop: ReplayWorld;
beforeAll(async () => {
  shop = await aReplayWorld({ count: 3, isProduction: true });
  const there = partyOf(shop.simulator, OTHER, REGION);
  await there.events.send(new CreateEventBusCommand({ Name: "fulfilment" }));
  await there.events.send(
    new PutPermissionCommand({
      EventBusName: "fulfilment",
      StatementId: "shop",
      Principal: SHOP,
      Action: "events:PutEvents",
    }),
  );
  await there.rule("pack", [{ Arn: await there.queue("pack") }], { bus: "fulfilment" });
  const RoleArn = `arn:aws:iam::${SHOP}:role/forward`;
  await shop.party.rule("forward", [{ Arn: arnOfBus("fulfilment", OTHER, REGION), RoleArn }]);
  await shop.look();
});
afterAll(() => shop.stop());

async function noteMatched(rule: string, perMinute: readonly number[]): Promise<void> {
  const arn = arnOfRule(rule, SHOP, REGION);
  for (const [index, matched] of perMinute.entries())
    for (const width of [300, 3600])
      await execute(
        shop.db,
        sql`INSERT INTO series.event_rollup (arn, account_id, region, width_seconds, bucket, matched)
            VALUES (${arn}, ${shop.account.id}, ${REGION}, ${width}, date_bin(make_interval(secs => ${width}), ${minute(index)}::timestamptz, 'epoch'), ${matched})
            ON CONFLICT (arn, width_seconds, bucket) DO UPDATE SET matched = series.event_rollup.matched + EXCLUDED.matched`,
      );
}

test("beyond a bus of an account that is not connected everything is unknown, and blocks in production until somebody says why not", async () => {
  const preview = await shop.preview(["forward"]);
  const selection = await shop.wish(["forward"]);
  const overrides = [{ check: "replay-blind", reason: "fulfilment drops what it knows" }];
  const plan = await shop.ask("createPlan", { action: "replay", selection, overrides }, "operator");

  expect(preview.impact.blindSpots).toMatchObject([
    { words: expect.stringContaining("Unknown beyond event bus fulfilment") },
  ]);
  expect(preview.checks).toContainEqual(
    expect.objectContaining({ id: "replay-blind", result: "block", canOverride: true }),
  );
  expect(plan.checks).toContainEqual(
    expect.objectContaining({ id: "replay-blind", result: "warn", overriddenBecause: overrides[0]?.reason }),
  );
  expect(plan.approval).toMatchObject({
    needed: 1,
    reasons: expect.arrayContaining(["replay, production", "a check was overridden"]),
  });
});

test("once that account is connected its rules are followed, for those alone who see it", async () => {
  const there = await connectShop(shop.world, { awsAccountId: OTHER, readActions: READ, isWritable: false });
  await collect(shop.world, there.id);

  const preview = await shop.preview(["forward"]);
  const { archiveId: id, ...wish } = await shop.wish(["forward"]);
  const scope = { kind: "accounts", accountIds: [shop.account.id] } as const;
  const behindTheFence = await shop.ask("previewReplay", { id, ...wish }, "operator", { scope });

  expect(preview.impact.hits.map(({ path }) => path.join(" → "))).toEqual([
    "bus default → rule forward → event bus fulfilment",
    "bus default → rule forward → event bus fulfilment → rule pack → queue pack",
  ]);
  expect(troubleOf(preview)).not.toContain("replay-blind");
  expect(JSON.stringify(behindTheFence)).not.toContain("pack");
  expect(troubleOf(behindTheFence)).toContain("replay-blind");
});

test("all rules are allowed when they are asked for, and said to fire again", async () => {
  const preview = await shop.preview([], { ruleIds: undefined, allRules: true });

  expect(preview.impact.rules.map(({ name }) => name).sort()).toEqual(["audit", "forward", "mail", "orders"]);
  expect(preview.checks).toContainEqual(expect.objectContaining({ id: "all-rules", result: "warn" }));
});

test.each([
  ["from", "0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z"],
  ["until", undefined, "0001-01-01T00:00:00Z"],
])("of a time before there were computers the histogram says that `%s` is wrong", async (field, from, until) => {
  await expect(shop.ask("getReplayHistogram", { id: shop.archiveId, from, until })).rejects.toMatchObject({
    fields: [{ field, message: "must be later than 1970-01-02T00:00:00Z" }],
  });
});

test("the histogram shows what was told, and nothing where nothing was; the estimate rests on it", async () => {
  await noteMatched("orders", [2, 3, 5]);
  const ruleIds = `${await shop.idOf("orders")},${await shop.idOf("audit")}`;
  const range = { from: minute(-60), until: minute(600) };

  const told = await shop.ask("getReplayHistogram", { id: shop.archiveId, ...range, ruleIds });
  const silent = await shop.ask("getReplayHistogram", { id: shop.archiveId, from: minute(-600), until: minute(-500) });
  const { estimate: known } = await shop.preview(["orders"]);
  const { estimate: coarse } = await shop.preview(["orders"], { from: minute(-120) });

  await noteMatched("Events-Archive-all", [12]);
  const { estimate: exact } = await shop.preview(["orders"]);

  expect(exact).toMatchObject({ basis: "archive-rule", events: 12, deliveries: 10 });
  expect(told).toMatchObject({ source: "rule-metrics", periodSeconds: 300 });
  expect(told.series.map(({ name, total }) => [name, total])).toEqual([
    ["audit", null],
    ["orders", 10],
  ]);
  expect(silent).toMatchObject({ source: "none", archived: null });
  expect(silent.series.flatMap(({ points }) => points)).toEqual([]);
  expect(known).toMatchObject({ basis: "rule-metrics", events: 10, deliveries: 10, priceUsd: 0.00001 });
  expect(coarse).toMatchObject({ basis: "archive-average", deliveries: null });
});
