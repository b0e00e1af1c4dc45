import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface FigureLook {
  readonly arn: string;
  /** When CloudWatch was asked last whether it has something of the rule, or what it has. */
  readonly readAt: string;
  /** It has something that was not read yet. */
  readonly isPending: boolean;
}
/** When the figures of these rules were looked for last; those never looked for are absent. `arns` must be in the asker's scope. */
export function listFigureLooks(db: Sql, arns: readonly string[]): Promise<FigureLook[]> {
  return rows<FigureLook>(
    db,
    sql`SELECT w.arn, max(greatest(w.looked_at, w.read_at, w.quick_at)) AS read_at,
          coalesce(bool_or(cardinality(w.figures) > 0 AND w.read_at IS NULL AND w.quick_at IS NULL), false) AS is_pending
        FROM event_watch w WHERE w.arn = ANY(${[...arns]}::text[]) GROUP BY w.arn HAVING max(greatest(w.looked_at, w.read_at, w.quick_at)) IS NOT NULL`,
  );
}
