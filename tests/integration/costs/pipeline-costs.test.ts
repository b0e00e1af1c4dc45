import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { reckonCosts } from "@/lib/operations/costs/reckon-costs";
import { BILLING, CHECKOUT, type CostedShop, openCostedShop, told } from "./costed-shop";

const DAY_MS = 86_400_000;

let shop: CostedShop;
beforeAll(async () => {
  shop = await openCostedShop();
  await shop.reckon();
});
afterAll(() => shop.world.stop());

const ofShop = () => ({ scope: { kind: "accounts" as const, accountIds: [shop.shop.id] } });
const costs = (more = {}) => shop.world.ask("getCosts", { month: shop.month }, "viewer", more);
const checkout = (more = {}) => shop.world.ask("getPipelineCost", { id: CHECKOUT, month: shop.month }, "viewer", more);

test("a pipeline's figure is the sum of its own lines, and the list says the same", async () => {
  const { sum, lines } = await checkout();
  const row = (await costs()).rows.find(({ pipelineId }) => pipelineId === CHECKOUT);

  const own = lines.filter(({ isShared }) => !isShared).reduce((all, { usd }) => all + (usd?.high ?? 0), 0);
  expect(sum.monthToDate?.high).toBeCloseTo(own, 9);
  expect(row?.monthToDate?.high).toBeCloseTo(own, 6);
  expect(row?.monthToDate?.low).toBeCloseTo(sum.monthToDate?.low ?? 0, 6);
  expect(row?.failureTax?.high).toBeCloseTo(sum.failureTax?.high ?? 0, 6);
});

test("a million small messages cost $1.20 one by one and 12 cents in batches, per million of what came in", async () => {
  const { lines, sum } = await checkout(ofShop());

  expect(lines.find(({ name }) => name === "orders")?.usd).toEqual({
    low: expect.closeTo(0.12, 6),
    high: expect.closeTo(1.2, 6),
  });
  expect(sum.messageCount).toBe(1_000_000);
  expect(sum.perMillion?.high).toBeCloseTo(sum.monthToDate?.high ?? 0, 9);
});

test("what several pipelines share is in none of their sums but in a row of its own", async () => {
  const { rows: list, sum } = await costs();
  const shared = list.find(({ name }) => name === "Shared by several pipelines");

  expect(shared).toMatchObject({ pipelineId: null, monthToDate: { high: expect.closeTo(0.8, 6) } });
  expect(list.find(({ pipelineId }) => pipelineId === BILLING)).toMatchObject({ monthToDate: null });
  expect(sum.monthToDate?.high).toBeCloseTo(
    list.reduce((all, { monthToDate }) => all + (monthToDate?.high ?? 0), 0),
    9,
  );
});

test("who sees one account gets the sum of its parts, told that there are others, and nothing of the others", async () => {
  const partial = await checkout(ofShop());
  const whole = await checkout();

  expect(partial.isOfPart).toBe(true);
  expect(partial.sum.monthToDate?.high ?? 0).toBeLessThan(whole.sum.monthToDate?.high ?? 0);
  expect(partial.sum.missing).toContain("2 parts outside of your rights.");
  expect(JSON.stringify(partial)).not.toContain("invoices");
  const list = await costs(ofShop());
  expect(list.rows.map(({ pipelineId, isOfPart }) => [pipelineId, isOfPart])).toEqual([[CHECKOUT, true]]);
  expect(list.rows[0]?.monthToDate?.high).toBeCloseTo(partial.sum.monthToDate?.high ?? 0, 6);
});

test("retries and dead letters are told as failure tax, each with its formula", async () => {
  const { failureTax } = await checkout();
  const of = (item: string) => failureTax.find((one) => one.item === item);

  expect(of("retries")?.usd?.high).toBeCloseTo(0.4, 6);
  expect(of("dead-letters")?.usd?.high).toBeGreaterThanOrEqual(0.4);
  for (const { formula, usd } of failureTax) if (usd?.high) expect(formula.inputs.length).toBeGreaterThan(2);
});

test("the list of pipelines carries the figure for who sees all of one", async () => {
  const [figures] = await rows<{ cost: { monthToDate: { high: number } | null; asOf: string } }>(
    shop.world.db,
    sql`SELECT cost FROM pipeline_figures WHERE pipeline_id = ${CHECKOUT}`,
  );

  if (shop.month === new Date().toISOString().slice(0, 7)) expect(figures?.cost.monthToDate?.high).toBeGreaterThan(2);
  expect(figures?.cost.asOf).toMatch(/Z|\+00/);
});

test("working it out again, also by two workers at once, changes nothing", async () => {
  const all = () =>
    rows(shop.world.db, sql`SELECT * FROM cost_day WHERE day < (dlo_now() AT TIME ZONE 'UTC')::date ORDER BY arn, day`);
  const before = await all();
  await Promise.all([reckonCosts(shop.world.worker("worker-1")), reckonCosts(shop.world.worker("worker-2"))]);

  expect(before.length).toBeGreaterThan(3);
  expect(await all()).toEqual(before);
});

test("what CloudWatch tells later is in the figures after the next round, without working everything out again", async () => {
  const highOf = async () =>
    (await costs()).rows.find(({ pipelineId }) => pipelineId === BILLING)?.monthToDate?.high ?? 0;
  const sharedOf = async () =>
    (await costs()).rows.find(({ name }) => name.startsWith("Shared"))?.monthToDate?.high ?? 0;
  const [own, shared] = [await highOf(), await sharedOf()];
  await told(
    shop.world,
    shop.invoices.dlqArn,
    shop.other.id,
    { emptyReceives: 3_000_000 },
    new Date(Date.now() - DAY_MS),
  );
  await shop.reckon();

  expect(await sharedOf()).toBeCloseTo(shared + 0.4, 6);
  expect(await highOf()).toBe(own);
});

test("a forecast needs a whole day, and goes by the days that were measured", async () => {
  const { sum } = await checkout();
  if (shop.month !== new Date().toISOString().slice(0, 7)) return;

  expect(sum.forecastBasis).toBe("The month so far, and its rest at the pace of the last whole day.");
  expect(sum.forecast?.high ?? 0).toBeGreaterThanOrEqual(sum.monthToDate?.high ?? 0);
});

test("a month without any figure is null, never nothing", async () => {
  const { sum, rows: list } = await shop.world.ask("getCosts", { month: "2020-01" }, "viewer");

  expect(sum.monthToDate).toBeNull();
  expect(list.every(({ monthToDate }) => monthToDate === null)).toBe(true);
});

test("days before anything was told have no figure", async () => {
  const { days, sum } = await checkout();

  expect(days.filter(({ usd }) => usd !== null).length).toBeLessThanOrEqual(2);
  if (days.length > 2) expect(sum.missing.join()).toMatch(/Before \d{4}-\d\d-\d\d nothing was told/);
});

test("a pipeline that is gone has no figures any more", async () => {
  const { db } = shop.world;
  const kept = () => rows(db, sql`SELECT 1 FROM pipeline_figures WHERE pipeline_id = ${CHECKOUT}`);
  expect(await kept()).toHaveLength(1);
  await execute(db, sql`UPDATE pipeline SET gone_at = dlo_now() WHERE id = ${CHECKOUT}`);
  await shop.reckon();

  expect(await kept()).toEqual([]);
});
