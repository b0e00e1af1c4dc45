import type { Scope } from "@/lib/core/access/scope";
import type { ReplayState } from "@/lib/core/replays/replay-state";
import type { Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ReplayRow {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly archiveArn: string;
  /** Null when the archive is not in the inventory any more. */
  readonly archiveId: string | null;
  readonly busArn: string | null;
  /** Null: every rule of the bus, where `isDescribed`; else nobody knows. */
  readonly ruleArns: string[] | null;
  readonly isDescribed: boolean;
  readonly from: string;
  readonly until: string;
  readonly state: ReplayState;
  readonly stateReason: string | null;
  readonly lastReplayedAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly runId: string | null;
  readonly runNumber: number | null;
  readonly requestedByName: string | null;
  readonly notedAt: string;
  readonly seenAt: string | null;
  readonly forgottenAt: string | null;
}

const COLUMNS = sql`y.id, y.name, y.account_id, a.name AS account_name, y.region, y.archive_arn, v.id AS archive_id, y.bus_arn, y.rule_arns, y.is_described,
  y.event_from AS "from", y.event_until AS "until", y.state, y.state_reason, y.last_replayed_at, y.started_at, y.ended_at, y.run_id, r.number AS run_number,
  r.requested_by_name, y.noted_at, y.seen_at, y.forgotten_at`;
const FROM = sql`FROM replay y JOIN account a ON a.id = y.account_id AND a.removed_at IS NULL LEFT JOIN run r ON r.id = y.run_id
  LEFT JOIN resource v ON v.arn = y.archive_arn AND v.deleted_at IS NULL`;

export interface ReplayFilter extends PageRequest {
  readonly archiveArn?: string | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly state?: ReplayState | undefined;
}

/** Replays of archives in the scope, ours and others', the last noted first; also those that EventBridge has forgotten. */
export async function listReplays(db: Sql, scope: Scope, filter: ReplayFilter): Promise<Page<ReplayRow>> {
  const [at, id] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const where = sql`${inScopeSql(scope, sql`y.account_id`, sql`y.archive_arn`)}
    AND (${filter.archiveArn ?? null}::text IS NULL OR y.archive_arn = ${filter.archiveArn ?? null})
    AND (${filter.accountId ?? null}::text IS NULL OR y.account_id = ${filter.accountId ?? null})
    AND (${filter.region ?? null}::text IS NULL OR y.region = ${filter.region ?? null})
    AND (${filter.state ?? null}::text IS NULL OR y.state = ${filter.state ?? null})`;
  const found = await rows<ReplayRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE ${where} AND (${id}::text IS NULL OR (y.noted_at, y.id) < (${at}::timestamptz, ${id}::text))
        ORDER BY y.noted_at DESC, y.id DESC LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(db, sql`SELECT count(*)::int AS count ${FROM} WHERE ${where}`);
  return pageFrom(found, filter.limit, (row) => [row.notedAt, row.id], total?.count ?? 0);
}

export function getReplay(db: Sql, scope: Scope, id: string): Promise<ReplayRow | undefined> {
  return firstRow<ReplayRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE y.id = ${id} AND ${inScopeSql(scope, sql`y.account_id`, sql`y.archive_arn`)}`,
  );
}

export interface ReplayPlace {
  readonly accountId: string;
  readonly region: string;
}

/** Whoever else gathers replays of the bus of this archive waits until the transaction ends: then it sees what was decided. */
export async function lockReplays(tx: Sql, archiveId: string): Promise<void> {
  await execute(
    tx,
    sql`SELECT pg_advisory_xact_lock(hashtextextended('replays ' || coalesce((SELECT config ->> 'busArn' FROM resource WHERE id = ${archiveId}), ''), 0))`,
  );
}

/** Replays onto a bus, or of an archive whose bus nobody read: those that may have covered the same. */
export function listReplaysOnto(
  db: Sql,
  place: ReplayPlace,
  bus: { readonly busArn: string; readonly archiveArn: string },
): Promise<ReplayRow[]> {
  return rows<ReplayRow>(
    db,
    sql`SELECT ${COLUMNS} ${FROM} WHERE y.account_id = ${place.accountId} AND y.region = ${place.region}
          AND (y.bus_arn = ${bus.busArn} OR (y.bus_arn IS NULL AND y.archive_arn = ${bus.archiveArn}))
        ORDER BY y.noted_at DESC LIMIT 500`,
  );
}

/** A run that is about to start a replay and has not begun to. */
export interface WaitingReplay {
  readonly runNumber: number;
  readonly requestedByName: string;
  readonly from: string;
  readonly until: string;
  readonly ruleArns: string[] | null;
}
/** Applied plans of replays onto a bus that have no replay yet. */
export function listWaitingReplays(db: Sql, place: ReplayPlace, busArn: string): Promise<WaitingReplay[]> {
  return rows<WaitingReplay>(
    db,
    sql`SELECT r.number AS run_number, r.requested_by_name, p.detail #>> '{replay,from}' AS "from", p.detail #>> '{replay,until}' AS "until",
          CASE WHEN jsonb_typeof(p.detail #> '{replay,ruleArns}') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(p.detail #> '{replay,ruleArns}')) END AS rule_arns
        FROM run r JOIN plan p ON p.id = r.plan_id
        WHERE r.account_id = ${place.accountId} AND r.region = ${place.region} AND r.action = 'replay' AND p.detail #>> '{replay,busArn}' = ${busArn}
          AND r.state IN ('requested', 'waiting', 'running', 'paused') AND NOT EXISTS (SELECT 1 FROM replay y WHERE y.run_id = r.id)
        ORDER BY r.number`,
  );
}

/** How many replays are active in a place, as far as anybody saw; AWS allows ten. */
export async function countActiveReplays(db: Sql, place: ReplayPlace): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM replay WHERE account_id = ${place.accountId} AND region = ${place.region}
          AND state IN ('starting', 'running', 'cancelling')`,
  );
  return row?.count ?? 0;
}
