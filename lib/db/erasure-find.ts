import type { ErasureCounts, ErasureSelector } from "@/lib/core/privacy/erasure";
import type { Sql } from "./connect";
import { EXECUTION_ID } from "./erase-content";
import type { ErasureRow, NewItem } from "./erasures";
import type { Prisma } from "./generated/client";
import { HOLD_ON_MESSAGE } from "./holds";
import { firstRow, rows, sql } from "./query";

/** A message that an erasure may be about; bodies in the order in which they are to be looked into. */
export interface Candidate {
  readonly id: string;
  readonly bodyId: string | null;
  readonly vaultBodyId: string | null;
  /** Of edited copies: a value may stand in one that its original never had. */
  readonly editBodyIds: readonly string[];
  readonly body: string | null;
  readonly attributes: string | null;
}

/** In an open run: its mover, copy or restore still works with the message `f`. */
export const OPEN_RUN = sql`(SELECT r.number FROM run_item i JOIN run r ON r.id = i.run_id
  WHERE i.queue_id = f.queue_id AND i.message_id = f.message_id AND i.is_open LIMIT 1)`;

function selected(selector: ErasureSelector): Prisma.Sql {
  if (selector.kind === "messages") return sql`f.id = ANY(${[...selector.ids]}::text[])`;
  if (selector.kind === "class")
    return sql`f.class_id IN (SELECT id FROM failure_class WHERE id = ${selector.classId} OR merged_into = ${selector.classId})`;
  if (selector.kind === "queue") return sql`f.queue_id = ${selector.queueId}`;
  if (selector.kind === "account") return sql`f.account_id = ${selector.accountId}`;
  const { queueId = null, accountId = null } = selector;
  return sql`(${queueId}::text IS NULL OR f.queue_id = ${queueId}) AND (${accountId}::text IS NULL OR f.account_id = ${accountId})`;
}

/** What was erased before is asked for again only while something of it is left: a second copy that S3 would not delete. */
const SOMETHING_LEFT = sql`(NOT f.is_tombstone OR EXISTS (SELECT 1 FROM vault_item v JOIN vault_copy y ON y.vault_item_id = v.id WHERE v.message_row_id = f.id)
  OR EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state IN ('kept', 'restored')))`;

/** The next messages after a row id, in the order of the ids; their fields only where values are to be compared. */
export function listCandidates(db: Sql, erasure: ErasureRow, after: string, limit: number): Promise<Candidate[]> {
  const { selector, accountIds, kinds } = erasure;
  const isField = selector.kind === "field";
  const left = kinds.includes("vault")
    ? SOMETHING_LEFT
    : sql`(f.body_id IS NOT NULL OR f.preview IS NOT NULL OR f.error_text IS NOT NULL
    OR EXISTS (SELECT 1 FROM message_projection p WHERE p.message_row_id = f.id))`;
  const fields = isField ? sql`p.body::text, p.attributes::text` : sql`NULL AS body, NULL AS attributes`;
  const vaultBody = sql`(SELECT v.body_id FROM vault_item v WHERE v.message_row_id = f.id AND v.state <> 'erased' ORDER BY v.stored_at LIMIT 1)`;
  const editBodies = sql`ARRAY(SELECT e.body_id FROM message_edit e WHERE e.message_row_id = f.id AND e.body_id IS NOT NULL)`;
  return rows<Candidate>(
    db,
    sql`SELECT f.id, f.body_id, ${isField ? vaultBody : sql`NULL`} AS vault_body_id, ${isField ? editBodies : sql`'{}'::text[]`} AS edit_body_ids, ${fields}
        FROM failed_message f ${isField ? sql`LEFT JOIN message_projection p ON p.message_row_id = f.id` : sql``}
        WHERE f.id > ${after} AND ${selected(selector)} AND ${left} AND (${accountIds}::text[] IS NULL OR f.account_id = ANY(${accountIds}::text[]))
        ORDER BY f.id LIMIT ${limit}`,
  );
}

/** Executions, words of people and words of classes that go with a class or an account. */
export function listBeside(db: Sql, { selector }: ErasureRow): Promise<NewItem[]> {
  if (selector.kind !== "class" && selector.kind !== "account") return Promise.resolve([]);
  const isAccount = selector.kind === "account";
  const id = isAccount ? selector.accountId : selector.classId;
  const ofClass = (column: Prisma.Sql) =>
    sql`${column} IN (SELECT id FROM failure_class WHERE id = ${id} OR merged_into = ${id})`;
  const own = (account: Prisma.Sql, column: Prisma.Sql) => (isAccount ? sql`${account} = ${id}` : ofClass(column));
  return rows<NewItem>(
    db,
    sql`SELECT 'execution' AS kind, ${EXECUTION_ID} AS object_id FROM failed_execution e
          WHERE (e.error IS NOT NULL OR e.cause IS NOT NULL) AND ${own(sql`e.account_id`, sql`e.class_id`)}
        UNION ALL SELECT 'class', c.id FROM failure_class c WHERE c.normalised_error NOT IN ('', 'not captured', 'erased') AND ${own(sql`c.account_id`, sql`c.id`)}
        UNION ALL SELECT 'note', n.id FROM class_note n WHERE ${isAccount} AND n.erased_at IS NULL AND n.account_id = ${id}`,
  );
}

/** Where a value stands in clear outside of fields: errors of executions, log lines, words of classes and of people. */
export function listLiteral(
  db: Sql,
  value: string,
  ignoresCase: boolean,
  accountIds: readonly string[] | null,
): Promise<NewItem[]> {
  const has = (text: Prisma.Sql) =>
    ignoresCase ? sql`strpos(lower(${text}), lower(${value}::text)) > 0` : sql`strpos(${text}, ${value}::text) > 0`;
  const ids = accountIds && [...accountIds];
  const own = (column: Prisma.Sql) => sql`(${ids}::text[] IS NULL OR ${column} = ANY(${ids}::text[]))`;
  return rows<NewItem>(
    db,
    sql`SELECT 'execution' AS kind, ${EXECUTION_ID} AS object_id FROM failed_execution e WHERE ${own(sql`e.account_id`)} AND ${has(sql`concat_ws(' ', e.error, e.cause)`)}
        UNION ALL SELECT 'class', c.id FROM failure_class c WHERE ${own(sql`c.account_id`)} AND ${has(sql`concat_ws(' ', c.title, c.normalised_error, c.cause_reason, c.evidence::text)`)}
        UNION ALL SELECT DISTINCT 'evidence', v.message_row_id FROM class_evidence v WHERE ${own(sql`v.account_id`)}
          AND ${has(sql`concat_ws(' ', v.text, v.cause_reason, v.normalised_error, v.lines::text)`)}
        UNION ALL SELECT 'note', n.id FROM class_note n WHERE ${own(sql`n.account_id`)} AND ${has(sql`n.text`)}
        UNION ALL SELECT 'view', s.id FROM saved_view s WHERE ${ids === null} AND ${has(sql`concat_ws(' ', s.name, s.query)`)}
        LIMIT 10000`,
  );
}

/** What an erasure would take, counted from what it found. */
export async function countFound(db: Sql, id: string, unreadable: number): Promise<ErasureCounts> {
  const beside = await rows<{ kind: string; count: number }>(
    db,
    sql`SELECT kind, count(*)::int AS count FROM erasure_item WHERE erasure_id = ${id} GROUP BY 1`,
  );
  const of = (kind: string) => beside.find((row) => row.kind === kind)?.count ?? 0;
  const m = await firstRow<
    Omit<ErasureCounts, "items" | "messages" | "executions" | "classTexts" | "notes" | "savedViews" | "unreadable">
  >(
    db,
    sql`SELECT count(f.body_id)::int AS bodies, count(f.error_text)::int AS error_texts,
          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM message_projection p WHERE p.message_row_id = f.id))::int AS projections,
          count(*) FILTER (WHERE f.state = 'present')::int AS still_in_queue, count(*) FILTER (WHERE ${OPEN_RUN} IS NOT NULL)::int AS in_open_runs,
          coalesce(sum((SELECT count(*) FROM vault_item v WHERE v.message_row_id = f.id AND v.state <> 'erased')), 0)::int AS vault_items,
          count(*) FILTER (WHERE f.state = 'vaulted' AND EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state = 'kept'))::int AS only_copies,
          coalesce(sum((SELECT count(*) FROM vault_item v JOIN vault_copy y ON y.vault_item_id = v.id WHERE v.message_row_id = f.id)), 0)::int AS second_copies,
          coalesce(sum((SELECT count(*) FROM class_evidence x WHERE x.message_row_id = f.id)), 0)::int AS evidence
        FROM erasure_item i JOIN failed_message f ON f.id = i.object_id WHERE i.erasure_id = ${id} AND i.kind = 'message'`,
  );
  if (!m) throw new Error("an aggregate without a row");
  return {
    ...m,
    evidence: m.evidence + of("evidence"),
    items: beside.reduce((sum, { count }) => sum + count, 0),
    messages: of("message"),
    executions: of("execution"),
    classTexts: of("class"),
    notes: of("note"),
    savedViews: of("view"),
    unreadable,
  };
}

/** Holds in the way of an erasure's messages, with how many each. */
export function listHoldsInTheWay(db: Sql, id: string): Promise<{ holdId: string; count: number }[]> {
  return rows(
    db,
    sql`SELECT x.hold_id, count(*)::int AS count FROM (
          SELECT ${HOLD_ON_MESSAGE} AS hold_id FROM erasure_item i JOIN failed_message f ON f.id = i.object_id
          WHERE i.erasure_id = ${id} AND i.kind = 'message' AND EXISTS (SELECT 1 FROM legal_hold WHERE lifted_at IS NULL)) x
        WHERE x.hold_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
  );
}

/** Messages that a value cannot be looked for in with certainty: their fields are cut and masked, and no original is kept. */
export async function countUnreadable(db: Sql, { id, selector, accountIds }: ErasureRow): Promise<number> {
  if (selector.kind !== "field") return 0;
  const readable = selector.looksIntoBodies
    ? sql`f.body_id IS NOT NULL OR EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state <> 'erased')`
    : sql`EXISTS (SELECT 1 FROM message_projection p WHERE p.message_row_id = f.id)`;
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failed_message f WHERE NOT f.is_tombstone AND ${selected(selector)}
          AND (${accountIds}::text[] IS NULL OR f.account_id = ANY(${accountIds}::text[])) AND NOT (${readable})
          AND NOT EXISTS (SELECT 1 FROM erasure_item i WHERE i.erasure_id = ${id} AND i.kind = 'message' AND i.object_id = f.id)`,
  );
  return row?.count ?? 0;
}

/** How many of these messages there are in the accounts that somebody may reach into; null is all. */
export async function countReachable(
  db: Sql,
  ids: readonly string[],
  accountIds: readonly string[] | null,
): Promise<number> {
  const own = accountIds && [...accountIds];
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failed_message f WHERE f.id = ANY(${[...ids]}::text[]) AND (${own}::text[] IS NULL OR f.account_id = ANY(${own}::text[]))`,
  );
  return row?.count ?? 0;
}

/** The account of a class, queue or account (a removed one too) that a selection names. */
export function accountOfSelection(db: Sql, selector: ErasureSelector): Promise<{ accountId: string } | undefined> {
  if (selector.kind === "class")
    return firstRow(db, sql`SELECT account_id FROM failure_class WHERE id = ${selector.classId}`);
  if (selector.kind === "account")
    return firstRow(db, sql`SELECT id AS account_id FROM account WHERE id = ${selector.accountId}`);
  if (selector.kind === "queue") return firstRow(db, sql`SELECT account_id FROM queue WHERE id = ${selector.queueId}`);
  return Promise.resolve(undefined);
}

/** What a selection names, as people know it. */
export async function nameOfSelection(db: Sql, selector: ErasureSelector): Promise<string> {
  const named = (found: { name: string } | undefined) => found?.name ?? "what is not known any more";
  if (selector.kind === "messages") return selector.ids.length === 1 ? "1 message" : `${selector.ids.length} messages`;
  if (selector.kind === "class")
    return `failure ${named(await firstRow(db, sql`SELECT 'F-' || number AS name FROM failure_class WHERE id = ${selector.classId}`))}`;
  if (selector.kind === "queue")
    return `queue ${named(await firstRow(db, sql`SELECT name FROM queue WHERE id = ${selector.queueId}`))}`;
  if (selector.kind === "account")
    return `account ${named(await firstRow(db, sql`SELECT name || ' (' || aws_account_id || ')' AS name FROM account WHERE id = ${selector.accountId}`))}`;
  const field = `${selector.in === "attribute" ? "attribute " : ""}${selector.path}`;
  return `${field} = ${selector.hint}${selector.ignoresCase ? ", whatever its case" : ""}`;
}
