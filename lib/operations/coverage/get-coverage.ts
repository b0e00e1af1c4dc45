import type { CoverageScore } from "@/lib/contract/coverage";
import { COVERAGE_RULES } from "@/lib/core/coverage/rules";
import { scoreOf } from "@/lib/core/coverage/score";
import { FEATURE_OF_KIND } from "@/lib/core/inventory/feature-kinds";
import * as coverage from "@/lib/db/coverage";
import { question } from "../operation";
import { titleOf } from "./finding-view";

const FEATURES = [...new Set(Object.values(FEATURE_OF_KIND))];

/**
 * Where events would vanish, in figures. A suppressed finding counts nowhere; medium and low ones are counted but lose
 * no event, so they leave the score alone. Trends are of whole accounts: a Region by itself has none.
 */
export const getCoverage = question("getCoverage", async (ctx, place) => {
  const { db } = ctx;
  const { scope } = ctx.actor;
  const counts = await coverage.countCoverage(db, scope, place);
  const trends = place.region === undefined ? await coverage.listTrends(db, scope) : [];
  const byRule = new Map((await coverage.countByRule(db, scope, place)).map((row) => [row.rule, row]));
  const isAll = scope.kind === "all" && place.accountId === undefined;
  return {
    judgedAt: await coverage.findJudgedAt(db),
    overall: scoreFrom(counts),
    suppressedCount: sum(counts, "suppressed"),
    accounts: groups(counts, (row) => row.accountId).map((rows) => accountFrom(rows, trends)),
    owners: groups(counts.filter(isAnything), (row) => row.owner ?? "").map((rows) => ownerFrom(rows)),
    trend: trendOf(
      trends.filter(({ accountId }) => (isAll ? accountId === "" : isAccountOf(accountId, place.accountId))),
    ),
    rules: COVERAGE_RULES.map(({ id }) => ({
      rule: id,
      title: titleOf(id),
      openCount: byRule.get(id)?.openCount ?? 0,
      worst: byRule.get(id)?.worst ?? null,
    })),
    blindPlaces: await coverage.listBlindPlaces(db, scope, place, FEATURES),
  };
});

type Count = coverage.CoverageCount;
type Figure = "checked" | "vanishing" | "critical" | "high" | "medium" | "low" | "suppressed";

function sum(rows: readonly Count[], figure: Figure): number {
  return rows.reduce((total, row) => total + row[figure], 0);
}

function isAnything(row: Count): boolean {
  return row.checked + row.critical + row.high + row.medium + row.low > 0;
}

function isAccountOf(accountId: string, wanted: string | undefined): boolean {
  return accountId !== "" && (wanted === undefined || accountId === wanted);
}

function groups(rows: readonly Count[], keyOf: (row: Count) => string): Count[][] {
  const found = new Map<string, Count[]>();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return [...found.values()];
}

function scoreFrom(rows: readonly Count[]): CoverageScore {
  const checkedCount = sum(rows, "checked");
  const coveredCount = Math.max(0, checkedCount - sum(rows, "vanishing"));
  const [critical, high, medium, low] = [
    sum(rows, "critical"),
    sum(rows, "high"),
    sum(rows, "medium"),
    sum(rows, "low"),
  ];
  return {
    checkedCount,
    coveredCount,
    score: scoreOf(checkedCount, coveredCount),
    counts: { critical, high, medium, low },
  };
}

function accountFrom(rows: readonly Count[], trends: readonly coverage.TrendRow[]) {
  const { accountId = "", accountName = "" } = rows[0] ?? {};
  const trend = trendOf(trends.filter((row) => row.accountId === accountId));
  return { ...scoreFrom(rows), accountId, accountName, trend };
}

function ownerFrom(rows: readonly Count[]) {
  return { ...scoreFrom(rows), owner: rows[0]?.owner ?? null };
}

/** One point a day, of all given accounts together. */
function trendOf(rows: readonly coverage.TrendRow[]) {
  const days = new Map<string, { checked: number; covered: number }>();
  for (const { day, checked, covered } of rows) {
    const before = days.get(day) ?? { checked: 0, covered: 0 };
    days.set(day, { checked: before.checked + checked, covered: before.covered + covered });
  }
  return [...days].map(([day, { checked, covered }]) => ({ day, score: scoreOf(checked, covered) }));
}
