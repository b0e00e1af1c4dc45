import type { UseMetric, UseWidth } from "@/lib/core/cost/use-metrics";
import { rows, sql } from "@/lib/db/query";
import type { World } from "../../support/world";

/** What was kept of a figure since then: its sum, in how many periods, and by the day (UTC). Undefined where nothing was told. */
export async function toldUse(
  world: World,
  arn: string,
  metric: UseMetric,
  { from = new Date(0), width = 3600 }: { readonly from?: Date; readonly width?: UseWidth } = {},
) {
  const days = await rows<{ day: string; value: number; count: number; firstAt: string }>(
    world.db,
    sql`SELECT to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(value) AS value, count(*)::int AS count, min(bucket) AS first_at
        FROM series.resource_use WHERE arn = ${arn} AND metric = ${metric} AND width_seconds = ${width}::int AND bucket >= ${from} GROUP BY 1 ORDER BY 1`,
  );
  const [first] = days;
  if (!first) return undefined;
  const sumOf = (key: "value" | "count") => days.reduce((sum, day) => sum + day[key], 0);
  const byDay = days.map(({ day, value }) => ({ day, value }));
  return { value: sumOf("value"), hourCount: sumOf("count"), firstAt: first.firstAt, byDay };
}
