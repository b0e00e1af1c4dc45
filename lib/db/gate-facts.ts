import type { Scope } from "@/lib/core/access/scope";
import type { CauseKind } from "@/lib/core/failures/cause-kind";
import type { SeenChange } from "@/lib/core/plans/checks/consumer-span";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** Changes of these things, oldest first; of very many the newest. */
export function listChangesOf(db: Sql, arns: readonly string[]): Promise<SeenChange[]> {
  return rows<SeenChange>(
    db,
    sql`SELECT * FROM (SELECT c.arn, c.kind, c.field, c.before, c.after, c.at, c.since, c.changed_at, c.changed_by FROM config_change c
        WHERE c.arn = ANY(${[...arns]}::text[]) ORDER BY c.at DESC LIMIT 200) x ORDER BY x.at`,
  );
}

export interface FailedAgainst {
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly unchangedCount: number;
  readonly changedCount: number;
}
/** Of what SQS moved, the first receive is the earliest it can have failed; of others, when they were written where they are. */
const TRIED_AT = sql`CASE WHEN f.origin_kind = 'sqs-redrive' THEN coalesce(f.first_received_at, f.sent_at) ELSE f.sent_at END`;

/**
 * When these messages failed, first and last, and how many of them surely since, and surely before these times. A message was
 * tried between its first receive and when it was seen: one whose time straddles them is in neither count.
 */
export async function countFailedAgainst(
  db: Sql,
  messageRowIds: readonly string[],
  { unchangedSince, changedAfter }: { readonly unchangedSince: string | null; readonly changedAfter: string | null },
): Promise<FailedAgainst> {
  const row = await firstRow<FailedAgainst>(
    db,
    sql`SELECT min(${TRIED_AT}) AS first_at, max(${TRIED_AT}) AS last_at,
          count(*) FILTER (WHERE ${TRIED_AT} >= ${unchangedSince}::timestamptz)::int AS unchanged_count,
          count(*) FILTER (WHERE f.first_seen_at < ${changedAfter}::timestamptz)::int AS changed_count
        FROM failed_message f WHERE f.id = ANY(${[...messageRowIds]}::text[])`,
  );
  return row ?? { firstAt: null, lastAt: null, unchangedCount: 0, changedCount: 0 };
}

export interface AlarmRow {
  readonly name: string;
  readonly isRed: boolean;
  readonly since: string | null;
  /** The function or queue of these that it watches. */
  readonly watches: string | null;
}
/**
 * Alarms that watch these functions or queues; and others of the place, as far as the scope sees them, that went red around
 * the time of a failure and still are. Alarms on queues other than these are left out: what lies there makes them red.
 */
export function listAlarmsAround(
  db: Sql,
  scope: Scope,
  around: {
    readonly accountId: string;
    readonly region: string;
    readonly functionNames: readonly string[];
    readonly queueNames: readonly string[];
    readonly from: string | null;
    readonly until: string | null;
  },
): Promise<AlarmRow[]> {
  const watches = sql`CASE WHEN r.config -> 'dimensions' ->> 'FunctionName' = ANY(${[...around.functionNames]}::text[]) THEN r.config -> 'dimensions' ->> 'FunctionName'
    WHEN r.config ->> 'namespace' = 'AWS/SQS' AND r.config -> 'dimensions' ->> 'QueueName' = ANY(${[...around.queueNames]}::text[]) THEN r.config -> 'dimensions' ->> 'QueueName' END`;
  return rows<AlarmRow>(
    db,
    sql`SELECT x.name, x.is_red, x.since, x.watches FROM (
          SELECT r.name, r.account_id, r.arn, r.config, coalesce(r.observed ->> 'state' = 'ALARM', false) AS is_red, r.observed ->> 'stateSince' AS since, ${watches} AS watches
          FROM resource r WHERE r.kind = 'alarm' AND r.deleted_at IS NULL AND r.account_id = ${around.accountId} AND r.region = ${around.region}) x
        WHERE x.watches IS NOT NULL
          OR (x.is_red AND x.config ->> 'namespace' IS DISTINCT FROM 'AWS/SQS' AND ${inScopeSql(scope, sql`x.account_id`, sql`x.arn`)}
            AND x.since::timestamptz BETWEEN ${around.from}::timestamptz - interval '15 minutes' AND ${around.until}::timestamptz + interval '15 minutes')
        ORDER BY x.watches IS NULL, x.since DESC NULLS LAST, x.name LIMIT 50`,
  );
}

/** Whether alarms were read there lately, at least once to the end. */
export async function areAlarmsRead(db: Sql, accountId: string, region: string): Promise<boolean> {
  const row = await firstRow<{ isRead: boolean }>(
    db,
    sql`SELECT state = 'ok' AND ok_at IS NOT NULL AS is_read FROM capability_state WHERE account_id = ${accountId} AND region = ${region} AND feature = 'alarms'`,
  );
  return row?.isRead ?? false;
}

export interface LastRun {
  readonly number: number;
  readonly at: string;
  readonly sentCount: number;
  readonly returnedCount: number;
}
/** The last run of this queue that sent back messages of these classes, with what became of those. */
export function findLastRun(db: Sql, queueId: string, classIds: readonly string[]): Promise<LastRun | undefined> {
  const classes = [...classIds];
  return firstRow<LastRun>(
    db,
    sql`SELECT r.number, coalesce(r.started_at, r.requested_at) AS at, count(*)::int AS sent_count, count(*) FILTER (WHERE i.outcome = 'returned')::int AS returned_count
        FROM (SELECT x.* FROM run x WHERE x.queue_id = ${queueId} AND x.action = 'redrive' AND EXISTS (
                SELECT 1 FROM run_item y JOIN failed_message g ON g.id = y.message_row_id WHERE y.run_id = x.id AND y.sent_at IS NOT NULL AND g.class_id = ANY(${classes}::text[]))
              ORDER BY x.requested_at DESC LIMIT 1) r
        JOIN run_item i ON i.run_id = r.id AND i.sent_at IS NOT NULL
        JOIN failed_message f ON f.id = i.message_row_id AND f.class_id = ANY(${classes}::text[])
        GROUP BY r.number, r.started_at, r.requested_at`,
  );
}

/** What was found out beside the messages of these classes of why they failed, by class; what only shared their minute is left out. */
export async function readEvidenceCauses(db: Sql, classIds: readonly string[]): Promise<Map<string, CauseKind>> {
  const found = await rows<{ id: string; causeKind: CauseKind }>(
    db,
    sql`SELECT id, evidence ->> 'causeKind' AS cause_kind FROM failure_class
        WHERE id = ANY(${[...classIds]}::text[]) AND evidence ->> 'confidence' IN ('strong', 'fair')`,
  );
  return new Map(found.map(({ id, causeKind }) => [id, causeKind]));
}

/** When a message of these classes was seen for the first time last; backlog says nothing of when. */
export async function readLastArrival(db: Sql, classIds: readonly string[]): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT max(f.at) AS at FROM unnest(${[...classIds]}::text[]) AS c(id)
        CROSS JOIN LATERAL (SELECT first_seen_at AS at FROM failed_message WHERE class_id = c.id AND NOT is_backlog ORDER BY first_seen_at DESC, id DESC LIMIT 1) f`,
  );
  return row?.at ?? null;
}
