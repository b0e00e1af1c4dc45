import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface FigureLook {
  readonly arn: string;
  /** When its figures were read last as a whole or, where there are none, CloudWatch was asked whether there are. */
  readonly readAt: string;
  /** Until when it is known whether it fails: what is active must have been read, that it is named tells nothing. */
  readonly toldAt: string;
  /** It has something that was not read yet. */
  readonly isPending: boolean;
}
/** ListMetrics was asked, and CloudWatch had nothing of it lately. */
const IS_SILENT = sql`coalesce(cardinality(w.figures) = 0, false)`;

/** When the figures of these rules were looked for last; those never looked for are absent. `arns` must be in the asker's scope. */
export function listFigureLooks(db: Sql, arns: readonly string[]): Promise<FigureLook[]> {
  return rows<FigureLook>(
    db,
    sql`SELECT w.arn, max(coalesce(CASE WHEN ${IS_SILENT} THEN w.looked_at END, w.read_at, w.quick_at, w.looked_at)) AS read_at,
          max(coalesce(CASE WHEN ${IS_SILENT} THEN w.looked_at END, greatest(w.read_at, w.quick_at), w.looked_at)) AS told_at,
          coalesce(bool_or(NOT ${IS_SILENT} AND w.read_at IS NULL AND w.quick_at IS NULL), false) AS is_pending
        FROM event_watch w WHERE w.arn = ANY(${[...arns]}::text[]) GROUP BY w.arn HAVING max(greatest(w.looked_at, w.read_at, w.quick_at)) IS NOT NULL`,
  );
}
