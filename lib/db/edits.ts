import type { Scope } from "@/lib/core/access/scope";
import type { MessageAttribute } from "@/lib/core/messages/message";
import { openBodies } from "./bodies";
import type { Sql, Tx } from "./connect";
import type { Keyring } from "./keyring";
import { SELECTABLE, SELECTABLE_FROM, type Selectable } from "./messages";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export interface NewEditSet {
  readonly id: string;
  readonly accountId: string;
  readonly queueId: string;
  readonly classId: string | null;
  /** Which places were changed and how, without values. */
  readonly recipe: readonly string[];
  readonly hasTrace: boolean;
  readonly sensitiveNames: readonly string[];
  readonly selectedCount: number;
  readonly editedCount: number;
  readonly unchangedCount: number;
  readonly failedCount: number;
  readonly digest: string;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeByPerson: string;
}
export interface EditSetRow extends NewEditSet {
  readonly queueName: string;
  readonly region: string;
  readonly madeAt: string;
}
export interface NewEdit {
  readonly id: string;
  readonly messageRowId: string;
  readonly bodyId: string;
  /** Of the original's body when the copy was made. */
  readonly originalSha256: string;
  readonly editedSha256: string;
  /** Of body and attributes together. */
  readonly wholeSha256: string;
  /** Body and attributes, as SQS counts them. */
  readonly editedBytes: number;
  readonly attributeCount: number;
  readonly changedPaths: readonly string[];
}

/** Keeps a set with its copies, whose sealed bodies the caller has kept in the same transaction. */
export async function insertEditSet(tx: Tx, set: NewEditSet, edits: readonly NewEdit[]): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO edit_set (id, account_id, queue_id, class_id, recipe, has_trace, sensitive_names, selected_count, edited_count, unchanged_count, failed_count, digest, made_by, made_by_name, made_by_person, made_at)
        VALUES (${set.id}, ${set.accountId}, ${set.queueId}, ${set.classId}, ${JSON.stringify(set.recipe)}::jsonb, ${set.hasTrace}, ${[...set.sensitiveNames]}::text[], ${set.selectedCount},
          ${set.editedCount}, ${set.unchangedCount}, ${set.failedCount}, ${set.digest}, ${set.madeBy}, ${set.madeByName}, ${set.madeByPerson}, dlo_now())`,
  );
  const column = <K extends keyof NewEdit>(key: K) => edits.map((edit) => edit[key]);
  await execute(
    tx,
    sql`INSERT INTO message_edit (id, edit_set_id, account_id, position, message_row_id, body_id, original_sha256, edited_sha256, whole_sha256, edited_bytes, attribute_count, changed_paths, has_trace)
        SELECT e.id, ${set.id}, ${set.accountId}, e.n, e.msg, e.body, e.original, e.edited, e.whole, e.bytes, e.attributes, ARRAY(SELECT jsonb_array_elements_text(e.paths::jsonb)), ${set.hasTrace}
        FROM unnest(${column("id")}::text[], ${column("messageRowId")}::text[], ${column("bodyId")}::text[], ${column("originalSha256")}::text[], ${column("editedSha256")}::text[],
          ${column("wholeSha256")}::text[], ${column("editedBytes")}::int[], ${column("attributeCount")}::int[], ${edits.map((edit) => JSON.stringify(edit.changedPaths))}::text[])
          WITH ORDINALITY AS e(id, msg, body, original, edited, whole, bytes, attributes, paths, n)`,
  );
}

/** A set of which the person sees every message. */
export function getEditSet(db: Sql, scope: Scope, id: string): Promise<EditSetRow | undefined> {
  return firstRow<EditSetRow>(
    db,
    sql`SELECT s.id, s.account_id, s.queue_id, s.class_id, s.recipe, s.has_trace, s.sensitive_names, s.selected_count, s.edited_count, s.unchanged_count, s.failed_count, s.digest,
          s.made_by, s.made_by_name, s.made_by_person, s.made_at, q.name AS queue_name, q.region
        FROM edit_set s JOIN queue q ON q.id = s.queue_id
        WHERE s.id = ${id} AND NOT EXISTS (SELECT 1 FROM message_edit e LEFT JOIN failed_message f ON f.id = e.message_row_id
          WHERE e.edit_set_id = s.id AND (f.id IS NULL OR NOT ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}))`,
  );
}

export interface EditRow {
  readonly id: string;
  readonly messageRowId: string;
  readonly messageId: string;
  readonly bodyId: string | null;
  readonly originalBodyId: string | null;
  readonly originalSha256: string;
  readonly editedSha256: string;
  readonly editedBytes: number;
  readonly changedPaths: readonly string[];
  readonly erasedAt: string | null;
}
/** The first copies of a set, in the order of the selection. */
export function listEdits(db: Sql, setId: string, limit: number): Promise<EditRow[]> {
  return rows<EditRow>(
    db,
    sql`SELECT e.id, e.message_row_id, f.message_id, e.body_id, f.body_id AS original_body_id, e.original_sha256, e.edited_sha256, e.edited_bytes, e.changed_paths, e.erased_at
        FROM message_edit e JOIN failed_message f ON f.id = e.message_row_id WHERE e.edit_set_id = ${setId} ORDER BY e.position LIMIT ${limit}`,
  );
}

export type EditedSelectable = Selectable & {
  readonly editId: string;
  readonly editedSha256: string;
  readonly editedBytes: number;
  readonly editedAttributeCount: number;
};
/** Messages of a set that are still in their queue as they were when they were edited, with the copies that are still there. */
export function selectEdited(db: Sql, scope: Scope, setId: string): Promise<EditedSelectable[]> {
  return rows<EditedSelectable>(
    db,
    sql`SELECT ${SELECTABLE}, e.id AS edit_id, e.edited_sha256, e.edited_bytes, e.attribute_count AS edited_attribute_count ${SELECTABLE_FROM} JOIN message_edit e ON e.message_row_id = f.id
        WHERE e.edit_set_id = ${setId} AND e.body_id IS NOT NULL AND f.state = 'present' AND f.body_sha256 = e.original_sha256
          AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
        ORDER BY f.sequence_number NULLS FIRST, f.sent_at, f.id`,
  );
}

export interface EditFacts {
  readonly id: string;
  readonly editSetId: string;
  readonly wholeSha256: string;
  readonly editedSha256: string;
  readonly editedBytes: number;
  readonly attributeCount: number;
  readonly sensitiveNames: readonly string[];
  /** Its sealed copy is there, and its original has not changed. */
  readonly isUsable: boolean;
}
/** What a plan relies on of the copies that it sends, in the order of their ids. */
export function listEditFacts(db: Sql, ids: readonly string[]): Promise<EditFacts[]> {
  return rows<EditFacts>(
    db,
    sql`SELECT e.id, e.edit_set_id, e.whole_sha256, e.edited_sha256, e.edited_bytes, e.attribute_count, s.sensitive_names, e.body_id IS NOT NULL AND f.body_sha256 = e.original_sha256 AS is_usable
        FROM message_edit e JOIN edit_set s ON s.id = e.edit_set_id JOIN failed_message f ON f.id = e.message_row_id WHERE e.id = ANY(${[...ids]}::text[]) ORDER BY e.id`,
  );
}

/** An edited copy as it is to be sent. */
export interface EditedMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Whether the trace header of the original goes with it. */
  readonly hasTrace: boolean;
}
/** Opens edited copies for sending; one that was erased, or cannot be proved, is absent. */
export async function openEdits(
  db: Sql,
  keyring: Keyring,
  editIds: readonly string[],
): Promise<Map<string, EditedMessage>> {
  const found = await rows<{ id: string; bodyId: string; hasTrace: boolean }>(
    db,
    sql`SELECT id, body_id, has_trace FROM message_edit WHERE id = ANY(${[...editIds]}::text[]) AND body_id IS NOT NULL`,
  );
  const bodies = await openBodies(
    db,
    keyring,
    found.map(({ bodyId }) => bodyId),
  );
  return new Map(
    found.flatMap(({ id, bodyId, hasTrace }) => {
      const whole = bodies.get(bodyId);
      return whole ? [[id, { body: whole.body, attributes: whole.attributes, hasTrace }] as const] : [];
    }),
  );
}

/** Nobody erases these messages until the transaction ends: a copy is made of what is there, or not at all. */
export async function holdForEdit(tx: Tx, messageRowIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`SELECT 1 FROM failed_message WHERE id = ANY(${[...messageRowIds]}::text[]) ORDER BY id FOR KEY SHARE`,
  );
}
