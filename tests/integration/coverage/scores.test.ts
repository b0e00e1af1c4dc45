import { afterEach, beforeEach, expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import { rows, sql } from "@/lib/db/query";
import { createWorld, type World } from "../../support/world";
import { aWatchedAccount, readAndJudge, redrivesTo } from "./watched";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

type Coverage = OutputOf<"getCoverage">;
type Figures = Coverage["overall"];
function sumOf(parts: readonly Figures[]) {
  const sum = (of: (part: Figures) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    checkedCount: sum((part) => part.checkedCount),
    coveredCount: sum((part) => part.coveredCount),
    counts: {
      critical: sum((part) => part.counts.critical),
      high: sum((part) => part.counts.high),
      medium: sum((part) => part.counts.medium),
      low: sum((part) => part.counts.low),
    },
  };
}

/** Two accounts: a shop of two teams with holes, and a warehouse of nobody's. */
async function twoAccounts() {
  const shop = await aWatchedAccount(world);
  const stock = await aWatchedAccount(world, "222222222222");
  const letters = await shop.queue("orders-dlq", {}, { owner: "platform" });
  const orders = await shop.queue("orders", redrivesTo(letters), { owner: "checkout" });
  await shop.rule("ship", [{ Id: "a", Arn: orders }], { owner: "shipping" });
  await shop.rule("bill", [{ Id: "a", Arn: orders, DeadLetterConfig: { Arn: letters } }], { owner: "checkout" });
  await stock.rule("count", [{ Id: "a", Arn: await stock.queue("counts") }]);
  await readAndJudge(world, shop.id, stock.id);
  return { shop, stock };
}

test("the figures of all accounts, and those of all owners, add up to the whole", async () => {
  await twoAccounts();

  const { overall, accounts, owners } = await world.ask("getCoverage", {}, "viewer");

  const { score, ...whole } = overall;
  expect(sumOf(accounts)).toEqual(whole);
  expect(sumOf(owners)).toEqual(whole);
  expect(whole.checkedCount).toBeGreaterThan(0);
  expect(score).toBeLessThan(100);
  expect(owners.map(({ owner }) => owner).sort()).toEqual(["checkout", "shipping", null].sort());
  expect(owners.find(({ owner }) => owner === "shipping")?.counts.high).toBe(1);
});

test("each account and owner has a score of the day, and the trend shows it", async () => {
  const { shop, stock } = await twoAccounts();

  const { overall, trend, accounts } = await world.ask("getCoverage", {}, "viewer");
  const stored = await rows<{ accountId: string; owner: string; checked: number }>(
    world.db,
    sql`SELECT account_id, owner, checked FROM coverage_score`,
  );

  expect(trend).toEqual([{ day: new Date().toISOString().slice(0, 10), score: overall.score }]);
  expect(accounts.map(({ trend: own, score }) => own[0]?.score === score)).toEqual([true, true]);
  const keys = stored.map(({ accountId, owner }) => `${accountId}/${owner}`).sort();
  expect(keys).toEqual(["/", `${shop.id}/`, `${stock.id}/`, `${shop.id}/checkout`, `${shop.id}/shipping`].sort());
  expect(stored.find(({ accountId, owner }) => accountId === "" && owner === "")?.checked).toBe(overall.checkedCount);
});

test("who may see one account gets that account's figures as the whole", async () => {
  const { shop } = await twoAccounts();
  const all = await world.ask("getCoverage", {}, "viewer");

  const own = await world.ask("getCoverage", {}, "viewer", { scope: { kind: "accounts", accountIds: [shop.id] } });
  const filtered = await world.ask("getCoverage", { accountId: shop.id }, "viewer");

  const {
    accountId: _,
    accountName: __,
    trend,
    ...figures
  } = all.accounts.find(({ accountId }) => accountId === shop.id) ?? all.accounts[0] ?? {};
  expect(own.overall).toEqual(figures);
  expect(own.trend).toEqual(trend);
  expect(own.accounts).toHaveLength(1);
  expect(filtered).toEqual(own);
});

test("an owner with nothing open is shown with all that was checked; a Region alone has figures but no trend", async () => {
  await twoAccounts();

  const here = await world.ask("getCoverage", { region: "eu-central-1" }, "viewer");
  const elsewhere = await world.ask("getCoverage", { region: "us-east-1" }, "viewer");

  expect(here.overall).toEqual((await world.ask("getCoverage", {}, "viewer")).overall);
  expect(here.trend).toEqual([]);
  expect(elsewhere).toMatchObject({ overall: { checkedCount: 0, score: null }, owners: [], accounts: [] });
});

test("who may see single resources gets what is open at those, and no score: nobody counted what was checked there", async () => {
  const { shop } = await twoAccounts();
  const [finding] = (await world.ask("listFindings", { limit: 1 }, "viewer")).items;
  const { arn = "", accountId = "" } = finding ?? {};
  const mine = { scope: { kind: "accounts", accountIds: [], arns: { [arn]: accountId } } } as const;

  const { totalCount } = await world.ask("listFindings", { limit: 1 }, "viewer", mine);
  const { overall, accounts, owners, trend, rules } = await world.ask("getCoverage", {}, "viewer", mine);

  const { critical, high, medium, low } = overall.counts;
  expect(totalCount).toBeGreaterThan(0);
  expect(critical + high + medium + low).toBe(totalCount);
  expect(rules.reduce((sum, { openCount }) => sum + openCount, 0)).toBe(totalCount);
  expect(overall).toMatchObject({ checkedCount: 0, score: null });
  expect(accounts).toMatchObject([{ accountId: shop.id, score: null, counts: overall.counts }]);
  expect([owners.length, trend]).toEqual([1, []]);
});
