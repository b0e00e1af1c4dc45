import { ARRIVAL_BUCKET } from "./class-moves";
import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";

export interface RegroupMessage {
  readonly position: number;
  readonly id: string;
  readonly messageId: string;
  readonly classId: string;
  readonly fingerprint: string;
  readonly bodyId: string | null;
  readonly bodyBytes: number;
  readonly queueId: string;
}
/** The next messages of a regrouping after a position. */
export function listRegroupMessages(
  db: Sql,
  regroupId: string,
  after: number,
  limit: number,
): Promise<RegroupMessage[]> {
  return rows<RegroupMessage>(
    db,
    sql`SELECT i.position, f.id, f.message_id, f.class_id, f.fingerprint, f.body_id, f.body_bytes, f.queue_id
        FROM regroup_item i JOIN failed_message f ON f.id = i.message_row_id
        WHERE i.regroup_id = ${regroupId} AND i.position > ${after} ORDER BY i.position LIMIT ${limit}`,
  );
}

/** A message as it is understood now. `knownFingerprint` is what it had when it was read: who moved it since is not undone. */
export interface Regrouped {
  readonly id: string;
  readonly knownFingerprint: string;
  readonly fingerprint: string;
  readonly classId: string;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly classifier: string;
}
export interface RegroupedRow {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly bucket: string;
  readonly isBacklog: boolean;
}
/** Puts messages into their classes, those left out that were erased meanwhile; the rows that were written, with where they were before. */
export async function regroupMessages(tx: Tx, messages: readonly Regrouped[]): Promise<RegroupedRow[]> {
  const column = <K extends keyof Regrouped>(key: K) => messages.map((message) => message[key]);
  const written = await rows<RegroupedRow>(
    tx,
    sql`WITH wanted AS (SELECT * FROM unnest(${column("id")}::text[], ${column("knownFingerprint")}::text[], ${column("fingerprint")}::text[], ${column("classId")}::text[],
            ${column("causeKind")}::text[], ${column("causeReason")}::text[], ${column("classifier")}::text[]) AS w(id, known, fingerprint, class_id, cause_kind, cause_reason, classifier)),
        before AS (SELECT f.id, f.class_id FROM failed_message f JOIN wanted w ON w.id = f.id AND w.known = f.fingerprint AND NOT f.is_tombstone ORDER BY f.id FOR UPDATE OF f)
        UPDATE failed_message f SET class_id = w.class_id, fingerprint = w.fingerprint, cause_kind = w.cause_kind, cause_reason = w.cause_reason, classifier = w.classifier
        FROM wanted w JOIN before b ON b.id = w.id WHERE f.id = w.id
        RETURNING f.id, b.class_id AS from_id, f.class_id AS to_id, ${ARRIVAL_BUCKET} AS bucket, f.is_backlog`,
  );
  await execute(
    tx,
    sql`UPDATE vault_item v SET class_id = f.class_id FROM failed_message f
        WHERE f.id = v.message_row_id AND f.id = ANY(${written.map(({ id }) => id)}::text[]) AND v.class_id <> f.class_id`,
  );
  return written;
}

/** Of these classes those that have no message any more, with whether all of it is over by that. */
export async function findEmptied(db: Sql, classIds: readonly string[]): Promise<{ id: string; accountId: string }[]> {
  return rows(
    db,
    sql`SELECT c.id, c.account_id FROM failure_class c WHERE c.id = ANY(${[...classIds]}::text[]) AND c.record = 'messages' AND c.merged_into IS NULL
          AND NOT EXISTS (SELECT 1 FROM failed_message f WHERE f.class_id = c.id) ORDER BY c.id`,
  );
}

/** How many messages each class has in all. */
export async function countMessages(db: Sql, classIds: readonly string[]): Promise<Map<string, number>> {
  const found = await rows<{ classId: string; count: number }>(
    db,
    sql`SELECT class_id, count(*)::int AS count FROM failed_message WHERE class_id = ANY(${[...classIds]}::text[]) GROUP BY 1`,
  );
  return new Map(found.map(({ classId, count }) => [classId, count]));
}

/** Ends classes whose messages all went elsewhere. Notes and decisions stay with them. */
export async function resolveEmptied(tx: Tx, classId: string, reason: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class SET status = 'resolved', status_at = dlo_now(), status_reason = ${reason}, resolved_at = dlo_now(), resolved_after_run = NULL, high_at = NULL
        WHERE id = ${classId}`,
  );
}

/** Resolved classes into which waiting messages were put are open again, as backlog: none of it is news. */
export function reopenAsBacklog(
  tx: Tx,
  classIds: readonly string[],
  reason: string,
): Promise<{ id: string; accountId: string }[]> {
  return rows(
    tx,
    sql`UPDATE failure_class c SET status = 'backlog', status_at = dlo_now(), status_reason = ${reason}
        WHERE c.id = ANY(${[...classIds]}::text[]) AND c.status = 'resolved'
          AND EXISTS (SELECT 1 FROM failed_message f WHERE f.class_id = c.id AND f.state IN ('present', 'vaulted')) RETURNING c.id, c.account_id`,
  );
}

export interface NamedClass {
  readonly id: string;
  readonly number: number;
  readonly title: string;
}
export async function nameClasses(db: Sql, classIds: readonly string[]): Promise<Map<string, NamedClass>> {
  const found = await rows<NamedClass>(
    db,
    sql`SELECT id, number, title FROM failure_class WHERE id = ANY(${[...new Set(classIds)]}::text[])`,
  );
  return new Map(found.map((one) => [one.id, one]));
}
