import type { UseMetric, UseWidth } from "@/lib/core/cost/use-metrics";
import type { Sql } from "./connect";
import type { FigurePlace } from "./event-figures";
import { execute, sql } from "./query";

/** What CloudWatch told of one figure in one bucket. */
export interface UsePoint {
  readonly arn: string;
  readonly metric: UseMetric;
  /** Where the bucket begins. */
  readonly at: string;
  readonly value: number;
}

const BATCH = 5000;

/** Keeps points of a width; a later value replaces an earlier one, a missing one never replaces anything. */
export async function upsertUse(
  db: Sql,
  place: FigurePlace,
  widthSeconds: UseWidth,
  points: readonly UsePoint[],
): Promise<void> {
  for (let start = 0; start < points.length; start += BATCH)
    await execute(
      db,
      sql`INSERT INTO series.resource_use AS u (arn, account_id, region, width_seconds, bucket, metric, value)
          SELECT g.arn, ${place.accountId}, ${place.region}, ${widthSeconds}::int, g.at, g.metric, g.value
          FROM jsonb_to_recordset(${JSON.stringify(points.slice(start, start + BATCH))}::jsonb) AS g(arn text, metric text, at timestamptz, value float8)
          ON CONFLICT (arn, metric, width_seconds, bucket) DO UPDATE SET value = EXCLUDED.value WHERE u.value <> EXCLUDED.value`,
    );
}
