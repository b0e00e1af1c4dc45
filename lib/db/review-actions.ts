import type { Scope } from "@/lib/core/access/scope";
import type { EvidenceKind } from "@/lib/core/review/action-evidence";
import type { ACTION_STATES } from "@/lib/core/review/fact";
import type { Prisma, Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";

export interface ActionRow {
  readonly id: string;
  readonly number: number;
  readonly reviewId: string | null;
  readonly pipelineId: string | null;
  readonly pipelineName: string | null;
  readonly accountIds: readonly string[];
  readonly text: string;
  readonly owner: string;
  readonly due: string | null;
  readonly isOverdue: boolean;
  readonly evidenceKind: EvidenceKind | null;
  readonly evidenceId: string | null;
  readonly evidenceLabel: string | null;
  readonly state: (typeof ACTION_STATES)[number];
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
  readonly carriedCount: number;
}
/** Calendar days are those of the schedule's zone. */
const columns = (
  today: string,
) => sql`x.id, x.number, x.review_id, x.pipeline_id, coalesce(l.name, l.assembled_name, (SELECT p.name FROM review_pipeline p WHERE p.review_id = x.review_id AND p.pipeline_id = x.pipeline_id)) AS pipeline_name, x.account_ids, x.text, x.owner, x.due::text AS due,
  x.state = 'open' AND coalesce(x.due < ${today}::date, false) AS is_overdue, x.evidence_kind, x.evidence_id, x.evidence_label, x.state, x.version, x.created_at, x.created_by,
  x.ended_at, x.ended_by, x.end_reason, (SELECT count(*)::int FROM review r WHERE NOT r.is_partial AND r.written_at > x.created_at AND r.written_at <= coalesce(x.ended_at, 'infinity')) AS carried_count`;
const FROM = sql`FROM review_action x LEFT JOIN pipeline l ON l.id = x.pipeline_id`;

/** About accounts that lie in the scope, all of them, or about one of its resources; what is about nothing is for who sees everything. */
function visible(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const single = Object.keys(scope.arns ?? {});
  return sql`x.account_ids <> '{}' AND (x.account_ids <@ ${[...scope.accountIds]}::text[] OR coalesce(x.arn = ANY(${single}::text[]), false))`;
}

export interface ActionFilter extends PageRequest {
  readonly state?: ActionRow["state"] | undefined;
  readonly pipelineId?: string | undefined;
  readonly owner?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly today: string;
}
export interface ActionPage extends Page<ActionRow> {
  readonly openCount: number;
  readonly overdueCount: number;
}
/** Open ones first, by when they are due; then what ended, newest first. The counts are over all that may be seen. */
export async function listActions(db: Sql, scope: Scope, filter: ActionFilter): Promise<ActionPage> {
  const start = Math.max(0, decodeCursor(filter.cursor, ["count"])?.[0] ?? 0);
  const overdue = sql`(x.state = 'open' AND coalesce(x.due < ${filter.today}::date, false))`;
  const where = sql`${visible(scope)} AND (${filter.state ?? null}::text IS NULL OR x.state = ${filter.state ?? null})
    AND (${filter.pipelineId ?? null}::text IS NULL OR x.pipeline_id = ${filter.pipelineId ?? null}) AND (${filter.owner ?? null}::text IS NULL OR lower(x.owner) = lower(${filter.owner ?? null}))
    AND (${filter.overdue ?? null}::boolean IS NULL OR ${overdue} = ${filter.overdue ?? null}::boolean)`;
  const found = await rows<ActionRow>(
    db,
    sql`SELECT ${columns(filter.today)} ${FROM} WHERE ${where} ORDER BY x.state <> 'open', x.ended_at DESC, x.due, x.number OFFSET ${start} LIMIT ${filter.limit + 1}`,
  );
  const counts = await firstRow<{ total: number; open: number; overdue: number }>(
    db,
    sql`SELECT count(*) FILTER (WHERE ${where})::int AS total, count(*) FILTER (WHERE x.state = 'open')::int AS open, count(*) FILTER (WHERE ${overdue})::int AS overdue ${FROM} WHERE ${visible(scope)}`,
  );
  const page = pageFrom(found, filter.limit, () => [start + filter.limit], counts?.total ?? 0);
  return { ...page, openCount: counts?.open ?? 0, overdueCount: counts?.overdue ?? 0 };
}

/** What a review's minutes name: what was agreed in it, and what was carried into it. */
export function listActionsOfReview(
  db: Sql,
  scope: Scope,
  id: string,
  { writtenAt, today }: { readonly writtenAt: string; readonly today: string },
): Promise<ActionRow[]> {
  return rows<ActionRow>(
    db,
    sql`SELECT ${columns(today)} ${FROM} WHERE ${visible(scope)} AND (x.review_id = ${id} OR (x.created_at < ${writtenAt}::timestamptz AND coalesce(x.ended_at, 'infinity') > ${writtenAt}::timestamptz)) ORDER BY x.number`,
  );
}
export function findAction(db: Sql, scope: Scope, id: string, today = "1970-01-01"): Promise<ActionRow | undefined> {
  return firstRow<ActionRow>(db, sql`SELECT ${columns(today)} ${FROM} WHERE x.id = ${id} AND ${visible(scope)}`);
}

export interface NewAction {
  readonly id: string;
  readonly reviewId: string | null;
  readonly pipelineId: string | null;
  readonly accountIds: readonly string[];
  readonly arn: string | null;
  readonly text: string;
  readonly owner: string;
  readonly due: string | null;
  readonly evidence: { readonly kind: EvidenceKind; readonly id: string; readonly label: string } | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}
export async function insertAction(tx: Tx, made: NewAction): Promise<void> {
  const { evidence, accountIds } = made;
  const accountId = accountIds.length === 1 ? accountIds[0] : "";
  await execute(
    tx,
    sql`INSERT INTO review_action (id, review_id, pipeline_id, account_id, account_ids, arn, text, owner, due, evidence_kind, evidence_id, evidence_label, created_at, created_by)
        VALUES (${made.id}, ${made.reviewId}, ${made.pipelineId}, ${accountId}, ${[...accountIds]}::text[], ${made.arn}, ${made.text}, ${made.owner}, ${made.due}::date,
          ${evidence?.kind ?? null}, ${evidence?.id ?? null}, ${evidence?.label ?? null}, ${made.createdAt}, ${made.createdBy})`,
  );
}

export interface ActionChange extends Pick<ActionRow, "text" | "owner" | "due" | "state" | "endReason" | "endedBy"> {
  readonly endedAt: Date | null;
}
/** Whether it was still of this version. */
export async function changeAction(tx: Tx, id: string, version: number, to: ActionChange): Promise<boolean> {
  const changed = await execute(
    tx,
    sql`UPDATE review_action SET text = ${to.text}, owner = ${to.owner}, due = ${to.due}::date, state = ${to.state}, ended_at = ${to.endedAt}, ended_by = ${to.endedBy},
          end_reason = ${to.endReason}, version = version + 1 WHERE id = ${id} AND version = ${version}`,
  );
  return changed === 1;
}
