import type { Scope } from "@/lib/core/access/scope";
import type { ClassEvidence } from "@/lib/core/failures/evidence/evidence";
import { CLASSES, matchingClasses } from "./class-filter";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface OpenFailureRow {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly anchorArn: string;
  readonly originKind: string;
  readonly causeKind: string;
  readonly normalisedError: string;
  readonly evidence: ClassEvidence | null;
  /** Of its newest message; null where it carries none, or error texts are not kept. */
  readonly errorText: string | null;
}

/** Classes that somebody has to look after and that came while we looked, those that began or turned last first. */
export function listOpenFailures(db: Sql, scope: Scope, limit: number): Promise<OpenFailureRow[]> {
  return rows<OpenFailureRow>(
    db,
    sql`SELECT c.id, c.account_id, c.region, c.anchor_arn, c.origin_kind, c.cause_kind, c.normalised_error, c.evidence,
          CASE WHEN c.normalised_error <> '' THEN
            (SELECT f.error_text FROM failed_message f WHERE f.class_id = c.id ORDER BY f.first_seen_at DESC, f.id DESC LIMIT 1) END AS error_text
        FROM ${CLASSES} WHERE ${matchingClasses(scope, { view: "needs-action" })} AND c.status <> 'backlog'
        ORDER BY greatest(c.first_seen_at, c.status_at) DESC, c.id DESC LIMIT ${limit}`,
  );
}

/**
 * By anchor the functions and state machines that do the work there: of a queue those that consume it, of a rule or
 * subscription where it delivers. What delivers to several is left out: nobody knows which of them a class is about. So is
 * what only settings outside the scope tell.
 */
export async function readWorkersOf(
  db: Sql,
  scope: Scope,
  anchorArns: readonly string[],
): Promise<Map<string, string[]>> {
  const found = await rows<{ anchorArn: string; arns: string[] | null }>(
    db,
    sql`SELECT e.from_arn AS anchor_arn, array_agg(DISTINCT coalesce(d.to_arn, e.to_arn)) FILTER (WHERE ${inScopeSql(scope, sql`e.account_id`)}) AS arns
        FROM resource_edge e LEFT JOIN resource_edge d ON e.kind = 'consumes' AND d.from_arn = e.to_arn AND d.kind = 'delivers'
        WHERE e.from_arn = ANY(${[...anchorArns]}::text[]) AND e.kind IN ('consumes', 'delivers')
        GROUP BY e.from_arn HAVING count(DISTINCT coalesce(d.to_arn, e.to_arn)) = 1 OR bool_and(e.kind = 'consumes')`,
  );
  const does = (arn: string) => /^arn:[^:]+:(lambda:[^:]*:\d+:function|states:[^:]*:\d+:stateMachine):/.test(arn);
  return new Map(found.map(({ anchorArn, arns }) => [anchorArn, (arns ?? []).filter(does)]));
}
