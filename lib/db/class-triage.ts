import type { ClassStatus } from "@/lib/core/failures/class-status";
import { ABOUT_TO_LOSE_SECONDS, type Snooze, type SnoozeKind, wakeReason } from "@/lib/core/failures/lifecycle/snooze";
import { appendClassChange } from "./class-changes";
import { type Db, inTransaction, type Tx } from "./connect";
import { ONE_NOW } from "./one-now";
import { execute, firstRow, rows, sql } from "./query";

/** Whether a message of class `c` that nobody has saved is deleted within a day. */
export const IS_ABOUT_TO_LOSE = sql`coalesce(c.first_expiry_at < ${ONE_NOW} + make_interval(secs => ${ABOUT_TO_LOSE_SECONDS}), false) AND EXISTS (SELECT 1 FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present'
  AND f.expires_at < ${ONE_NOW} + make_interval(secs => ${ABOUT_TO_LOSE_SECONDS})
  AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state <> 'restored'))`;
/** What was decided before class `c` was resolved last belongs to an episode that is over. */
export const IS_SNOOZED = sql`coalesce(t.snoozed_at > coalesce(c.resolved_at, '-infinity'), false)`;
export const IS_ACKNOWLEDGED = sql`coalesce(t.acknowledged_at > coalesce(c.resolved_at, '-infinity'), false)`;

export interface TriageRow {
  readonly classId: string;
  readonly accountId: string;
  readonly status: ClassStatus;
  readonly totalCount: number;
  readonly isAboutToLose: boolean;
  readonly isAcknowledged: boolean;
  readonly assignee: string | null;
  readonly snoozeKind: SnoozeKind | null;
  readonly snoozedAt: string | null;
  readonly snoozeUntil: string | null;
  readonly snoozeMoreCount: number | null;
  readonly snoozeFromTotal: number | null;
  readonly dismissedAt: string | null;
  readonly dismissReason: string | null;
  readonly now: string;
}
const COLUMNS = sql`t.class_id, t.account_id, CASE WHEN c.resolved_at >= t.snoozed_at THEN 'resolved' ELSE c.status END AS status, c.total_count,
  ${IS_ABOUT_TO_LOSE} AS is_about_to_lose, ${IS_ACKNOWLEDGED} AS is_acknowledged, t.assignee, t.snooze_kind, t.snoozed_at, t.snooze_until,
  t.snooze_more_count, t.snooze_from_total, t.dismissed_at, t.dismiss_reason, dlo_now() AS now`;

/** What people decided about a class, locked: of two who decide at once, the second sees what the first did. */
export async function lockTriage(tx: Tx, classId: string, accountId: string): Promise<TriageRow> {
  await execute(
    tx,
    sql`INSERT INTO class_triage (class_id, account_id) VALUES (${classId}, ${accountId}) ON CONFLICT DO NOTHING`,
  );
  const row = await firstRow<TriageRow>(
    tx,
    sql`SELECT ${COLUMNS} FROM class_triage t JOIN failure_class c ON c.id = t.class_id WHERE t.class_id = ${classId} FOR UPDATE OF t`,
  );
  if (!row) throw new Error(`class ${classId} went away while somebody decided about it`);
  return row;
}

const AWAKE = sql`snooze_kind = NULL, snoozed_at = NULL, snoozed_by = NULL, snooze_until = NULL, snooze_more_count = NULL, snooze_from_total = NULL`;
const NOT_WOKEN = sql`woken_at = NULL, wake_reason = NULL`;

export async function acknowledge(tx: Tx, classId: string, by: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE class_triage SET acknowledged_at = dlo_now(), acknowledged_by = ${by}, ${NOT_WOKEN} WHERE class_id = ${classId}`,
  );
}

/** Names who looks after a class; null goes back to who owns the failing stage. */
export async function assign(tx: Tx, classId: string, assignee: string | null): Promise<void> {
  await execute(tx, sql`UPDATE class_triage SET assignee = ${assignee} WHERE class_id = ${classId}`);
}

export async function snooze(tx: Tx, classId: string, wish: Snooze, by: string): Promise<void> {
  const until = wish.kind === "time" ? wish.until : null;
  const [moreCount, fromTotal] = wish.kind === "count" ? [wish.moreCount, wish.fromTotal] : [null, null];
  await execute(
    tx,
    sql`UPDATE class_triage SET snooze_kind = ${wish.kind}, snoozed_at = dlo_now(), snoozed_by = ${by}, snooze_until = ${until},
          snooze_more_count = ${moreCount}, snooze_from_total = ${fromTotal}, ${NOT_WOKEN} WHERE class_id = ${classId}`,
  );
}

/** Takes a class out of what needs somebody for good. A snooze of it ends: there is nothing to come back from. */
export async function dismiss(tx: Tx, classId: string, reason: string, by: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE class_triage t SET dismissed_at = dlo_now(), dismissed_by = ${by}, dismiss_reason = ${reason}, ${AWAKE}, ${NOT_WOKEN},
          dismissed_from_total = coalesce(CASE WHEN t.dismissed_at IS NOT NULL THEN t.dismissed_from_total END, c.total_count)
        FROM failure_class c WHERE c.id = t.class_id AND t.class_id = ${classId}`,
  );
}

/** Takes back an acknowledgement, a snooze and a dismissal; who it is assigned to stays. */
export async function reopen(tx: Tx, classId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE class_triage SET acknowledged_at = NULL, acknowledged_by = NULL, dismissed_at = NULL, dismissed_by = NULL, dismiss_reason = NULL,
          dismissed_from_total = NULL, ${AWAKE}, ${NOT_WOKEN} WHERE class_id = ${classId}`,
  );
}

/** Wakes the snoozed classes whose time has come and keeps why. Returns how many; repeating it wakes nothing twice. */
export async function wakeClasses(db: Db): Promise<number> {
  const asleep = await rows<TriageRow>(
    db,
    sql`SELECT ${COLUMNS} FROM class_triage t JOIN failure_class c ON c.id = t.class_id WHERE t.snoozed_at IS NOT NULL AND c.merged_into IS NULL`,
  );
  let wokenCount = 0;
  for (const row of asleep) {
    const wish = snoozeOf(row);
    const reason = wish && wakeReason(wish, row, new Date(row.now));
    if (reason && (await inTransaction(db, (tx) => wake(tx, row, reason)))) wokenCount += 1;
  }
  return wokenCount;
}

async function wake(tx: Tx, row: TriageRow, reason: string): Promise<boolean> {
  const { classId, accountId, status } = row;
  const isOver = status === "resolved";
  const taken = await execute(
    tx,
    sql`UPDATE class_triage SET ${AWAKE}, woken_at = CASE WHEN ${!isOver} THEN dlo_now() END, wake_reason = ${isOver ? null : reason}
        WHERE class_id = ${classId} AND snoozed_at = ${row.snoozedAt}::timestamptz`,
  );
  if (taken === 1) await appendClassChange(tx, { classId, accountId, kind: "woken", status, reason });
  return taken === 1;
}

/** The snooze of a row in the words of the rules; undefined when there is none. */
export function snoozeOf(row: Pick<TriageRow, "snoozeKind" | "snoozeUntil" | "snoozeMoreCount" | "snoozeFromTotal">) {
  const { snoozeKind: kind, snoozeUntil, snoozeMoreCount, snoozeFromTotal } = row;
  if (kind === null) return undefined;
  if (kind === "time") return { kind, until: new Date(snoozeUntil ?? 0) } satisfies Snooze;
  if (kind === "count")
    return { kind, moreCount: snoozeMoreCount ?? 0, fromTotal: snoozeFromTotal ?? 0 } satisfies Snooze;
  return { kind } satisfies Snooze;
}
