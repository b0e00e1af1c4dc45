import type { Scope } from "@/lib/core/access/scope";
import type { Confidence, Rung } from "@/lib/core/failures/evidence/evidence";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

export type AskState = "asked" | "looking" | "found" | "nothing-found" | "refused";

export interface EvidenceAsk {
  readonly classId: string;
  readonly accountId: string;
  readonly state: AskState;
  readonly askedAt: string;
  readonly doneAt: string | null;
  readonly looks: number;
  readonly note: string | null;
}
const ASK = sql`a.class_id, a.account_id, a.state, a.asked_at, a.done_at, a.looks, a.note`;

export function findAsk(db: Sql, scope: Scope, classId: string): Promise<EvidenceAsk | undefined> {
  return firstRow<EvidenceAsk>(
    db,
    sql`SELECT ${ASK} FROM class_evidence_ask a WHERE a.class_id = ${classId} AND ${classInScopeSql(scope, sql`a.account_id`, sql`a.class_id`)}`,
  );
}

/** Asks the worker to look; false when a look is on its way already, which then answers this wish too. */
export async function askForEvidence(
  tx: Tx,
  failureClass: { readonly id: string; readonly accountId: string; readonly region: string },
  by: string,
): Promise<boolean> {
  const { id, accountId, region } = failureClass;
  const asked = await execute(
    tx,
    sql`INSERT INTO class_evidence_ask AS a (class_id, account_id, region, asked_at, asked_by, state, next_look_at)
        VALUES (${id}, ${accountId}, ${region}, dlo_now(), ${by}, 'asked', dlo_now())
        ON CONFLICT (class_id) DO UPDATE SET asked_at = dlo_now(), asked_by = EXCLUDED.asked_by, state = 'asked', next_look_at = dlo_now(), looks = 0,
          interrupted = 0, started_at = NULL, done_at = NULL, calls = 0, note = NULL
        WHERE a.state <> 'looking' AND NOT (a.state = 'asked' AND a.looks = 0 AND a.note IS NULL)`,
  );
  return asked === 1;
}

/** One message's finding. Texts come ready: no error text at all where the queue is not captured whole. */
export interface FindingRow {
  readonly messageRowId: string;
  readonly messageId: string;
  readonly rung: Rung;
  readonly confidence: Confidence;
  readonly text: string;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly normalisedError: string | null;
  readonly sourceName: string;
  readonly at: string | null;
  readonly lines: { at: string; text: string }[];
}

/** The findings of a class, those of the newest messages first; what was found beside a message that left it is not of it. */
export function listEvidence(db: Sql, scope: Scope, classId: string): Promise<FindingRow[]> {
  return rows<FindingRow>(
    db,
    sql`SELECT message_row_id, message_id, rung, confidence, text, cause_kind, cause_reason, normalised_error, source_name, at, lines
        FROM class_evidence e WHERE e.class_id = ${classId} AND ${classInScopeSql(scope, sql`e.account_id`, sql`e.class_id`)}
          AND EXISTS (SELECT 1 FROM failed_message f WHERE f.id = e.message_row_id AND f.class_id = e.class_id) ORDER BY e.message_row_id DESC`,
  );
}

const THIS_HOUR = sql`date_trunc('hour', dlo_now())`;

/** How many calls this hour took so far in an account and Region. */
export async function spentCalls(db: Sql, accountId: string, region: string): Promise<number> {
  const row = await firstRow<{ calls: number }>(
    db,
    sql`SELECT calls FROM evidence_spent WHERE account_id = ${accountId} AND region = ${region} AND hour = ${THIS_HOUR}`,
  );
  return row?.calls ?? 0;
}

export interface Reserved {
  readonly hour: string;
  readonly calls: number;
}
/** Takes up to `wanted` calls out of the hour's budget before they are made: a death in between leaves them spent. */
export async function reserveCalls(
  tx: Tx,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  wanted: number,
  most: number,
): Promise<Reserved> {
  await execute(
    tx,
    sql`INSERT INTO evidence_spent (account_id, region, hour, calls) VALUES (${accountId}, ${region}, ${THIS_HOUR}, 0) ON CONFLICT DO NOTHING`,
  );
  const row = await firstRow<Reserved>(
    tx,
    sql`WITH left_over AS (SELECT hour, greatest(0, least(${wanted}::int, ${most}::int - calls)) AS calls FROM evidence_spent
                           WHERE account_id = ${accountId} AND region = ${region} AND hour = ${THIS_HOUR} FOR UPDATE)
        UPDATE evidence_spent s SET calls = s.calls + l.calls FROM left_over l
        WHERE s.account_id = ${accountId} AND s.region = ${region} AND s.hour = l.hour RETURNING s.hour, l.calls`,
  );
  return row ?? { hour: new Date(0).toISOString(), calls: 0 };
}

/** Gives back what was reserved and not used. */
export async function giveBackCalls(
  tx: Tx,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  hour: string,
  unused: number,
): Promise<void> {
  if (unused <= 0) return;
  await execute(
    tx,
    sql`UPDATE evidence_spent SET calls = greatest(0, calls - ${unused}::int) WHERE account_id = ${accountId} AND region = ${region} AND hour = ${hour}::timestamptz`,
  );
}

/** Forgets which hours took how many calls, once they are over. */
export async function forgetSpent(db: Sql): Promise<void> {
  await execute(db, sql`DELETE FROM evidence_spent WHERE hour < ${THIS_HOUR} - interval '1 day'`);
}

/** What was found of messages that have gone to other classes says nothing of those that stayed: they may be looked at again. */
export async function forgetEvidence(tx: Tx, classIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class SET evidence = NULL WHERE id = ANY(${[...classIds]}::text[]) AND evidence IS NOT NULL`,
  );
  await execute(
    tx,
    sql`UPDATE class_evidence_ask SET state = 'nothing-found', done_at = 'epoch' WHERE class_id = ANY(${[...classIds]}::text[]) AND state = 'found'`,
  );
}
