import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, rows, sql } from "./query";
import { planInScopeSql } from "./scope";

export interface NewNote {
  readonly id: string;
  readonly accountId: string;
  readonly classId: string;
  readonly text: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly at: Date;
}
/** Keeps a note with its class. Nothing changes or removes it. */
export async function insertNote(tx: Tx, note: NewNote): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO class_note (id, account_id, class_id, text, author_id, author_name, at)
        VALUES (${note.id}, ${note.accountId}, ${note.classId}, ${note.text}, ${note.authorId}, ${note.authorName}, ${note.at})`,
  );
}

export interface ActivityRow {
  readonly key: string;
  readonly at: string;
  readonly kind: "first-seen" | "status" | "woken" | "action" | "note" | "run";
  readonly action: string;
  readonly by: string | null;
  readonly text: string | null;
  readonly detail: Record<string, unknown> | null;
  readonly runId: string | null;
  readonly runNumber: number | null;
  readonly runState: string | null;
  /** The number of the merged class to which it happened; null where it happened to this one. */
  readonly ofNumber: number | null;
}

// The note itself is listed, so its audit entry is not; a run stands at the moment it was asked for.
const eventsIn = (scope: Scope) => sql`
  SELECT 'first ' || c.id AS key, c.first_seen_at AS at, 'first-seen' AS kind, CASE WHEN c.is_backlog THEN 'backlog' ELSE 'new' END AS action, NULL AS by,
    NULL AS text, NULL::jsonb AS detail, NULL AS run_id, NULL::bigint AS run_number, NULL AS run_state, w.of_number FROM failure_class c, wanted w WHERE c.id = w.class_id
  UNION ALL SELECT 'change ' || h.id, h.at, h.kind, h.status, NULL, h.reason, NULL, NULL, NULL, NULL, w.of_number FROM class_change h, wanted w WHERE h.class_id = w.class_id
  UNION ALL SELECT 'note ' || n.id, n.at, 'note', 'note', n.author_name, n.text, NULL, NULL, NULL, NULL, w.of_number FROM class_note n, wanted w WHERE n.class_id = w.class_id
  UNION ALL SELECT 'audit ' || e.id, e.at, 'action', e.action, e.actor_name, CASE e.action WHEN 'class.merged' THEN 'into F-' || (e.detail->>'intoNumber')
      WHEN 'class.unmerged' THEN 'out of F-' || (e.detail->>'fromNumber') ELSE e.detail->>'reason' END, e.detail, NULL, NULL, NULL, w.of_number FROM audit_entry e, wanted w
    WHERE e.object_id = w.class_id AND e.object_kind = 'failure-class' AND e.action LIKE 'class.%' AND e.action <> 'class.noted'
  UNION ALL SELECT 'run ' || x.id, x.requested_at, 'run', x.action, x.requested_by_name, x.reason, NULL, x.id, x.number, x.state, w.of_number FROM run x, wanted w
    WHERE x.queue_id IS NOT DISTINCT FROM w.queue_id AND ${planInScopeSql(scope, sql`x.account_id`, { id: sql`x.plan_id`, queueId: sql`x.queue_id` })} AND (x.class_id = w.class_id OR (x.class_id IS NULL AND w.of_number IS NULL AND (x.driver = 'move-task' OR EXISTS (
      SELECT 1 FROM run_item i JOIN failed_message f ON f.id = i.message_row_id WHERE i.run_id = x.id AND f.class_id = w.class_id) OR (x.queue_id IS NULL AND EXISTS (
      SELECT 1 FROM run_item i JOIN failed_execution f ON f.execution_arn = i.message_id AND f.account_id = i.account_id WHERE i.run_id = x.id AND i.queue_id IS NULL AND f.class_id = w.class_id)))))`;

/** What happened to a class, newest first. The caller has checked that the actor may see the class; of runs only those in the scope are told. */
export async function listActivity(
  db: Sql,
  scope: Scope,
  classId: string,
  filter: PageRequest,
): Promise<Page<ActivityRow>> {
  const [afterAt, afterKey] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const found = await rows<ActivityRow>(
    db,
    sql`WITH wanted AS (SELECT id AS class_id, queue_id, CASE WHEN id <> ${classId} THEN number END AS of_number FROM failure_class WHERE id = ${classId} OR merged_into = ${classId}), events AS (${eventsIn(scope)})
        SELECT * FROM events WHERE ${afterKey}::text IS NULL OR (at, key) < (${afterAt}::timestamptz, ${afterKey}::text)
        ORDER BY at DESC, key DESC LIMIT ${filter.limit + 1}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.at, row.key]);
}

/** The address of what to do about a class. */
export async function setRunbook(tx: Tx, classId: string, url: string | null): Promise<void> {
  await execute(tx, sql`UPDATE failure_class SET runbook_url = ${url} WHERE id = ${classId}`);
}
