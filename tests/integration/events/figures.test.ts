import { DeleteRuleCommand, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, firstRow, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { collectEventFigures } from "@/lib/operations/events/collect-event-figures";
import { watchActivity } from "@/lib/operations/inventory/watch-activity";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import { partyOf, queuePolicy } from "../../aws/sim-events-clients";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { aRule, peopleOf, placeOf, READ } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";

const HOUR_MS = 3_600_000;
let world: World;
let shop: LosingShop;
beforeAll(async () => {
  world = await createWorld();
  shop = await aLosingShop(world);
  // Found by the first look: what is made later is watched since then.
  for (const name of ["by-day", "steady"]) await aRule(peopleOf(world), name, []);
  const weekly = new PutRuleCommand({ Name: "weekly", ScheduleExpression: "rate(7 days)" });
  await peopleOf(world).events.send(weekly);
});
afterAll(() => world.stop());

const collect = async () => collectEventFigures(shop.worker(), await placeOf(world, shop.account.id));
const watch = async () => watchActivity(shop.worker(), await placeOf(world, shop.account.id));
const put = async (count: number, source = "shop") => {
  for (let done = 0; done < count; done += 1) await partyOf(world.simulator, SHOP, REGION).put({ Source: source });
};
const figuresOf = async (name: string, window: "1h" | "24h" = "1h") => {
  const { items } = await world.ask("listResources", { kind: "rule", name });
  const figures = await operations.getRuleFigures(
    { ...world.web(), now: shop.now },
    { id: items[0]?.id ?? "", window },
  );
  const totals = figures.series.flatMap(({ metric, total }) => (total === null ? [] : [[metric, total]]));
  return { ...figures, totals: Object.fromEntries(totals) as Record<string, number> };
};
/** As if the rule had run in these hours, counted back from now. */
const ran = (RuleName: string, hoursAgo: readonly number[]) => {
  const { world: simulated } = world.simulator;
  for (const hours of [...hoursAgo].sort((one, other) => other - one))
    simulated.vended.add(
      { accountId: SHOP, region: REGION },
      "AWS/Events",
      "TriggeredRules",
      { RuleName },
      simulated.clock.now() - hours * HOUR_MS,
    );
};

test("a permission that was taken away shows in the rule's figures within two samples, with what causes it", async () => {
  const pair = await aQueuePair(world.aws, "paid");
  const setPolicy = (Policy: string) =>
    world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: pair.sourceUrl, Attributes: { Policy } }));
  await setPolicy(queuePolicy(pair.sourceArn));
  await aRule(peopleOf(world), "paid", [{ Id: "t", Arn: pair.sourceArn }]);
  await shop.inventory();
  const before = await figuresOf("paid");
  await put(2);
  await shop.later(120);
  await collect();
  const healthy = await figuresOf("paid");
  await setPolicy("");
  await put(3);
  await shop.later(120);
  await sampleDepth(shop.worker(), await placeOf(world, shop.account.id));
  await collect();
  await shop.later(120);
  await collect();
  const failing = await figuresOf("paid");

  expect(before).toMatchObject({ isAsked: false, readAt: null, totals: {} });
  expect(healthy.totals).toEqual({ matched: 2, triggered: 2, invocations: 2, succeeded: 2 });
  expect(healthy.series.find(({ metric }) => metric === "startLatencyMs")).toMatchObject({ unit: "ms", total: null });
  expect(failing.totals).toMatchObject({ failed: 3 });
  expect(failing.likelyCauses[0]).toContain("does not let events.amazonaws.com send for this rule");
  expect(failing.cadenceSeconds).toBe(120);
  await shop.later(900);
  await collect();
  expect((await figuresOf("paid", "24h")).totals).toMatchObject({ matched: 5, triggered: 5, failed: 3 });
});

test("the sums of a bus that AWS does not tell are those of its rules, and what nobody tells stays unknown", async () => {
  const { items } = await world.ask("listResources", { kind: "bus", name: "default" });
  const bus = await operations.getBusFigures({ ...world.web(), now: shop.now }, { id: items[0]?.id ?? "" });
  const of = (name: string) => bus.series.find(({ metric }) => metric === name);

  expect(of("failed")).toMatchObject({ basis: "sum-of-rules", total: 3 });
  expect(of("matched")).toMatchObject({ basis: "not-told", points: [], total: null });
  expect(bus).toMatchObject({ isAsked: true, unreadRuleCount: 0 });
});

test("its class names the rule and the cause; one that is lost despite a dead-letter queue stands before it", async () => {
  const refused = await shop.aFailingRule("refused", "refusing");
  await shop.inventory();
  await shop.look();
  await put(2);
  await shop.lookLater();
  const classes = await shop.classes();
  const paid = classes.find(({ anchorName }) => anchorName === "paid");

  expect(paid).toMatchObject({ record: "count-only", causeKind: "permission" });
  expect(paid?.causeReason).toContain("does not let events.amazonaws.com");
  expect(classes[0]).toMatchObject({ anchorArn: refused, causeKind: "permission", loss: { kind: "lost" } });
  expect(classes[0]?.title).toContain("LOST although a dead-letter queue is configured");
  expect((await world.ask("getNow", {})).headline).toMatch(/lost events for good within 24 hours/);
});

test("what happened while nobody looked for more than a day is read when somebody looks again", async () => {
  const before = (await figuresOf("paid", "24h")).totals.triggered ?? 0;
  await put(7);
  await shop.later(30 * 3600);
  await put(1);
  await shop.later(120);
  await collect();
  const { items } = await world.ask("listResources", { kind: "rule", name: "paid" });
  const week = await operations.getRuleFigures(
    { ...world.web(), now: shop.now },
    { id: items[0]?.id ?? "", window: "7d" },
  );

  expect(week.series.find(({ metric }) => metric === "matched")?.total).toBe(before + 2 + 8);
});

test("where CloudWatch may not be asked what is active, a new failure is noticed all the same", async () => {
  const denied = await createWorld();
  try {
    const readActions = READ.filter((action) => action !== "cloudwatch:ListMetrics");
    const blind = await aLosingShop(denied, { readActions });
    await blind.aFailingRule("paid", "none");
    await blind.inventory();
    await blind.lose(2);
    await blind.later(120);
    await collectEventFigures(blind.worker(), await placeOf(denied, blind.account.id));
    const { items } = await denied.ask("listResources", { kind: "rule", name: "paid" });
    const asked = { ...denied.web(), now: blind.now };
    const figures = await operations.getRuleFigures(asked, { id: items[0]?.id ?? "" });

    expect(figures.series.find(({ metric }) => metric === "failed")?.total).toBe(2);
    expect(figures.series.find(({ metric }) => metric === "matched")?.total).toBeNull();
  } finally {
    await denied.stop();
  }
});

test("a rule that works by day is not silent at night; one that died is, until it runs again", async () => {
  const hours = Array.from({ length: 20 * 24 }, (_, index) => index);
  ran("steady", hours);
  // Twelve hours on and twelve off, and the twelve off begin now.
  ran(
    "by-day",
    hours.filter((hour) => hour % 24 < 12),
  );
  await shop.later(300);
  await watch();
  await collect();
  const first = await figuresOf("steady");
  await shop.later(9 * 3600);
  await collect();
  await judgeHoles(shop.worker());
  const silences = (await shop.classes()).filter(({ title }) => title.includes("stopped running"));
  const { items } = await world.ask("listFindings", { rule: "rule-gone-silent" });
  const since = await firstRow<{ at: string }>(
    world.db,
    sql`SELECT since AS at FROM rule_silence WHERE ended_at IS NULL AND arn LIKE '%/steady'`,
  );

  expect(since?.at).toEqual((await figuresOf("steady")).rhythm.lastTriggeredAt);
  expect(first.rhythm).toMatchObject({ kind: "in-rhythm", classId: null });
  expect((await figuresOf("by-day")).rhythm.kind).toBe("in-rhythm");
  // Nobody knows when it was made: that it did not run before it was seen is no silence.
  expect((await figuresOf("weekly")).rhythm).toMatchObject({ kind: "in-rhythm", lastTriggeredAt: null });
  expect((await figuresOf("steady")).rhythm).toMatchObject({ kind: "silent", classId: silences[0]?.id });
  expect(silences).toMatchObject([{ anchorName: "steady", status: "new", totalCount: 1, loss: { kind: "none" } }]);
  expect(items.map(({ name }) => name)).toEqual(["steady"]);

  await put(1);
  await shop.later(900);
  await shop.look();
  await collect();
  await shop.judge();
  expect((await figuresOf("steady")).rhythm).toMatchObject({ kind: "in-rhythm", classId: null });
  expect((await shop.classes()).find(({ id }) => id === silences[0]?.id)?.status).toBe("resolved");
});

test("a rule that was deleted and made again is not silent for the time in which it was not there", async () => {
  const { events } = peopleOf(world);
  await shop.later(30 * 3600);
  await collect();
  const before = await figuresOf("steady");
  await events.send(new DeleteRuleCommand({ Name: "steady" }));
  await shop.inventory();
  await aRule(peopleOf(world), "steady", []);
  await shop.inventory();
  // The inventory goes by the machine's clock, which was not moved.
  await execute(world.db, sql`UPDATE config_change SET at = dlo_now() WHERE arn LIKE '%/steady' AND field = 'created'`);
  await shop.later(600);
  await watch();
  await collect();

  expect(before.rhythm.kind).toBe("silent");
  expect((await figuresOf("steady")).rhythm).toMatchObject({ kind: "in-rhythm", classId: null });
});
