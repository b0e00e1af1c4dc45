import type { SeenReplay } from "@/lib/core/replays/seen-replay";
import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";
import type { ReplayPlace } from "./replays";

export interface IntendedReplay {
  readonly id: string;
  readonly name: string;
  readonly archiveArn: string;
  readonly busArn: string;
  readonly ruleArns: readonly string[] | null;
  readonly from: string;
  readonly until: string;
  readonly runId: string;
}

/** Writes down, before EventBridge is asked, that a run is about to start this replay. Repeating it changes nothing. */
export async function intendReplay(tx: Tx, place: ReplayPlace, wish: IntendedReplay): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO replay (id, account_id, region, name, archive_arn, bus_arn, rule_arns, is_described, event_from, event_until, state, run_id, noted_at)
        VALUES (${wish.id}, ${place.accountId}, ${place.region}, ${wish.name}, ${wish.archiveArn}, ${wish.busArn}, ${wish.ruleArns && [...wish.ruleArns]}::text[], true,
                ${wish.from}::timestamptz, ${wish.until}::timestamptz, 'starting', ${wish.runId}, dlo_now())
        ON CONFLICT DO NOTHING`,
  );
}

/** Nothing of it was ever started: it is no replay. */
export async function forgetIntent(db: Sql, runId: string): Promise<void> {
  await execute(db, sql`DELETE FROM replay WHERE run_id = ${runId} AND seen_at IS NULL AND started_at IS NULL`);
}

export interface ReplaySight extends SeenReplay {
  /** Known only of one that was described. */
  readonly busArn?: string;
  readonly ruleArns?: readonly string[] | null;
}

/**
 * Keeps what EventBridge told of replays. A name that another replay has by now is that one's: the old one is forgotten. What has
 * ended never goes on again by a look that came late.
 */
export async function keepReplays(
  tx: Tx,
  place: ReplayPlace,
  seen: readonly (ReplaySight & { readonly id: string })[],
): Promise<void> {
  for (const one of seen) {
    if (!one.from || !one.until) continue;
    const isDescribed = one.busArn !== undefined;
    await execute(
      tx,
      sql`UPDATE replay SET forgotten_at = dlo_now() WHERE account_id = ${place.accountId} AND region = ${place.region} AND name = ${one.name}
            AND forgotten_at IS NULL AND started_at < ${one.startedAt}::timestamptz - interval '1 minute'`,
    );
    await execute(
      tx,
      sql`INSERT INTO replay AS y (id, account_id, region, name, archive_arn, bus_arn, rule_arns, is_described, event_from, event_until, state, state_reason,
            last_replayed_at, started_at, ended_at, noted_at, seen_at)
          VALUES (${one.id}, ${place.accountId}, ${place.region}, ${one.name}, ${one.archiveArn}, ${one.busArn ?? null}, ${one.ruleArns ? [...one.ruleArns] : null}::text[],
            ${isDescribed}, ${one.from}, ${one.until}, ${one.state}, ${one.stateReason}, ${one.lastReplayedAt}, ${one.startedAt}, ${one.endedAt}, dlo_now(), dlo_now())
          ON CONFLICT (account_id, region, name) WHERE forgotten_at IS NULL DO UPDATE SET state = EXCLUDED.state, state_reason = EXCLUDED.state_reason,
            last_replayed_at = greatest(y.last_replayed_at, EXCLUDED.last_replayed_at),
            started_at = coalesce(y.started_at, EXCLUDED.started_at), ended_at = coalesce(EXCLUDED.ended_at, y.ended_at), seen_at = EXCLUDED.seen_at,
            bus_arn = coalesce(EXCLUDED.bus_arn, y.bus_arn), rule_arns = CASE WHEN EXCLUDED.is_described THEN EXCLUDED.rule_arns ELSE y.rule_arns END,
            is_described = y.is_described OR EXCLUDED.is_described
          WHERE y.archive_arn = EXCLUDED.archive_arn
            AND NOT (y.state IN ('completed', 'cancelled', 'failed') AND EXCLUDED.state IN ('starting', 'running', 'cancelling'))`,
    );
  }
}

/**
 * Names of the replays of a place that EventBridge told of and is not known to have forgotten, and of those that a run which ended
 * asked for without ever seeing them. What an open run asked for, the run itself looks at.
 */
export async function listTold(db: Sql, place: ReplayPlace): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`SELECT y.name FROM replay y WHERE y.account_id = ${place.accountId} AND y.region = ${place.region} AND y.forgotten_at IS NULL
          AND (y.seen_at IS NOT NULL OR y.noted_at < dlo_now() - interval '10 minutes') AND NOT EXISTS (SELECT 1 FROM run r WHERE r.id = y.run_id AND r.ended_at IS NULL)`,
  );
  return found.map(({ name }) => name);
}

/** EventBridge has forgotten these. How one ended that was still going on when it was seen last, nobody knows. */
export async function forgetReplays(tx: Tx, place: ReplayPlace, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await execute(
    tx,
    sql`UPDATE replay SET forgotten_at = dlo_now(), state = CASE WHEN state IN ('starting', 'running', 'cancelling') THEN 'unknown' ELSE state END
        WHERE account_id = ${place.accountId} AND region = ${place.region} AND forgotten_at IS NULL AND name = ANY(${[...names]}::text[])`,
  );
}

/** Of these names those of replays whose bus and rules nobody read yet: lists do not tell them. */
export async function listUndescribed(db: Sql, place: ReplayPlace, names: readonly string[]): Promise<string[]> {
  const known = await rows<{ name: string }>(
    db,
    sql`SELECT name FROM replay WHERE account_id = ${place.accountId} AND region = ${place.region} AND forgotten_at IS NULL AND is_described
          AND name = ANY(${[...names]}::text[])`,
  );
  const described = new Set(known.map(({ name }) => name));
  return names.filter((name) => !described.has(name));
}

/** Whether there is anything to look for in a place: an archive, or a replay that has not ended. */
export async function mayHaveReplays(db: Sql, place: ReplayPlace): Promise<boolean> {
  const found = await rows(
    db,
    sql`SELECT 1 AS one FROM resource WHERE account_id = ${place.accountId} AND region = ${place.region} AND kind = 'archive' AND deleted_at IS NULL
        UNION ALL SELECT 1 FROM replay WHERE account_id = ${place.accountId} AND region = ${place.region} AND state IN ('starting', 'running', 'cancelling')
        LIMIT 1`,
  );
  return found.length > 0;
}
