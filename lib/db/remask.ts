import type { ClassEvidence } from "@/lib/core/failures/evidence/evidence";
import type { RuleGrouping } from "@/lib/core/failures/rules/apply";
import type { RegroupTally } from "@/lib/core/failures/rules/regroup";
import { ERASED_TEXT } from "@/lib/core/privacy/erasure";
import type { Sql, Tx } from "./connect";
import type { Prisma } from "./generated/client";
import { execute, firstRow, rows, sql } from "./query";

/** What is kept in clear and may hold what messages hold, in the order in which it is masked again: what is shown as it stands first. */
export const REMASK_PARTS = ["classes", "evidence", "executions", "regroups", "messages"] as const;
export type RemaskPart = (typeof REMASK_PARTS)[number];

/** How many rows there are to look at now. */
export async function countKeptInClear(db: Sql): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT (SELECT count(*) FROM failed_message) + (SELECT count(*) FROM failure_class) + (SELECT count(*) FROM class_evidence)
          + (SELECT count(*) FROM failed_execution) + (SELECT count(*) FROM regroup) AS count`,
  );
  return row?.count ?? 0;
}

/** Rows have a `position` that none shares, two keys with a blank between them where one is not enough. */
const keysIn = (position: string) => {
  const [first = "", second = ""] = position.split(" ");
  return { first, second };
};

export interface KeptMessage {
  readonly position: string;
  readonly messageId: string;
  readonly queueId: string;
  readonly accountId: string;
  readonly region: string;
  readonly bodyId: string | null;
  readonly bodyBytes: number;
  readonly groupId: string | null;
  readonly errorText: string | null;
  readonly preview: string | null;
  readonly messageType: string;
  readonly shape: string;
  readonly causeReason: string;
  readonly body: string | null;
  readonly attributes: string | null;
}
export function listKeptMessages(db: Sql, after: string, limit: number): Promise<KeptMessage[]> {
  return rows<KeptMessage>(
    db,
    sql`SELECT f.id AS position, f.message_id, f.queue_id, f.account_id, f.region, f.body_id, f.body_bytes, f.group_id, f.error_text, f.preview, f.message_type, f.shape,
          f.cause_reason, p.body::text AS body, p.attributes::text AS attributes
        FROM failed_message f LEFT JOIN message_projection p ON p.message_row_id = f.id WHERE f.id > ${after} ORDER BY f.id LIMIT ${limit}`,
  );
}

export interface RemaskedMessage {
  readonly known: KeptMessage;
  readonly groupId: string | null;
  readonly errorText: string | null;
  readonly preview: string | null;
  readonly messageType: string;
  readonly shape: string;
  readonly causeReason: string;
  readonly body: string | null;
  readonly attributes: string | null;
}
/**
 * Writes what is masked otherwise now. A column that was erased or changed since it was read keeps what it has now; the
 * others of its row are masked all the same.
 */
export async function saveRemasked(tx: Tx, messages: readonly RemaskedMessage[]): Promise<void> {
  const of = <T>(read: (message: RemaskedMessage) => T) => messages.map(read);
  const ids = of(({ known }) => known.position);
  const unless = (column: Prisma.Sql, known: Prisma.Sql) =>
    sql`${column} = CASE WHEN f.${column} = u.${known} THEN u.${column} ELSE f.${column} END`;
  await execute(tx, sql`SELECT 1 FROM failed_message WHERE id = ANY(${ids}::text[]) ORDER BY id FOR UPDATE`);
  await execute(
    tx,
    sql`UPDATE failed_message f SET message_type = u.message_type, shape = u.shape, ${unless(sql`group_id`, sql`known_group`)},
          ${unless(sql`error_text`, sql`known_error`)}, ${unless(sql`preview`, sql`known_preview`)}, ${unless(sql`cause_reason`, sql`known_reason`)}
        FROM unnest(${ids}::text[], ${of((m) => m.groupId)}::text[], ${of((m) => m.errorText)}::text[], ${of((m) => m.preview)}::text[], ${of((m) => m.messageType)}::text[],
            ${of((m) => m.shape)}::text[], ${of((m) => m.causeReason)}::text[], ${of((m) => m.known.causeReason)}::text[], ${of((m) => m.known.errorText)}::text[],
            ${of((m) => m.known.preview)}::text[], ${of((m) => m.known.groupId)}::text[])
          AS u(id, group_id, error_text, preview, message_type, shape, cause_reason, known_reason, known_error, known_preview, known_group)
        WHERE f.id = u.id AND (u.known_group, u.known_error, u.known_preview, f.message_type, f.shape, u.known_reason)
            IS DISTINCT FROM (u.group_id, u.error_text, u.preview, u.message_type, u.shape, u.cause_reason)`,
  );
  await execute(
    tx,
    sql`UPDATE message_projection p SET body = u.body, attributes = u.attributes
        FROM (SELECT id, body::jsonb AS body, attributes::jsonb AS attributes
              FROM unnest(${ids}::text[], ${of((m) => m.body)}::text[], ${of((m) => m.attributes)}::text[]) AS t(id, body, attributes)) u
        WHERE p.message_row_id = u.id AND u.attributes IS NOT NULL AND (p.body, p.attributes) IS DISTINCT FROM (u.body, u.attributes)`,
  );
}

/**
 * The class that a failure's own fingerprint made is called anew where masks are or were in what it is called. What was
 * erased, not captured, or named by a rule of grouping stays.
 */
export async function renameClass(
  tx: Tx,
  place: {
    readonly accountId: string;
    readonly region: string;
    readonly fingerprint: string;
    readonly version: number;
  },
  words: { readonly isMasked: boolean; readonly normalisedError: string; readonly title: string },
): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class c SET normalised_error = ${words.normalisedError}, title = ${words.title} FROM class_fingerprint k
        WHERE k.account_id = ${place.accountId} AND k.region = ${place.region} AND k.fingerprint = ${place.fingerprint} AND k.version = ${place.version}
          AND c.id = k.home_class_id AND c.normalised_error NOT IN ('', 'not captured', ${ERASED_TEXT}) AND c.grouping->>'label' IS NULL
          AND (${words.isMasked} OR c.normalised_error LIKE '%‹%›%') AND c.normalised_error <> ${words.normalisedError}`,
  );
}

export interface KeptWords {
  readonly position: string;
  readonly title: string;
  readonly normalisedError: string;
  readonly messageType: string;
  readonly causeReason: string;
  readonly grouping: RuleGrouping | null;
  readonly evidence: ClassEvidence | null;
}
export function listKeptWords(db: Sql, after: string, limit: number): Promise<KeptWords[]> {
  return rows<KeptWords>(
    db,
    sql`SELECT id AS position, title, normalised_error, message_type, cause_reason, grouping, evidence FROM failure_class WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  );
}
export async function saveWords(tx: Tx, known: KeptWords, now: KeptWords): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await execute(
    tx,
    sql`UPDATE failure_class SET title = ${now.title}, normalised_error = ${now.normalisedError}, message_type = ${now.messageType}, cause_reason = ${now.causeReason},
          grouping = ${json(now.grouping)}::jsonb, evidence = ${json(now.evidence)}::jsonb
        WHERE id = ${known.position} AND title = ${known.title} AND normalised_error = ${known.normalisedError} AND evidence IS NOT DISTINCT FROM ${json(known.evidence)}::jsonb`,
  );
}

export interface KeptFinding {
  readonly position: string;
  readonly classId: string;
  readonly messageRowId: string;
  readonly text: string;
  readonly causeReason: string;
  readonly normalisedError: string | null;
  readonly lines: { at: string; text: string }[];
}
export function listKeptFindings(db: Sql, after: string, limit: number): Promise<KeptFinding[]> {
  const { first, second } = keysIn(after);
  return rows<KeptFinding>(
    db,
    sql`SELECT class_id || ' ' || message_row_id AS position, class_id, message_row_id, text, cause_reason, normalised_error, lines FROM class_evidence
        WHERE (class_id, message_row_id) > (${first}, ${second}) ORDER BY class_id, message_row_id LIMIT ${limit}`,
  );
}
export async function saveFinding(tx: Tx, known: KeptFinding, now: KeptFinding): Promise<void> {
  await execute(
    tx,
    sql`UPDATE class_evidence SET text = ${now.text}, cause_reason = ${now.causeReason}, normalised_error = ${now.normalisedError}, lines = ${JSON.stringify(now.lines)}::jsonb
        WHERE class_id = ${known.classId} AND message_row_id = ${known.messageRowId} AND text = ${known.text} AND lines = ${JSON.stringify(known.lines)}::jsonb`,
  );
}

export interface KeptExecution {
  readonly position: string;
  readonly error: string | null;
  readonly cause: string | null;
}
const MS = sql`(extract(epoch FROM stopped_at) * 1000)::bigint`;
const atMs = (ms: string) => sql`to_timestamp(${Number(ms || 0) / 1000}::float8)::timestamptz(3)`;
export function listKeptExecutions(db: Sql, after: string, limit: number): Promise<KeptExecution[]> {
  const { first, second } = keysIn(after);
  return rows<KeptExecution>(
    db,
    sql`SELECT execution_arn || ' ' || ${MS} AS position, error, cause FROM failed_execution
        WHERE (execution_arn, stopped_at) > (${first}, ${atMs(second)}) ORDER BY execution_arn, stopped_at LIMIT ${limit}`,
  );
}
export async function saveExecution(tx: Tx, known: KeptExecution, now: KeptExecution): Promise<void> {
  const { first, second } = keysIn(known.position);
  await execute(
    tx,
    sql`UPDATE failed_execution SET error = ${now.error}, cause = ${now.cause}
        WHERE execution_arn = ${first} AND stopped_at = ${atMs(second)} AND error IS NOT DISTINCT FROM ${known.error} AND cause IS NOT DISTINCT FROM ${known.cause}`,
  );
}

export interface KeptTally {
  readonly position: string;
  readonly preview: RegroupTally | null;
  readonly applied: RegroupTally | null;
}
export function listKeptTallies(db: Sql, after: string, limit: number): Promise<KeptTally[]> {
  return rows<KeptTally>(
    db,
    sql`SELECT id AS position, preview, applied FROM regroup WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  );
}
/** One that goes on meanwhile writes titles that are masked by the same rules. */
export async function saveTallies(tx: Tx, known: KeptTally, now: KeptTally): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await execute(
    tx,
    sql`UPDATE regroup SET preview = ${json(now.preview)}::jsonb, applied = ${json(now.applied)}::jsonb
        WHERE id = ${known.position} AND preview IS NOT DISTINCT FROM ${json(known.preview)}::jsonb AND applied IS NOT DISTINCT FROM ${json(known.applied)}::jsonb`,
  );
}
