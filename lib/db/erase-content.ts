import { ERASED_TEXT } from "@/lib/core/privacy/erasure";
import type { MessageKind } from "@/lib/core/privacy/kinds";
import type { Tx } from "./connect";
import { forgetEvidence } from "./evidence";
import { execute, rows, sql } from "./query";

export interface ErasedBy {
  /** A person's name, or `retention`. */
  readonly name: string;
  /** Known from then on, and never captured again. */
  readonly isTombstone: boolean;
}

/** Locks messages in one order with whoever moves, restores or erases them. */
export async function lockMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  await execute(tx, sql`SELECT 1 FROM failed_message WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR UPDATE`);
}

/**
 * Erases these kinds of content of messages that the caller has locked, and marks them. Ids, hashes, sizes, counts, times,
 * classes and states stay. A body that another kind still needs stays until that goes too. Second copies of vault items are
 * not here: their rows wait until S3 has deleted them. Repeating it changes nothing.
 */
export async function eraseContent(
  tx: Tx,
  ids: readonly string[],
  kinds: readonly MessageKind[],
  by: ErasedBy,
): Promise<void> {
  if (ids.length === 0) return;
  const has = (kind: MessageKind) => kinds.includes(kind);
  const bodyIds = has("body") || has("vault") ? await bodiesOf(tx, ids) : [];
  await markMessages(tx, ids, kinds, by);
  if (has("projection"))
    await execute(tx, sql`DELETE FROM message_projection WHERE message_row_id = ANY(${[...ids]}::text[])`);
  if (has("vault"))
    await execute(
      tx,
      sql`UPDATE vault_item SET state = 'erased', erased_at = dlo_now(), erased_by = ${by.name}
          WHERE message_row_id = ANY(${[...ids]}::text[]) AND state IN ('kept', 'restored')`,
    );
  if (has("body")) await eraseEdits(tx, ids);
  await eraseBodies(tx, bodyIds);
  if (has("evidence")) await eraseEvidence(tx, ids);
  if (by.isTombstone && has("errorText")) await eraseEmptiedClassTexts(tx, ids);
}

async function markMessages(tx: Tx, ids: readonly string[], kinds: readonly MessageKind[], by: ErasedBy) {
  const has = (kind: MessageKind) => kinds.includes(kind);
  await execute(
    tx,
    sql`UPDATE failed_message SET
          body_id = CASE WHEN ${has("body")} THEN NULL ELSE body_id END,
          preview = CASE WHEN ${has("preview")} THEN NULL ELSE preview END,
          error_text = CASE WHEN ${has("errorText")} THEN NULL ELSE error_text END,
          group_id = CASE WHEN ${by.isTombstone} THEN NULL ELSE group_id END,
          cause_reason = CASE WHEN ${by.isTombstone} THEN ${ERASED_TEXT} ELSE cause_reason END,
          erased_at = dlo_now(), erased_by = ${by.name}, is_tombstone = is_tombstone OR ${by.isTombstone},
          erased_kinds = ARRAY(SELECT DISTINCT k FROM unnest(erased_kinds || ${[...kinds]}::text[]) AS k ORDER BY k)
        WHERE id = ANY(${[...ids]}::text[])`,
  );
}

/** Bodies of these messages, and those that nobody names although their hash and queue are theirs: left by a look that lost a race. */
async function bodiesOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT body_id AS id FROM failed_message WHERE id = ANY(${[...ids]}::text[]) AND body_id IS NOT NULL
        UNION SELECT body_id FROM vault_item WHERE message_row_id = ANY(${[...ids]}::text[])
        UNION SELECT body_id FROM message_edit WHERE message_row_id = ANY(${[...ids]}::text[]) AND body_id IS NOT NULL
        UNION SELECT b.id FROM failed_message f JOIN message_body b ON b.body_sha256 = f.body_sha256 JOIN data_key k ON k.id = b.data_key_id AND k.queue_id = f.queue_id
              WHERE f.id = ANY(${[...ids]}::text[]) AND b.created_at < dlo_now() - interval '1 minute'`,
  );
  return found.map(({ id }) => id);
}

/** Edited copies go with their originals: hashes and sizes stay, the sealed copies and the names of fields do not. */
async function eraseEdits(tx: Tx, ids: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE message_edit SET body_id = NULL, changed_paths = '{}', erased_at = dlo_now()
        WHERE message_row_id = ANY(${[...ids]}::text[]) AND erased_at IS NULL`,
  );
}

/** Deletes sealed bytes that nothing needs any more. Where a vault item names the row it stays, empty, with hash and size. */
export async function eraseBodies(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const isUnneeded = sql`b.id = ANY(${[...ids]}::text[]) AND NOT EXISTS (SELECT 1 FROM failed_message f WHERE f.body_id = b.id)
    AND NOT EXISTS (SELECT 1 FROM message_edit e WHERE e.body_id = b.id)`;
  await execute(
    tx,
    sql`DELETE FROM message_body b WHERE ${isUnneeded} AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.body_id = b.id)`,
  );
  await execute(
    tx,
    sql`UPDATE message_body b SET sealed = '', nonce = '', erased_at = dlo_now()
        WHERE ${isUnneeded} AND b.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.body_id = b.id AND v.state <> 'erased')`,
  );
}

/** A look that is under way may have these messages in hand: it counts as not made, and is made again without them. */
async function stopLooks(tx: Tx, ids: readonly string[]): Promise<void> {
  const ofThese = sql`class_id IN (SELECT class_id FROM failed_message WHERE id = ANY(${[...ids]}::text[]))`;
  await execute(tx, sql`SELECT 1 FROM class_evidence_ask WHERE ${ofThese} ORDER BY class_id FOR UPDATE`);
  await execute(
    tx,
    sql`UPDATE class_evidence_ask SET state = 'asked', next_look_at = dlo_now() WHERE ${ofThese} AND state = 'looking'`,
  );
}

async function eraseEvidence(tx: Tx, ids: readonly string[]): Promise<void> {
  await stopLooks(tx, ids);
  const gone = await rows<{ classId: string }>(
    tx,
    sql`DELETE FROM class_evidence WHERE message_row_id = ANY(${[...ids]}::text[]) RETURNING class_id`,
  );
  await forgetEvidence(tx, [...new Set(gone.map(({ classId }) => classId))]);
}

/** Classes of these messages lose the words when nothing is left that they came from; so does what a regrouping foretold of them. */
async function eraseEmptiedClassTexts(tx: Tx, ids: readonly string[]): Promise<void> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT coalesce(x.merged_into, x.id) AS id FROM failed_message f JOIN failure_class x ON x.id = f.class_id WHERE f.id = ANY(${[...ids]}::text[])
        UNION SELECT class_id FROM failed_message WHERE id = ANY(${[...ids]}::text[])`,
  );
  await eraseUnfoundedWords(
    tx,
    found.map(({ id }) => id),
  );
  await eraseForetoldTitles(tx, ids);
}

/** Takes the words out of those of these classes that have no message any more that they could come from. */
export async function eraseUnfoundedWords(tx: Tx, classIds: readonly string[]): Promise<void> {
  const emptied = await rows<{ id: string }>(
    tx,
    sql`SELECT c.id FROM failure_class c WHERE c.id = ANY(${[...classIds]}::text[]) AND c.record = 'messages' AND c.normalised_error <> ''
          AND NOT EXISTS (SELECT 1 FROM failed_message f WHERE f.class_id = c.id AND NOT f.is_tombstone)`,
  );
  await eraseClassTexts(
    tx,
    emptied.map(({ id }) => id),
  );
}

/** Titles of classes that a regrouping would make, and that are no class's: of one that looked at these messages, or was given up. */
async function eraseForetoldTitles(tx: Tx, ids: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE regroup g SET preview = jsonb_set(g.preview, '{moves}', (SELECT coalesce(jsonb_agg(CASE WHEN m->>'newKey' IS NULL THEN m
              ELSE m || jsonb_build_object('title', ${ERASED_TEXT}::text) END ORDER BY n), '[]'::jsonb) FROM jsonb_array_elements(g.preview->'moves') WITH ORDINALITY AS t(m, n)))
        WHERE jsonb_array_length(g.preview->'moves') > 0 AND (g.state IN ('cancelled', 'failed')
          OR EXISTS (SELECT 1 FROM regroup_item i WHERE i.regroup_id = g.id AND i.message_row_id = ANY(${[...ids]}::text[])))`,
  );
}

/** Takes the words out of classes, and out of what regroupings said of them; a rule's own label is no content and stays. */
export async function eraseClassTexts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const titles = await rows<{ title: string }>(
    tx,
    sql`UPDATE failure_class c SET title = c.message_type || ' · error text erased', evidence = NULL,
          normalised_error = CASE WHEN c.normalised_error = '' THEN '' ELSE ${ERASED_TEXT} END, cause_reason = ${ERASED_TEXT}
        FROM (SELECT id, title FROM failure_class WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR UPDATE) old
        WHERE c.id = old.id AND c.normalised_error NOT IN ('not captured', ${ERASED_TEXT}) AND c.grouping->>'label' IS NULL RETURNING old.title`,
  );
  for (const { title } of titles)
    await execute(
      tx,
      sql`UPDATE regroup SET preview = replace(preview::text, to_jsonb(${title}::text)::text, to_jsonb(${ERASED_TEXT}::text)::text)::jsonb
          WHERE strpos(preview::text, to_jsonb(${title}::text)::text) > 0`,
    );
}

/** Ids of executions are their ARN and when they stopped, with a blank between. */
export const EXECUTION_ID = sql`(e.execution_arn || ' ' || to_char(e.stopped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

export async function eraseExecutions(tx: Tx, ids: readonly string[], byName: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failed_execution e SET error = NULL, cause = NULL, erased_at = dlo_now(), erased_by = ${byName}
        WHERE e.execution_arn = ANY(${ids.map((id) => id.split(" ")[0] ?? "")}::text[]) AND ${EXECUTION_ID} = ANY(${[...ids]}::text[])`,
  );
}

/** Takes the words out of notes, and out of answers that are kept for repeated requests. */
export async function eraseNotes(tx: Tx, ids: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE class_note SET text = ${ERASED_TEXT}, erased_at = dlo_now() WHERE id = ANY(${[...ids]}::text[])`,
  );
  await execute(
    tx,
    sql`DELETE FROM idempotency_key WHERE operation = 'addClassNote' AND response->>'id' = ANY(${[...ids]}::text[])`,
  );
}
export async function removeViews(tx: Tx, ids: readonly string[]): Promise<void> {
  await execute(tx, sql`DELETE FROM saved_view WHERE id = ANY(${[...ids]}::text[])`);
}
/** Findings are named by their message's row id. */
export async function eraseFindings(tx: Tx, messageRowIds: readonly string[]): Promise<void> {
  await eraseEvidence(tx, messageRowIds);
}
