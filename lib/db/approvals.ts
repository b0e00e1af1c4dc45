import type { Scope } from "@/lib/core/access/scope";
import type { ApprovalKind } from "@/lib/core/approvals/standing";
import type { Prisma, Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { PLAN_COLUMNS, PLAN_FROM, type PlanRow } from "./plans";
import { execute, firstRow, rows, sql } from "./query";
import { planInScopeSql } from "./scope";

/** What somebody said about a plan. */
export interface ApprovalRow {
  readonly id: string;
  readonly planId: string;
  readonly planHash: string;
  readonly kind: ApprovalKind;
  readonly byId: string;
  readonly personId: string;
  readonly byName: string;
  readonly comment: string | null;
  readonly at: string;
}
type NewApproval = Omit<ApprovalRow, "at"> & { readonly accountId: string };

/** Keeps what somebody said. A second approval by the same person is refused by the table itself. */
export async function insertApproval(tx: Tx, said: NewApproval): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO plan_approval (id, plan_id, account_id, plan_hash, kind, by_id, person_id, by_name, comment, at)
        VALUES (${said.id}, ${said.planId}, ${said.accountId}, ${said.planHash}, ${said.kind}, ${said.byId}, ${said.personId}, ${said.byName},
                ${said.comment}, dlo_now())`,
  );
}

/** What was said about these plans, in order. */
export function listSaid(db: Sql, planIds: readonly string[]): Promise<ApprovalRow[]> {
  return rows<ApprovalRow>(
    db,
    sql`SELECT id, plan_id, plan_hash, kind, by_id, person_id, by_name, comment, at FROM plan_approval
        WHERE plan_id = ANY(${[...planIds]}::text[]) ORDER BY at, id`,
  );
}

export interface ApprovalViewer {
  /** Where they see plans, and where they may approve them. */
  readonly seen: Scope;
  readonly approvable: Scope;
  readonly personId: string;
}
export type ApprovalView = "waiting" | "asked" | "decided";

const ASKED_BY = (personId: string) =>
  sql`EXISTS (SELECT 1 FROM plan_approval m WHERE m.plan_id = p.id AND m.kind = 'asked' AND m.person_id = ${personId})`;
const OPEN = sql`p.state = 'awaiting-approval' AND p.expires_at >= dlo_now()`;

function matching(view: ApprovalView, viewer: ApprovalViewer): Prisma.Sql {
  const inSight = sql`p.asked_at IS NOT NULL AND ${planInScopeSql(viewer.seen, sql`p.account_id`, { id: sql`p.id`, queueId: sql`p.queue_id` })}`;
  if (view === "decided") return sql`${inSight} AND NOT (${OPEN})`;
  if (view === "asked")
    return sql`${inSight} AND ${OPEN} AND (p.created_by_person = ${viewer.personId} OR ${ASKED_BY(viewer.personId)})`;
  return sql`${inSight} AND ${OPEN} AND ${planInScopeSql(viewer.approvable, sql`p.account_id`, { id: sql`p.id`, queueId: sql`p.queue_id` })} AND p.created_by_person <> ${viewer.personId}
    AND NOT EXISTS (SELECT 1 FROM plan_approval m WHERE m.plan_id = p.id AND m.kind IN ('asked', 'approved') AND m.person_id = ${viewer.personId})`;
}

/** Plans for which somebody asked: what waits for this person, what they asked for, or what is decided. Newest first. */
export async function listApprovals(
  db: Sql,
  viewer: ApprovalViewer,
  { view, ...page }: PageRequest & { readonly view: ApprovalView },
): Promise<Page<PlanRow>> {
  const [afterAt, afterId] = decodeCursor(page.cursor, ["time", "text"]) ?? [null, null];
  const where = matching(view, viewer);
  const found = await rows<PlanRow>(
    db,
    sql`SELECT ${PLAN_COLUMNS} ${PLAN_FROM} WHERE ${where}
          AND (${afterId}::text IS NULL OR (p.asked_at, p.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY p.asked_at DESC, p.id DESC LIMIT ${page.limit + 1}`,
  );
  return pageFrom(found, page.limit, (row) => [row.askedAt, row.id], await count(db, where));
}

/** How many plans wait for this person, and how many of theirs wait for others. */
export async function countApprovals(db: Sql, viewer: ApprovalViewer): Promise<{ waiting: number; asked: number }> {
  const [waiting, asked] = await Promise.all([
    count(db, matching("waiting", viewer)),
    count(db, matching("asked", viewer)),
  ]);
  return { waiting, asked };
}

async function count(db: Sql, where: Prisma.Sql): Promise<number> {
  const row = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM plan p WHERE ${where}`);
  return row?.count ?? 0;
}

export interface PlanClass {
  readonly classId: string;
  readonly number: number;
  readonly title: string;
  readonly count: number;
}
/** How many messages of a plan belong to each failure class, the most first. A merged class counts as what it is now. */
export function listPlanClasses(db: Sql, scope: Scope, planId: string, limit: number): Promise<PlanClass[]> {
  return rows<PlanClass>(
    db,
    sql`SELECT c.id AS class_id, c.number, c.title, count(*)::int AS count FROM plan p JOIN plan_item i ON i.plan_id = p.id
          CROSS JOIN LATERAL (SELECT m.class_id FROM failed_message m WHERE m.id = i.message_row_id
            UNION ALL (SELECT e.class_id FROM failed_execution e WHERE p.queue_id IS NULL AND e.execution_arn = i.message_id AND e.account_id = p.account_id ORDER BY e.stopped_at DESC LIMIT 1)) f
          JOIN failure_class c ON c.id = f.class_id
        WHERE p.id = ${planId} AND ${planInScopeSql(scope, sql`p.account_id`, { id: sql`p.id`, queueId: sql`p.queue_id` })} GROUP BY 1, 2, 3 ORDER BY count(*) DESC, c.number LIMIT ${limit}`,
  );
}

export async function countPlanItems(db: Sql, scope: Scope, planId: string): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT p.item_count AS count FROM plan p WHERE p.id = ${planId} AND ${planInScopeSql(scope, sql`p.account_id`, { id: sql`p.id`, queueId: sql`p.queue_id` })}`,
  );
  return row?.count ?? 0;
}

export interface BrokenGlass {
  readonly runId: string;
  readonly runNumber: number;
  readonly planId: string;
  readonly title: string;
  readonly accountName: string;
  readonly region: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}
/** Runs of the last 72 hours that began without the approvals that they needed, newest first. */
export function listBrokenGlass(
  db: Sql,
  scope: Scope,
  place: { readonly accountId?: string | undefined; readonly region?: string | undefined },
): Promise<BrokenGlass[]> {
  return rows<BrokenGlass>(
    db,
    sql`SELECT r.id AS run_id, r.number AS run_number, r.plan_id, p.detail ->> 'title' AS title, a.name AS account_name, r.region,
          r.requested_by_name AS by, r.requested_at AS at, r.break_glass_reason AS reason
        FROM run r JOIN plan p ON p.id = r.plan_id JOIN account a ON a.id = r.account_id
        WHERE r.break_glass_reason IS NOT NULL AND r.requested_at > dlo_now() - interval '72 hours' AND ${planInScopeSql(scope, sql`r.account_id`, { id: sql`r.plan_id`, queueId: sql`r.queue_id` })}
          AND (${place.accountId ?? null}::text IS NULL OR r.account_id = ${place.accountId ?? null})
          AND (${place.region ?? null}::text IS NULL OR r.region = ${place.region ?? null})
        ORDER BY r.requested_at DESC LIMIT 20`,
  );
}
