import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { aFault, noFaults } from "../../support/runs";
import { createWorld, type World } from "../../support/world";
import { callCount, cellOf } from "../inventory/graph-world";
import { aLosingShop } from "./losing-shop";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

test("events that a rule without a dead-letter queue lost are one new class with their count, however often it is read", async () => {
  const shop = await aLosingShop(world);
  const arn = await shop.aFailingRule("paid", "none");
  await shop.inventory();
  await shop.look();
  await shop.lose(3);
  await shop.lookLater();
  const first = await shop.classes("needs-action");
  await shop.lookLater();

  expect(first).toMatchObject([
    {
      record: "count-only",
      anchorArn: arn,
      anchorName: "paid",
      queueId: null,
      status: "new",
      totalCount: 3,
      presentCount: 0,
      loss: { kind: "lost" },
    },
  ]);
  expect(first[0]?.wayBack).toContain("send the events again");
  const all = await shop.classes();
  expect(all.map(({ totalCount }) => totalCount)).toEqual([3]);
  const detail = await world.ask("getFailureClass", { id: all[0]?.id ?? "" });
  expect(detail).toMatchObject({ mode: null, completeness: null, recommendedMessageId: null });
  expect(detail.arrivals.points.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(3);
  expect(await world.ask("getNow", {})).toMatchObject({ newCount: 1, needsActionCount: 1 });
  expect((await world.ask("acknowledgeFailureClass", { id: detail.id })).acknowledged).not.toBeNull();
});

test("a point that comes late changes the total, not the number of classes; one that is taken back lowers it", async () => {
  const shop = await aLosingShop(world);
  await shop.aFailingRule("paid", "none");
  await shop.inventory();
  await shop.look();
  await shop.lose(2);
  await shop.lookLater();
  // As if CloudWatch had told of one of the two then, and of five more that it takes back.
  await execute(world.db, sql`UPDATE series.unrecorded SET count = 1`);
  await execute(world.db, sql`UPDATE failure_class SET total_count = 1`);
  await execute(world.db, sql`UPDATE series.class_arrival SET count = 1`);
  await shop.later(300);
  await shop.look();
  const corrected = await shop.classes();
  await execute(world.db, sql`UPDATE series.unrecorded SET count = 7`);
  await execute(world.db, sql`UPDATE failure_class SET total_count = 7`);
  await shop.later(300);
  await shop.look();

  expect(corrected.map(({ totalCount }) => totalCount)).toEqual([2]);
  expect((await shop.classes()).map(({ totalCount }) => totalCount)).toEqual([2]);
});

test("a rule with a working dead-letter queue loses nothing; one whose queue refuses loses everything, once", async () => {
  const shop = await aLosingShop(world);
  await shop.aFailingRule("safe", "working");
  const refused = await shop.aFailingRule("refused", "refusing");
  await shop.inventory();
  await shop.look();
  await shop.lose(2);
  await shop.lookLater();

  expect(await shop.classes()).toMatchObject([{ anchorArn: refused, totalCount: 2, record: "count-only" }]);
});

test("what was lost before the first look is backlog and asks for nobody; what is lost after it is no longer that", async () => {
  const shop = await aLosingShop(world);
  await shop.aFailingRule("paid", "none");
  await shop.lose(2);
  await shop.later(900);
  await shop.inventory();
  await shop.look();
  const found = await shop.classes();
  const asked = await shop.classes("needs-action");
  await shop.lose(1);
  await shop.lookLater();

  expect(found).toMatchObject([{ status: "backlog", totalCount: 2 }]);
  expect(asked).toEqual([]);
  expect(await shop.classes()).toMatchObject([{ status: "ongoing", totalCount: 3 }]);
});

test("what loses nothing for a day, as far as somebody looked, is resolved, and regressed when it loses again", async () => {
  const shop = await aLosingShop(world);
  await shop.aFailingRule("paid", "none");
  await shop.inventory();
  await shop.look();
  await shop.lose(1);
  await shop.lookLater();
  await shop.judge();
  const early = await shop.classes();
  await shop.later(23 * 3600);
  await shop.look();
  await shop.judge();
  const nearly = await shop.classes();
  await shop.later(3 * 3600);
  await shop.judge();
  const unseen = await shop.classes();
  await shop.look();
  await shop.judge();
  const quiet = await shop.classes();
  await shop.lose(4);
  await shop.lookLater();

  expect([early, nearly, unseen, quiet].map(([one]) => one?.status)).toEqual(["new", "new", "ongoing", "resolved"]);
  expect([nearly, unseen, quiet].map(([one]) => [one?.perHour, one?.sparkline.at(-1)])).toEqual([
    [0, 0],
    [null, null],
    [0, 0],
  ]);
  expect(await shop.classes()).toMatchObject([{ status: "regressed", totalCount: 5 }]);
});

test("no plan can be made from a class of which nothing was kept, and the refusal says what can be done", async () => {
  const shop = await aLosingShop(world);
  await shop.aFailingRule("paid", "none");
  await shop.lose(1);
  await shop.later(900);
  await shop.inventory();
  await shop.look();
  const [lost] = await shop.classes();

  const plan = world.ask("createPlan", { action: "redrive", selection: { classId: lost?.id ?? "" } });

  await expect(plan).rejects.toMatchObject({
    code: "plan-not-applicable",
    message: expect.stringMatching(/^Nothing was kept .* send the events again at their source/),
  });
});

test("a rule that nothing happened to is asked for once and then not for hours; where ListMetrics is denied, each hour", async () => {
  const shop = await aLosingShop(world);
  await shop.aFailingRule("quiet", "none");
  await shop.inventory();
  await shop.look();
  const asked = await callCount(world, /GetMetricData/);
  await shop.lookLater();
  const later = await callCount(world, /GetMetricData/);
  await aFault(world, { operation: "cloudwatch:ListMetrics", kind: "accessDenied" });
  await shop.later(3600);
  await shop.lose(1);
  await shop.lookLater();

  expect([asked, later]).toEqual([1, 1]);
  expect(await callCount(world, /GetMetricData/)).toBe(2);
  expect(await shop.classes()).toMatchObject([{ totalCount: 1 }]);
  expect(await cellOf(world, shop.account.id, "unrecorded")).toMatchObject({
    state: "denied",
    missingAction: "cloudwatch:ListMetrics",
  });
  await noFaults(world);
});
