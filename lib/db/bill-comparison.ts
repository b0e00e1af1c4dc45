import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "./connect";
import { type CostSpan, inSpanSql, OWNED } from "./cost-figures";
import { nameSql } from "./pipelines";
import { rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ComparedDays {
  readonly pipelineId: string;
  /** Of the days that both tell, and how many there are. */
  readonly low: number;
  readonly high: number;
  readonly billUsd: number;
  readonly dayCount: number;
}
/**
 * What the model and bills say of the parts in the scope on the same days, by pipeline. A day counts where both tell of it, and it was
 * over when the bill was brought. A bill whose lines all begin on the first of the month tells no days.
 */
export function listComparedDays(db: Sql, scope: Scope, span: CostSpan): Promise<ComparedDays[]> {
  return rows<ComparedDays>(
    db,
    sql`WITH owned AS (${OWNED}), named AS (SELECT lower(${nameSql(scope)}) AS name, min(l.id) AS id FROM pipeline l WHERE l.gone_at IS NULL GROUP BY 1 HAVING count(*) = 1),
        daily AS (SELECT b.id, b.imported_at FROM bill b WHERE b.currency = 'USD' AND EXISTS (SELECT 1 FROM bill_sum s WHERE s.bill_id = b.id AND extract(day FROM s.day) > 1)),
        billed AS (SELECT coalesce(o.pipeline_id, n.id) AS pipeline_id, d.day, sum(d.usd) AS usd FROM bill_sum d JOIN daily b ON b.id = d.bill_id AND d.day < (b.imported_at AT TIME ZONE 'UTC')::date
          LEFT JOIN owned o ON o.arn = d.resource_arn LEFT JOIN named n ON o.arn IS NULL AND d.tag_value <> '' AND n.name = lower(d.tag_value)
          WHERE ${inSpanSql(span)} AND ${inScopeSql(scope, sql`d.account_id`, sql`d.resource_arn`)} AND NOT coalesce(o.is_shared, false) AND coalesce(o.pipeline_id, n.id) IS NOT NULL GROUP BY 1, 2),
        modelled AS (SELECT o.pipeline_id, d.day, sum(d.low) AS low, sum(d.high) AS high FROM cost_day d JOIN owned o ON o.arn = d.arn AND NOT o.is_shared
          WHERE ${inSpanSql(span)} AND ${inScopeSql(scope, sql`d.account_id`, sql`d.arn`)} AND d.high IS NOT NULL GROUP BY 1, 2)
        SELECT pipeline_id, sum(m.low) AS low, sum(m.high) AS high, sum(b.usd) AS bill_usd, count(*)::int AS day_count
        FROM billed b JOIN modelled m USING (pipeline_id, day) GROUP BY 1 ORDER BY 1`,
  );
}
