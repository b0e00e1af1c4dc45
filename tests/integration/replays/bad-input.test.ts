import { StartReplayCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { arnOfBus, arnOfRule } from "../../aws/sim-events-clients";
import { aFault, noFaults } from "../../support/runs";
import { REGION, SHOP } from "../../support/world";
import { aReplayWorld, minute, type ReplayWorld, START, troubleOf } from "./replay-world";

let shop: ReplayWorld;
let known: number;
beforeAll(async () => {
  shop = await aReplayWorld({ count: 2 });
});
/** Nothing of what is tried here starts anything. */
afterEach(async () => {
  await noFaults(shop.world);
  expect(await shop.known()).toHaveLength(known);
  known = 0;
});
afterAll(() => shop.stop());
known = 0;

const byHand = (ReplayName: string, more: object = {}) =>
  shop.party.events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: `arn:aws:events:${REGION}:${SHOP}:archive/all`,
      EventStartTime: new Date(START - 90 * 86_400_000),
      EventEndTime: new Date(START),
      Destination: { Arn: arnOfBus("default", SHOP, REGION) },
      ...more,
    }),
  );
const failedBecause = (reason: string) => ({
  state: "failed",
  reason: expect.stringMatching(new RegExp(`${reason}.*Nothing was started\\.$`)),
});

test.each([
  ["an end before the start", { from: minute(1), until: minute(0) }, "until"],
  ["an end at the start", { from: minute(1), until: minute(1) }, "until"],
])("%s is refused by its field", async (_, range, field) => {
  await expect(shop.plan(["orders"], range)).rejects.toMatchObject({
    status: 422,
    fields: [{ field: `selection.${field}`, message: expect.any(String) }],
  });
  await expect(shop.preview(["orders"], range)).rejects.toMatchObject({ status: 422 });
});

test.each<[string, () => Promise<object>]>([
  ["no rule", async () => ({ ruleIds: undefined })],
  ["no rule in a list", async () => ({ ruleIds: [] })],
  ["rules and all of them", async () => ({ allRules: true })],
  ["a rule that is none", async () => ({ ruleIds: [shop.archiveId] })],
  ["a rule that is not there", async () => ({ ruleIds: ["res_00000000000000000000"] })],
])("%s is refused by its field", async (_, more) => {
  const selection = { ...(await shop.wish(["orders"])), ...(await more()) };

  await expect(shop.ask("createPlan", { action: "replay", selection } as never, "operator")).rejects.toMatchObject({
    status: 422,
  });
});

test.each<[string, object]>([
  ["ratePerSecond", { ratePerSecond: 5 }],
  ["stages", { stages: [1, 10] }],
  ["stageObservationSeconds", { stageObservationSeconds: 60 }],
  ["observationSeconds", { observationSeconds: 60 }],
  ["duplicates", { duplicates: "hold" }],
  ["doesMark", { doesMark: true }],
  ["itemOrder", { itemOrder: "bystanders-first" }],
])("%s, which a replay does not have, is refused by its field", async (field, more) => {
  const selection = await shop.wish(["orders"]);

  await expect(
    shop.ask("createPlan", { action: "replay", selection, ...more } as never, "operator"),
  ).rejects.toMatchObject({ status: 422, fields: [{ field, message: expect.any(String) }] });
});

test("an archive that is none, and one that is not there, are not found", async () => {
  const selection = await shop.wish(["orders"]);

  for (const archiveId of [await shop.idOf("orders"), "res_00000000000000000000"])
    await expect(
      shop.ask("createPlan", { action: "replay", selection: { ...selection, archiveId } }, "operator"),
    ).rejects.toMatchObject({ status: 404 });
});

test.each([
  [
    "a time before the archive",
    { from: minute(-3000), until: minute(-2000) },
    "archive-range",
    "holds nothing of that time",
  ],
  ["an end in the future", { until: new Date(Date.now() + 3_600_000).toISOString() }, "archive-lag", "in the future"],
  [
    "an end that may not be archived yet",
    { until: new Date(Date.now() - 60_000).toISOString() },
    "archive-lag",
    "10 minutes",
  ],
])("%s blocks the plan", async (_, range, id, text) => {
  const plan = await shop.plan(["orders"], range);

  expect(plan.checks).toContainEqual(
    expect.objectContaining({ id, result: "block", text: expect.stringContaining(text) }),
  );
  await expect(shop.applied(plan)).rejects.toMatchObject({ code: "plan-not-applicable" });
});

test("whoever may not start replays is told so, and only the right check can be gone against", async () => {
  const selection = await shop.wish(["orders"]);
  const overrides = [{ check: "archive-range", reason: "I know better" }];

  await expect(shop.ask("createPlan", { action: "replay", selection }, "viewer")).rejects.toMatchObject({
    status: 403,
  });
  await expect(shop.ask("createPlan", { action: "replay", selection, overrides }, "operator")).rejects.toMatchObject({
    status: 422,
    fields: [{ field: "overrides.0.check", message: expect.any(String) }],
  });
});

test("whoever may apply plans and not start replays is refused", async () => {
  const { id, hash } = await shop.plan(["orders"]);
  const ctx = shop.world.web("operator");
  const capabilities = ctx.actor.capabilities.filter((one) => one !== "replays.start");

  await expect(
    operations.applyPlan({ ...ctx, actor: { ...ctx.actor, capabilities } }, { id, hash }),
  ).rejects.toMatchObject({ status: 403 });
});

test("a role that may not start replays ends the run with the missing right", async () => {
  await aFault(shop.world, { operation: "events:StartReplay", kind: "accessDenied" });

  const run = await shop.run(["orders"]);

  expect(run).toMatchObject(failedBecause("may not events:StartReplay"));
});

test("a role that may not read one bus's targets ends the run before anything is asked for", async () => {
  await aFault(shop.world, { operation: "events:ListTargetsByRule", kind: "accessDenied" });

  const run = await shop.run(["orders"]);

  expect(run).toMatchObject(failedBecause("may not events:ListTargetsByRule"));
});

test("a run whose terms are not those that people saw starts nothing", async () => {
  const runId = await shop.applied(await shop.plan(["orders"]));
  await execute(
    shop.db,
    sql`UPDATE plan SET detail = jsonb_set(detail, '{replay,ruleArns}', 'null') WHERE id = (SELECT plan_id FROM run WHERE id = ${runId})`,
  );

  const run = await shop.driven(runId);

  expect(run).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("not those of the plan that people saw"),
  });
});

test("whoever sees single resources only may not ask for every rule, and no rule but theirs", async () => {
  const { ruleIds: _, ...selection } = await shop.wish([]);
  const [archive, rule] = await Promise.all([
    shop.ask("getResource", { id: shop.archiveId }),
    shop.ask("getResource", { id: await shop.idOf("orders") }),
  ]);
  const scope = {
    kind: "accounts",
    accountIds: [],
    arns: { [archive.arn]: shop.account.id, [rule.arn]: shop.account.id },
  } as const;
  const ask = (more: object) =>
    shop.ask("createPlan", { action: "replay", selection: { ...selection, ...more } } as never, "operator", { scope });

  const plan = await ask({ ruleIds: [rule.id] });

  expect(plan.replay?.ruleArns).toEqual([rule.arn]);
  await expect(ask({ allRules: true })).rejects.toMatchObject({ fields: [{ field: "selection.allRules" }] });
  await expect(ask({ ruleIds: [await shop.idOf("audit")] })).rejects.toMatchObject({
    fields: [{ field: "selection.ruleIds" }],
  });
});

test("a name that somebody else has taken ends the run, whatever that replay is", async () => {
  const plan = await shop.plan(["orders"]);
  await byHand(`dlo-${plan.id}`, {
    ...{ EventStartTime: new Date(minute(0)), EventEndTime: new Date(minute(2)) },
    Destination: { Arn: arnOfBus("default", SHOP, REGION), FilterArns: [arnOfRule("orders", SHOP, REGION)] },
  });

  const run = await shop.driven(await shop.applied(plan));

  known = 1;
  expect(run).toMatchObject(failedBecause("another replay has the name"));
  expect((await shop.ask("listReplays", {})).items.filter(({ isOurs }) => isOurs)).toEqual([]);
});

test("with ten active replays the plan is blocked, and a run that finds ten ends", async () => {
  const plan = await shop.plan(["orders"]);
  const runId = await shop.applied(plan);
  await shop.pass(60);
  for (let n = 0; n < 10; n += 1) await byHand(`hand-${n}`);
  known = (await shop.known()).length;

  const run = await shop.driven(runId);
  await shop.collectReplays();
  const blocked = await shop.plan(["orders"]);

  expect(run).toMatchObject(failedBecause("10 replays are active"));
  expect(troubleOf(blocked)).toContain("active-replays");
  await expect(shop.applied(blocked)).rejects.toMatchObject({ code: "plan-not-applicable" });
});
