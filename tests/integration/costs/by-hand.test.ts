import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYTHING } from "@/lib/core/access/scope";
import { sumCostDays } from "@/lib/db/cost-figures";
import { execute, firstRow, sql } from "@/lib/db/query";
import { seenQueue } from "../../support/dead-letters";
import { aPipeline as aKnownPipeline, aMinute, minutesAgo } from "../pipelines/known-pipeline";
import { CHECKOUT, type CostedShop, openCostedShop, told } from "./costed-shop";

let shop: CostedShop;
beforeAll(async () => {
  shop = await openCostedShop();
  await shop.reckon();
});
afterAll(() => shop.world.stop());

const usedBy = async (arn: string): Promise<Record<string, number>> => {
  const row = await firstRow<{ sums: Record<string, number> }>(
    shop.world.db,
    sql`SELECT json_object_agg(metric, value) AS sums FROM (SELECT metric, sum(value) AS value FROM series.resource_use WHERE arn = ${arn} AND width_seconds = 3600 GROUP BY 1) g`,
  );
  return row?.sums ?? {};
};
const cost = () => shop.world.ask("getPipelineCost", { id: CHECKOUT, month: shop.month });
const perRequest = async () => {
  const { items } = await shop.world.ask("listPrices", {});
  const price = items.find(({ key, region }) => key === "sqs.standard.requests" && region === "eu-central-1");
  return (price?.tiers[0]?.usd ?? Number.NaN) / 1e6;
};

test("what a queue costs is what its calls cost at the price, ten in a call at best and one at worst", async () => {
  const { sent = 0, received = 0, deleted = 0 } = await usedBy(shop.orders.sourceArn);
  const line = (await cost()).lines.find(({ arn }) => arn === shop.orders.sourceArn);
  const price = await perRequest();

  expect(sent + received + deleted).toBe(3_000_000);
  expect(line?.usd?.high).toBeCloseTo((sent + received + deleted) * price, 9);
  expect(line?.usd?.low).toBeCloseTo(((sent + received + deleted) / 10) * price, 9);
});

test("every line is its billed units at its price, and the sum of a pipeline its own lines: none twice, none that is shared", async () => {
  const { lines, sum } = await cost();
  const price = await perRequest();
  for (const { usd, formula } of lines) {
    const units = (end: string) =>
      formula.inputs.find(({ name }) => name === "billed units" || name.endsWith(end))?.value ?? 0;
    expect(usd?.high).toBeCloseTo(units("at most") * price, 9);
    expect(usd?.low).toBeCloseTo(units("at least") * price, 9);
  }
  const own = lines.filter(({ isShared }) => !isShared);
  const summed = (end: "low" | "high") => own.reduce((all, { usd }) => all + (usd?.[end] ?? 0), 0);
  expect(lines.filter(({ isShared }) => isShared).map(({ arn }) => arn)).toEqual([shop.invoices.dlqArn]);
  expect(sum.monthToDate).toEqual({ low: expect.closeTo(summed("low"), 9), high: expect.closeTo(summed("high"), 9) });
  const all = await shop.world.ask("getCosts", { month: shop.month });
  const rows = all.rows.reduce((high, { monthToDate }) => high + (monthToDate?.high ?? 0), 0);
  expect(all.sum.monthToDate?.high).toBeCloseTo(rows, 9);
  expect(all.rows.find(({ pipelineId }) => pipelineId === CHECKOUT)?.monthToDate?.high).toBeCloseTo(summed("high"), 6);
});

test("the failure tax is a part of the cost: receives that led to no delete, and all of the own dead-letter queue", async () => {
  const { lines, sum, failureTax } = await cost();
  const price = await perRequest();
  const retries = failureTax.find(({ item }) => item === "retries")?.usd;
  const letters = lines.find(({ arn }) => arn === shop.orders.dlqArn)?.usd;

  expect(retries?.high).toBeCloseTo(1_000_000 * price, 9);
  expect(sum.failureTax?.high).toBeCloseTo((retries?.high ?? 0) + (letters?.high ?? 0), 9);
  expect(sum.failureTax?.high).toBeLessThan(sum.monthToDate?.high ?? 0);
});

test("a share that was delivered is its inputs put into its formula", async () => {
  const { world, orders, shop: here } = shop;
  const source = await seenQueue(world, here.id, "orders", false);
  const id = await aKnownPipeline(world, "measured", [{ arn: orders.sourceArn, accountId: here.id }]);
  await aMinute(world, {
    queueId: source.id,
    accountId: here.id,
    at: minutesAgo(90),
    visible: 0,
    sent: 50,
    deleted: 50,
  });
  const hop = (await world.ask("getPipelineSlo", { id })).hops.find(({ kind }) => kind === "delivered");
  const input = (name: string) => hop?.formula.inputs.find((one) => one.name === name)?.value ?? 0;
  const good = input("taken") - (input("own") - input("own returned"));
  const bad = input("dead letters") - input("own returned");

  expect(hop).toMatchObject({ isMeasurable: true, goodCount: good, badCount: bad });
  expect(hop?.value).toBeCloseTo(good / (good + bad), 12);
});

test("the forecast of all together is that of each: what was measured for a day only is not spread over more", async () => {
  const { world, orders, shop: here } = shop;
  const before = new Date(Date.now() - 3 * 86_400_000);
  await told(world, orders.sourceArn, here.id, { sent: 10, received: 10, deleted: 10 }, before);
  await execute(world.db, sql`DELETE FROM setting WHERE key = 'costs-reckoned'`);
  await shop.reckon();

  const { rows, sum } = await world.ask("getCosts", { month: new Date().toISOString().slice(0, 7) });
  const each = rows.reduce((all, { forecast, monthToDate }) => all + (forecast?.high ?? monthToDate?.high ?? 0), 0);
  if (sum.forecast) expect(sum.forecast.high).toBeCloseTo(each, 9);
  else expect(sum.forecastBasis).toMatch(/^No forecast/);
});

test("nothing, where a part was not measured, is not told as nothing; nothing that is whole is", async () => {
  const { world, shop: here } = shop;
  const at = (day: string) => new Date(`2020-03-${day}T00:00:00Z`);
  const days = [
    { day: "01", missing: "{}" },
    { day: "02", missing: '{"Lambda duration: Not measured."}' },
  ];
  for (const { day, missing } of days)
    await execute(
      world.db,
      sql`INSERT INTO cost_day (arn, day, account_id, region, low, high, tax_low, tax_high, missing)
          VALUES ('arn:aws:lambda:eu-central-1:111111111111:function:x', ${at(day)}::date, ${here.id}, 'eu-central-1', 0, 0, 0, 0, ${missing}::text[])`,
    );
  const told = await sumCostDays(world.db, EVERYTHING, { from: at("01"), until: at("03") });

  expect(told.map(({ usd, tax }) => [usd, tax])).toEqual([
    [
      { low: 0, high: 0 },
      { low: 0, high: 0 },
    ],
    [null, null],
  ]);
});
