import type { MessageKind, RetentionKind } from "@/lib/core/privacy/kinds";
import type { RetentionPlace } from "@/lib/core/privacy/retention";
import type { Sql, Tx } from "./connect";
import { EXECUTION_ID } from "./erase-content";
import { OPEN_RUN } from "./erasure-find";
import type { Prisma } from "./generated/client";
import { HOLD_ON_EXECUTION, HOLD_ON_MESSAGE } from "./holds";
import { execute, firstRow, rows, sql } from "./query";

/** Every queue that was ever known, those of removed accounts too: what was kept of them goes by the same rules. */
export function listQueuePlaces(db: Sql): Promise<(RetentionPlace & { queueId: string })[]> {
  return rows(
    db,
    sql`SELECT q.id AS queue_id, q.account_id, a.environment FROM queue q JOIN account a ON a.id = q.account_id ORDER BY q.id`,
  );
}
export function listAccountPlaces(db: Sql): Promise<RetentionPlace[]> {
  return rows(db, sql`SELECT NULL AS queue_id, id AS account_id, environment FROM account ORDER BY id`);
}

const HAS: Record<MessageKind, (cutoff: Prisma.Sql) => Prisma.Sql> = {
  body: (cutoff) =>
    sql`(f.body_id IS NOT NULL OR f.id IN (SELECT e.message_row_id FROM message_edit e WHERE e.body_id IS NOT NULL)) AND f.first_seen_at < ${cutoff}`,
  preview: (cutoff) => sql`f.preview IS NOT NULL AND f.first_seen_at < ${cutoff}`,
  projection: (cutoff) =>
    sql`f.first_seen_at < ${cutoff} AND EXISTS (SELECT 1 FROM message_projection p WHERE p.message_row_id = f.id)`,
  errorText: (cutoff) => sql`f.error_text IS NOT NULL AND f.first_seen_at < ${cutoff}`,
  evidence: (cutoff) => sql`f.id IN (SELECT x.message_row_id FROM class_evidence x WHERE x.found_at < ${cutoff})`,
  vault: (cutoff) =>
    sql`f.id IN (SELECT v.message_row_id FROM vault_item v WHERE v.state IN ('kept', 'restored') AND v.stored_at < ${cutoff})`,
};
const cutoffOf = (days: number) => sql`dlo_now() - make_interval(days => ${days})`;
// An execution has no message: its NULL would make every message's answer unknown.
const OPEN_PLAN = sql`f.id IN (SELECT i.message_row_id FROM plan x JOIN plan_item i ON i.plan_id = x.id
  WHERE i.message_row_id IS NOT NULL AND x.state IN ('draft', 'awaiting-approval', 'approved') AND x.expires_at > dlo_now())`;
const NAMED = sql`(${OPEN_RUN} IS NOT NULL OR ${OPEN_PLAN})`;

export interface DueMessages {
  readonly kind: MessageKind;
  readonly days: number;
  readonly queueIds: readonly string[];
}
const isDue = ({ kind, days, queueIds }: DueMessages) =>
  sql`f.queue_id = ANY(${[...queueIds]}::text[]) AND ${HAS[kind](cutoffOf(days))}`;

/** Messages whose time is over for a kind, that nothing holds and nothing works with. */
export async function listDueMessages(tx: Tx, due: DueMessages, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT f.id FROM failed_message f WHERE ${isDue(due)} AND NOT ${NAMED} AND ${HOLD_ON_MESSAGE} IS NULL ORDER BY f.id LIMIT ${limit}`,
  );
  return found.map(({ id }) => id);
}
/** Of these the ones of which that is still so, asked after they were locked. */
export async function stillDue(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT f.id FROM failed_message f WHERE f.id = ANY(${[...ids]}::text[]) AND NOT ${NAMED} AND ${HOLD_ON_MESSAGE} IS NULL ORDER BY f.id`,
  );
  return found.map(({ id }) => id);
}

export interface DueCount {
  readonly goes: number;
  readonly keptByHold: number;
  readonly keptByPlan: number;
  readonly onlyCopies: number;
}
const NOTHING: DueCount = { goes: 0, keptByHold: 0, keptByPlan: 0, onlyCopies: 0 };

/** How many would go now, and what keeps others back. */
export async function countDueMessages(db: Sql, due: DueMessages): Promise<DueCount> {
  const row = await firstRow<DueCount>(
    db,
    sql`SELECT count(*) FILTER (WHERE NOT x.is_held AND NOT x.is_named)::int AS goes, count(*) FILTER (WHERE x.is_held)::int AS kept_by_hold,
          count(*) FILTER (WHERE x.is_named AND NOT x.is_held)::int AS kept_by_plan,
          count(*) FILTER (WHERE ${due.kind === "vault"} AND x.is_vaulted AND NOT x.is_held AND NOT x.is_named)::int AS only_copies
        FROM (SELECT ${HOLD_ON_MESSAGE} IS NOT NULL AS is_held, ${NAMED} AS is_named, f.state = 'vaulted' AS is_vaulted FROM failed_message f WHERE ${isDue(due)}) x`,
  );
  return row ?? NOTHING;
}

export interface DueExecutions {
  readonly days: number;
  readonly accountIds: readonly string[];
}
const isDueExecution = ({ days, accountIds }: DueExecutions) =>
  sql`e.account_id = ANY(${[...accountIds]}::text[]) AND e.stopped_at < ${cutoffOf(days)} AND (e.error IS NOT NULL OR e.cause IS NOT NULL)`;

export async function listDueExecutions(tx: Tx, due: DueExecutions, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`SELECT ${EXECUTION_ID} AS id FROM failed_execution e WHERE ${isDueExecution(due)} AND ${HOLD_ON_EXECUTION} IS NULL ORDER BY 1 LIMIT ${limit}`,
  );
  return found.map(({ id }) => id);
}
export async function countDueExecutions(db: Sql, due: DueExecutions): Promise<DueCount> {
  const row = await firstRow<Pick<DueCount, "goes" | "keptByHold">>(
    db,
    sql`SELECT count(*) FILTER (WHERE NOT x.is_held)::int AS goes, count(*) FILTER (WHERE x.is_held)::int AS kept_by_hold
        FROM (SELECT ${HOLD_ON_EXECUTION} IS NOT NULL AS is_held FROM failed_execution e WHERE ${isDueExecution(due)}) x`,
  );
  return { ...NOTHING, ...row };
}

/** Forgets executions past these days with all that was kept of them; held ones stay, if the caller locked against holds. */
export async function forgetExecutions(tx: Tx, days: number): Promise<void> {
  await execute(
    tx,
    sql`DELETE FROM failed_execution e WHERE e.stopped_at < dlo_now() - make_interval(days => ${days}) AND ${HOLD_ON_EXECUTION} IS NULL`,
  );
}

export interface RetentionRound {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly erased: Partial<Record<RetentionKind, number>>;
  readonly keptByHold: number;
  readonly keptByPlan: number;
}
/** Second copies of erased items that still are in their bucket. */
export async function countCopiesLeft(db: Sql): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM vault_copy y JOIN vault_item v ON v.id = y.vault_item_id WHERE v.state = 'erased'`,
  );
  return row?.count ?? 0;
}
