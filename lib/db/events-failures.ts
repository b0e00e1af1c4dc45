import type { Scope } from "@/lib/core/access/scope";
import type { ClassStatus } from "@/lib/core/failures/class-status";
import { CLASSES, matchingClasses } from "./class-filter";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

/** Somebody still has to look after it, be it asleep or not. */
const IS_UNRESOLVED = sql`c.status <> 'resolved' AND t.dismissed_at IS NULL`;

export interface AnchoredClass {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: ClassStatus;
  readonly record: "messages" | "executions" | "count-only";
  readonly anchorArn: string;
  /** Of a rule's failure the target that did not take the event. */
  readonly anchorPart: string | null;
  readonly count: number;
  readonly lastSeenAt: string;
}
/** Open failure classes that are anchored at one of these ARNs, newest first. */
export function listAnchoredClasses(
  db: Sql,
  scope: Scope,
  anchorArns: readonly string[],
  limit: number,
): Promise<AnchoredClass[]> {
  return rows<AnchoredClass>(
    db,
    sql`SELECT c.id, c.number, c.title, c.status, c.record, c.anchor_arn, c.anchor_part, c.last_seen_at,
          CASE c.record WHEN 'messages' THEN c.present_count + coalesce((SELECT sum(d.present) FROM class_delta d WHERE d.class_id = c.id), 0)
            ELSE c.total_count END::int AS count
        FROM ${CLASSES} WHERE c.anchor_arn = ANY(${[...anchorArns]}::text[]) AND ${IS_UNRESOLVED} AND ${matchingClasses(scope, { view: "all" })}
        ORDER BY c.last_seen_at DESC, c.id LIMIT ${limit}`,
  );
}

/** How many open failure classes each of these ARNs has; those without any are absent. */
export function countAnchoredClasses(
  db: Sql,
  scope: Scope,
  anchorArns: readonly string[],
): Promise<{ arn: string; count: number }[]> {
  return rows(
    db,
    sql`SELECT c.anchor_arn AS arn, count(*)::int AS count
        FROM ${CLASSES} WHERE c.anchor_arn = ANY(${[...anchorArns]}::text[]) AND ${IS_UNRESOLVED} AND ${matchingClasses(scope, { view: "all" })}
        GROUP BY c.anchor_arn`,
  );
}
