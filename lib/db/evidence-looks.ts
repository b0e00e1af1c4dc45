import type { ClassEvidence } from "@/lib/core/failures/evidence/evidence";
import type { Sql, Tx } from "./connect";
import type { AskState, FindingRow } from "./evidence";
import { execute, firstRow, rows, sql } from "./query";

export interface Look {
  readonly classId: string;
  readonly accountId: string;
  readonly region: string;
  /** Tells this look from another that took the class over. */
  readonly startedAt: string;
  /** This one included. */
  readonly looks: number;
  /** How often a look of this wish was begun and never ended. */
  readonly interrupted: number;
  /** Nobody asked for it. */
  readonly isByItself: boolean;
  readonly anchorArn: string;
  readonly keepsText: boolean;
}
interface PlaceOf {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Wishes of the worker's own: classes that are news and carry no error, of which nothing was found; those that came back,
 * since what was found speaks of the time before; and those whose logs were refused once that may have changed.
 */
export async function askForNews(db: Sql, { accountId, region }: PlaceOf): Promise<number> {
  return execute(
    db,
    sql`INSERT INTO class_evidence_ask (class_id, account_id, region, asked_at, asked_by, state, next_look_at)
        SELECT c.id, c.account_id, c.region, dlo_now(), 'worker', 'asked', dlo_now()
        FROM failure_class c LEFT JOIN class_evidence_ask a ON a.class_id = c.id
        LEFT JOIN capability_state l ON l.account_id = c.account_id AND l.region = c.region AND l.feature = 'logs'
        WHERE c.account_id = ${accountId} AND c.region = ${region} AND c.status IN ('new', 'ongoing', 'regressed', 'escalating') AND c.record = 'messages'
          AND c.normalised_error = '' AND c.merged_into IS NULL
          AND ((a.class_id IS NULL AND c.evidence IS NULL) OR (a.state = 'nothing-found' AND a.done_at < c.status_at)
            OR (a.state = 'found' AND c.status = 'regressed' AND a.done_at < c.status_at)
            OR (a.state = 'refused' AND (l.ok_at > a.done_at OR greatest(a.done_at, l.checked_at) < dlo_now() - interval '1 hour')))
        ON CONFLICT (class_id) DO UPDATE SET asked_at = dlo_now(), asked_by = EXCLUDED.asked_by, state = 'asked', next_look_at = dlo_now(), looks = 0,
          interrupted = 0, started_at = NULL, done_at = NULL, calls = 0, note = NULL`,
  );
}

/** After this long a look that neither ended nor failed is taken for dead. */
const DEAD_AFTER = sql`interval '2 minutes'`;

/** Takes the next class to look at and marks the look as begun; people's wishes first, and what a death left behind. */
export function beginLook(tx: Tx, { accountId, region }: PlaceOf): Promise<Look | undefined> {
  return firstRow<Look>(
    tx,
    sql`UPDATE class_evidence_ask a SET state = 'looking', started_at = dlo_now(), looks = a.looks + (a.state = 'asked')::int,
          interrupted = a.interrupted + (a.state = 'looking')::int
        FROM failure_class c LEFT JOIN queue q ON q.id = c.queue_id
        WHERE c.id = a.class_id AND a.class_id = (
          SELECT w.class_id FROM class_evidence_ask w WHERE w.account_id = ${accountId} AND w.region = ${region}
            AND ((w.state = 'asked' AND w.next_look_at <= dlo_now()) OR (w.state = 'looking' AND w.started_at < dlo_now() - ${DEAD_AFTER}))
          ORDER BY (w.asked_by = 'worker'), w.next_look_at, w.class_id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING a.class_id, a.account_id, a.region, a.started_at, a.looks, a.interrupted, a.asked_by = 'worker' AS is_by_itself, c.anchor_arn, coalesce(q.capture IN ('masked', 'whole'), false) AS keeps_text`,
  );
}

/** How a look ended. `againSeconds`: it is asked again by then. */
export interface LookEnd {
  readonly state: AskState;
  readonly note: string;
  readonly calls: number;
  readonly againSeconds?: number | undefined;
}

/** Ends a look; false when another took the class over meanwhile. */
export async function endLook(tx: Tx, { classId, startedAt }: Look, end: LookEnd): Promise<boolean> {
  const { state, note, calls, againSeconds } = end;
  const ended = await execute(
    tx,
    sql`UPDATE class_evidence_ask SET state = ${state}, note = ${note}, calls = calls + ${calls}, done_at = CASE WHEN ${state} = 'asked' THEN NULL ELSE dlo_now() END,
          next_look_at = dlo_now() + make_interval(secs => ${againSeconds ?? 0})
        WHERE class_id = ${classId} AND state = 'looking' AND started_at = ${startedAt}::timestamptz`,
  );
  return ended === 1;
}

/** A look that came to nothing: it is asked again, as if it had not been. False when it had ended already, or was taken over. */
export async function postponeLook(
  tx: Tx,
  { classId, startedAt }: Look,
  note: string,
  againSeconds: number,
): Promise<boolean> {
  const postponed = await execute(
    tx,
    sql`UPDATE class_evidence_ask SET state = 'asked', looks = looks - 1, note = ${note}, next_look_at = dlo_now() + make_interval(secs => ${againSeconds})
        WHERE class_id = ${classId} AND state = 'looking' AND started_at = ${startedAt}::timestamptz`,
  );
  return postponed === 1;
}

/** Keeps what was found of these messages, in place of what was known of them; `isFirst` clears what an older wish found. */
export async function keepEvidence(
  tx: Tx,
  look: Look,
  findings: readonly FindingRow[],
  isFirst: boolean,
): Promise<void> {
  const { classId, accountId } = look;
  if (isFirst) await execute(tx, sql`DELETE FROM class_evidence WHERE class_id = ${classId}`);
  for (const one of findings)
    await execute(
      tx,
      sql`INSERT INTO class_evidence (class_id, message_row_id, account_id, message_id, rung, confidence, text, cause_kind, cause_reason, normalised_error, source_name, at, lines, found_at)
          VALUES (${classId}, ${one.messageRowId}, ${accountId}, ${one.messageId}, ${one.rung}, ${one.confidence}, ${storable(one.text)}, ${one.causeKind},
            ${storable(one.causeReason)}, ${one.normalisedError === null ? null : storable(one.normalisedError)}, ${one.sourceName}, ${one.at}::timestamptz,
            ${storable(JSON.stringify(one.lines.map(({ at, text }) => ({ at, text: storable(text) }))))}::jsonb, dlo_now())
          ON CONFLICT (class_id, message_row_id) DO UPDATE SET rung = EXCLUDED.rung, confidence = EXCLUDED.confidence, text = EXCLUDED.text, cause_kind = EXCLUDED.cause_kind,
            cause_reason = EXCLUDED.cause_reason, normalised_error = EXCLUDED.normalised_error, source_name = EXCLUDED.source_name, at = EXCLUDED.at, lines = EXCLUDED.lines,
            found_at = EXCLUDED.found_at`,
    );
}

/** What the class shows of it; null takes back what an older wish found. The cause that its messages tell stays as it is. */
export async function saveClassEvidence(tx: Tx, classId: string, evidence: ClassEvidence | null): Promise<void> {
  const json = evidence === null ? null : storable(JSON.stringify(evidence));
  await execute(tx, sql`UPDATE failure_class SET evidence = ${json}::jsonb WHERE id = ${classId}`);
}

export interface Sample {
  readonly id: string;
  readonly messageId: string;
  readonly bodyId: string | null;
  readonly sentAt: string | null;
  readonly firstReceivedAt: string | null;
  readonly firstSeenAt: string;
  readonly sourceQueueArn: string | null;
  readonly maxReceiveCount: number | null;
  readonly visibilityTimeoutSeconds: number | null;
}
const LATEST = 500;

/** Up to `count` messages of a class: the newest, and others spread over those before. Likely bystanders come last. */
export function listEvidenceSamples(db: Sql, classId: string, count: number): Promise<Sample[]> {
  return rows<Sample>(
    db,
    sql`WITH latest AS (SELECT f.* FROM failed_message f WHERE f.class_id = ${classId} AND NOT f.is_tombstone ORDER BY f.first_seen_at DESC, f.id DESC LIMIT ${LATEST}),
          ranked AS (SELECT l.*, row_number() OVER w AS place, ntile(${count}::int) OVER w AS part FROM latest l
                     WINDOW w AS (ORDER BY (l.bystander_reason IS NOT NULL), l.first_seen_at DESC, l.sent_at DESC NULLS LAST, l.id DESC))
        SELECT DISTINCT ON (r.part) r.id, r.message_id, r.body_id, r.sent_at, r.first_received_at, r.first_seen_at, r.source_queue_arn, s.max_receive_count, s.visibility_timeout_seconds
        FROM ranked r LEFT JOIN queue s ON s.arn = r.source_queue_arn AND s.deleted_at IS NULL ORDER BY r.part, r.place`,
  );
}

export interface Consumer {
  readonly arn: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly logGroup: string | null;
}
/** The function of this account and Region that consumes the queue, or that the ARN itself names, as the inventory knows it. */
export function findConsumer(db: Sql, { accountId, region }: PlaceOf, arn: string): Promise<Consumer | undefined> {
  return firstRow<Consumer>(
    db,
    sql`SELECT f.arn, f.name, (f.config->>'timeoutSeconds')::int AS timeout_seconds, f.config->>'logGroup' AS log_group
        FROM resource f WHERE f.kind = 'function' AND f.deleted_at IS NULL AND f.account_id = ${accountId} AND f.region = ${region}
          AND (f.arn = ${arn} OR EXISTS (SELECT 1 FROM resource_edge taken JOIN resource m ON m.id = taken.resource_id AND m.deleted_at IS NULL
            JOIN resource_edge given ON given.resource_id = m.id AND given.kind = 'delivers'
            WHERE taken.from_arn = ${arn} AND taken.kind = 'consumes' AND given.to_arn = f.arn AND coalesce((m.config->>'isEnabled')::boolean, true)))
        ORDER BY f.arn LIMIT 1`,
  );
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
