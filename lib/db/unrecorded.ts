import type { Resource } from "@/lib/core/inventory/resource";
import { noteArrivals } from "./class-status";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { touchFleet } from "./touch-fleet";

export interface LossPlace {
  readonly accountId: string;
  readonly region: string;
}

const LOSING_KINDS = ["rule", "archive", "schedule", "pipe", "topic", "subscription", "function", "state-machine"];

/** Living things of a place that may fail without leaving a message, and what says whether they do. */
export function listLosingResources(db: Sql, place: LossPlace): Promise<Exclude<Resource, { kind: "queue" }>[]> {
  return rows(
    db,
    sql`SELECT r.kind, r.arn, r.name, r.account_id, a.aws_account_id, r.region, r.tags, r.config FROM resource r JOIN account a ON a.id = r.account_id
        WHERE r.account_id = ${place.accountId} AND r.region = ${place.region} AND r.deleted_at IS NULL AND r.kind = ANY(${LOSING_KINDS}::text[])`,
  );
}

/** Functions of a place that something known, in any account, invokes without waiting. */
export async function listInvokedAsync(db: Sql, place: LossPlace): Promise<string[]> {
  const found = await rows<{ arn: string }>(
    db,
    sql`SELECT DISTINCT r.arn FROM resource r JOIN resource_edge e ON e.to_arn = r.arn AND e.kind IN ('delivers', 'dead-letters')
        JOIN resource s ON s.id = e.resource_id AND s.kind IN ('rule', 'subscription', 'schedule', 'function')
        WHERE r.account_id = ${place.accountId} AND r.region = ${place.region} AND r.kind = 'function' AND r.deleted_at IS NULL`,
  );
  return found.map(({ arn }) => arn);
}

export interface Look {
  /** Since when there was no gap: what happened before is backlog. */
  readonly since: string;
  /** When ListMetrics was asked last. */
  readonly listedAt: string | null;
}
/** Begins a look at a part of a place. After a gap of more than `blindSeconds`, what is found was there before. */
export async function beginLook(
  db: Sql,
  place: LossPlace,
  part: "metrics" | "executions",
  blindSeconds: number,
): Promise<Look> {
  const row = await firstRow<Look>(
    db,
    sql`INSERT INTO unrecorded_look AS l (account_id, region, part, since) VALUES (${place.accountId}, ${place.region}, ${part}, dlo_now())
        ON CONFLICT (account_id, region, part) DO UPDATE SET since = CASE WHEN l.until > dlo_now() - make_interval(secs => ${blindSeconds}) THEN l.since ELSE dlo_now() END
        RETURNING since, listed_at`,
  );
  if (!row) throw new Error("an upsert without a row");
  return row;
}

/** Ends a look that reached its end; `isListed` when ListMetrics was asked for it. */
export async function endLook(
  db: Sql,
  place: LossPlace,
  part: "metrics" | "executions",
  isListed = false,
): Promise<void> {
  await execute(
    db,
    sql`UPDATE unrecorded_look SET until = dlo_now(), listed_at = CASE WHEN ${isListed} THEN dlo_now() ELSE listed_at END
        WHERE account_id = ${place.accountId} AND region = ${place.region} AND part = ${part}`,
  );
}

export interface WatchRow {
  readonly family: string;
  readonly arn: string;
  readonly readAt: string;
  readonly readUntil: string;
  readonly lostAt: string | null;
}
export function listWatchRows(db: Sql, place: LossPlace): Promise<WatchRow[]> {
  return rows<WatchRow>(
    db,
    sql`SELECT family, arn, read_at, read_until, lost_at FROM unrecorded_watch WHERE account_id = ${place.accountId} AND region = ${place.region}`,
  );
}

type WatchKey = Pick<WatchRow, "family" | "arn">;
/** Notes that these were read until then; `lostAt` never goes back. */
export async function noteWatchesRead(
  db: Sql,
  place: LossPlace,
  read: readonly (WatchKey & { readonly lostAt: Date | null })[],
  until: Date,
): Promise<void> {
  if (read.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO unrecorded_watch AS w (account_id, region, family, arn, read_at, read_until, lost_at)
        SELECT ${place.accountId}, ${place.region}, g.family, g.arn, dlo_now(), ${until}, g.lost_at
        FROM unnest(${read.map((r) => r.family)}::text[], ${read.map((r) => r.arn)}::text[], ${read.map((r) => r.lostAt?.toISOString() ?? null)}::timestamptz[]) AS g(family, arn, lost_at)
        ON CONFLICT (account_id, region, family, arn) DO UPDATE SET read_at = EXCLUDED.read_at, read_until = EXCLUDED.read_until,
          lost_at = greatest(w.lost_at, EXCLUDED.lost_at)`,
  );
}

export interface BucketCount {
  readonly at: string;
  readonly count: number;
}
/**
 * Keeps what was lost per bucket, and returns what that changes: reading the same again returns nothing, a corrected point
 * its difference, which may be negative. Buckets that are not named stay.
 */
export async function saveLost(
  tx: Tx,
  place: LossPlace,
  { family, arn }: WatchKey,
  lost: readonly BucketCount[],
): Promise<BucketCount[]> {
  const own = sql`u.account_id = ${place.accountId} AND u.region = ${place.region} AND u.family = ${family} AND u.arn = ${arn}`;
  // Whoever else reads the same thing waits here, and then sees what was saved.
  await execute(
    tx,
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`unrecorded ${place.accountId} ${place.region} ${family} ${arn}`}, 0))`,
  );
  return rows<BucketCount>(
    tx,
    sql`WITH told AS (SELECT * FROM unnest(${lost.map((l) => l.at)}::timestamptz[], ${lost.map((l) => l.count)}::int[]) AS g(bucket, count)),
        changed AS (SELECT t.bucket, t.count, t.count - coalesce(u.count, 0) AS difference FROM told t
                    LEFT JOIN series.unrecorded u ON ${own} AND u.bucket = t.bucket WHERE t.count <> coalesce(u.count, 0)),
        saved AS (INSERT INTO series.unrecorded AS u (account_id, region, family, arn, bucket, count)
                  SELECT ${place.accountId}, ${place.region}, ${family}, ${arn}, bucket, count FROM changed
                  ON CONFLICT (account_id, region, family, arn, bucket) DO UPDATE SET count = EXCLUDED.count)
        SELECT bucket AS at, difference AS count FROM changed ORDER BY bucket`,
  );
}

/** Buckets since then of which something was counted. */
export function listCounted(db: Sql, place: LossPlace, { family, arn }: WatchKey, since: Date): Promise<BucketCount[]> {
  return rows<BucketCount>(
    db,
    sql`SELECT bucket AS at, count FROM series.unrecorded WHERE account_id = ${place.accountId} AND region = ${place.region}
          AND family = ${family} AND arn = ${arn} AND bucket >= ${since} AND count > 0 ORDER BY bucket`,
  );
}

/**
 * Adds differences to a class: to its arrivals, its total and its times, and moves it on in its life where more came. What
 * happened before `backlogBefore` was there before we looked.
 */
export async function addToClass(
  tx: Tx,
  accountId: string,
  classId: string,
  differences: readonly BucketCount[],
  backlogBefore: Date,
): Promise<void> {
  if (differences.length === 0) return;
  const more = differences.filter(({ count }) => count > 0);
  await execute(
    tx,
    sql`WITH counted AS (
          INSERT INTO series.class_arrival AS b (class_id, account_id, bucket, count, backlog_count)
          SELECT ${classId}, ${accountId}, g.bucket, g.n, CASE WHEN g.bucket < ${backlogBefore} THEN g.n ELSE 0 END
          FROM unnest(${differences.map((d) => d.at)}::timestamptz[], ${differences.map((d) => d.count)}::int[]) AS g(bucket, n)
          ON CONFLICT (class_id, bucket) DO UPDATE SET count = greatest(0, b.count + EXCLUDED.count), backlog_count = greatest(0, b.backlog_count + EXCLUDED.backlog_count)
          RETURNING b.account_id, b.bucket)
        ${touchFleet(sql`counted`)}`,
  );
  if (more.length > 0)
    await noteArrivals(
      tx,
      [classId],
      more.every(({ at }) => at < backlogBefore.toISOString()),
    );
  const sum = differences.reduce((total, { count }) => total + count, 0);
  const [first = null, last = null] = [more[0]?.at, more.at(-1)?.at];
  await execute(
    tx,
    sql`UPDATE failure_class c SET total_count = greatest(0, c.total_count + ${sum}),
          first_seen_at = least(c.first_seen_at, ${first}::timestamptz),
          last_seen_at = coalesce(greatest(CASE WHEN c.total_count > 0 THEN c.last_seen_at END, least(dlo_now(), ${last}::timestamptz + interval '5 minutes')), c.last_seen_at)
        WHERE c.id = ${classId}`,
  );
}

/** Forgets counts past these days; the classes keep their totals. */
export async function forgetUnrecorded(db: Sql, days: { counts: number }): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM series.unrecorded WHERE bucket < dlo_now() - make_interval(days => ${days.counts})`,
  );
}
