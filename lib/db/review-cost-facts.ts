import type { RawFact } from "@/lib/core/review/place";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import type { ReviewSpan } from "./review-span";

interface CostRow {
  readonly arn: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly taxLow: number | null;
  readonly taxHigh: number | null;
  readonly isPart: boolean;
}
/** What each resource cost on the days of the week, and what of it failures cost. Days of costs are UTC days. */
export async function readCostFacts(db: Sql, { firstDay, endDay }: ReviewSpan): Promise<RawFact[]> {
  const found = await rows<CostRow>(
    db,
    sql`SELECT d.arn, d.account_id, max(a.name) AS account_name, d.region, sum(d.low) AS low, sum(d.high) AS high, sum(d.tax_low) AS tax_low, sum(d.tax_high) AS tax_high,
          bool_or(d.missing <> '{}') AS is_part
        FROM cost_day d LEFT JOIN account a ON a.id = d.account_id WHERE d.day >= ${firstDay}::date AND d.day < ${endDay}::date AND (d.high IS NOT NULL OR d.tax_high IS NOT NULL)
        GROUP BY d.arn, d.account_id, d.region`,
  );
  return found.flatMap((row) => [
    ...costFact(row, "cost", row.low, row.high),
    ...costFact(row, "failure-tax", row.taxLow, row.taxHigh),
  ]);
}

/** What cost nothing is left out, unless it may be because something of it is not known. */
function costFact(row: CostRow, kind: "cost" | "failure-tax", low: number | null, high: number | null): RawFact[] {
  if (high === null || (high === 0 && !row.isPart && kind === "failure-tax")) return [];
  const { arn, accountId, accountName, region, isPart } = row;
  return [
    {
      ...{ kind, accountId, accountName, region, arn, queueArn: null, queueId: null, classId: null, subjectId: null },
      ...{ label: arn.split(":").at(-1) ?? arn, at: null, value: high, detail: { low: low ?? 0, isPart } },
    },
  ];
}

export interface WeekUsage {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly purpose: string;
  readonly action: string;
  readonly region: string;
  readonly calls: number;
  readonly units: number;
}
/** What we ourselves called in the week, by account. */
export function readWeekUsage(db: Sql, { from, until }: ReviewSpan): Promise<WeekUsage[]> {
  return rows<WeekUsage>(
    db,
    sql`SELECT u.account_id, max(a.name) AS account_name, u.purpose, u.action, u.region, sum(u.calls)::float8 AS calls, sum(u.units)::float8 AS units
        FROM api_usage u LEFT JOIN account a ON a.id = u.account_id WHERE u.hour >= ${from} AND u.hour < ${until} GROUP BY u.account_id, u.purpose, u.action, u.region`,
  );
}
