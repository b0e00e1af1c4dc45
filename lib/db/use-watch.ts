import type { UseKind, UseMetric, UseWidth } from "@/lib/core/cost/use-metrics";
import type { Sql } from "./connect";
import type { FigurePlace } from "./event-figures";
import { ONE_NOW } from "./one-now";
import { execute, rows, sql } from "./query";

/** A resource of which the use is collected. */
export interface UseResource {
  readonly kind: UseKind;
  readonly arn: string;
  readonly name: string;
}

/** One whose figures at a width are to be asked for now, and what is known of them. */
export interface UseDue extends UseResource {
  readonly firstSeenAt: string;
  /** What ListMetrics named since it was read last. */
  readonly metrics: readonly UseMetric[];
  /** Null before ListMetrics was ever asked, and while it is refused. */
  readonly listedAt: string | null;
  readonly readAt: string | null;
  readonly readUntil: string | null;
  /** Of a queue: its counters changed since it was read. */
  readonly hasMoved: boolean;
  /** Of a function: a queue that it consumes holds messages. */
  readonly hasBacklog: boolean;
}

/** `subject`: selected queues and the other living things of a place, or its functions alone. */
function subjectsIn({ accountId, region }: FigurePlace, areFunctions = false) {
  const kinds = areFunctions ? ["function"] : ["function", "topic", "state-machine", "pipe"];
  return sql`subject AS MATERIALIZED (
    SELECT 'queue' AS kind, q.arn, q.name, q.discovered_at AS first_seen_at, s.changed_at AS moved_at
      FROM queue q LEFT JOIN queue_state s ON s.queue_id = q.id
      WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL AND q.is_selected AND NOT ${areFunctions}::boolean
    UNION ALL
    SELECT r.kind, r.arn, r.name, r.first_seen_at, NULL FROM resource r
      WHERE r.account_id = ${accountId} AND r.region = ${region} AND r.deleted_at IS NULL AND r.kind = ANY(${kinds}::text[]))`;
}

/** `watch`: what is known of each at a width. Apart from the subjects, so that both are read once and matched as a whole. */
function watchesIn({ accountId, region }: FigurePlace, widthSeconds: UseWidth) {
  return sql`watch AS MATERIALIZED (SELECT * FROM use_watch
    WHERE account_id = ${accountId} AND region = ${region} AND width_seconds = ${widthSeconds}::int)`;
}

/** What there is of a kind in a place. */
export interface UseKindRow {
  readonly kind: UseKind;
  /** When ListMetrics was asked for it last; null before the first time, and while it is refused. */
  readonly listedAt: string | null;
  /** There are some for which it was not asked yet. */
  readonly hasNew: boolean;
}
export function listUseKinds(db: Sql, place: FigurePlace): Promise<UseKindRow[]> {
  return rows(
    db,
    sql`WITH ${subjectsIn(place)}, ${watchesIn(place, 3600)}
        SELECT s.kind, max(w.listed_at) AS listed_at, bool_or(w.listed_at IS NULL) AS has_new
        FROM subject s LEFT JOIN watch w ON w.arn = s.arn GROUP BY s.kind ORDER BY s.kind`,
  );
}

export function listUseResources(db: Sql, place: FigurePlace, kind: UseKind): Promise<UseResource[]> {
  return rows(db, sql`WITH ${subjectsIn(place)} SELECT kind, arn, name FROM subject WHERE kind = ${kind} ORDER BY arn`);
}

/** When something is read although its time has not come. */
export interface UseEarlier {
  /** After so long, what has moved since. */
  readonly movedSeconds: number;
  /** After so long, functions for which messages wait. */
  readonly backlogSeconds: number;
}

/**
 * Those whose figures at this width are due, the longest overdue first, new ones before all. Five minutes are kept of functions
 * to which something leads or from which something goes on.
 */
export function listUseDue(
  db: Sql,
  place: FigurePlace,
  widthSeconds: UseWidth,
  { movedSeconds, backlogSeconds }: UseEarlier,
  limit: number,
): Promise<UseDue[]> {
  const isQuick = widthSeconds === 300;
  return rows(
    db,
    sql`WITH ${subjectsIn(place, isQuick)}, ${watchesIn(place, widthSeconds)}, waiting AS MATERIALIZED (
          SELECT DISTINCT g.to_arn AS arn FROM queue q JOIN queue_state t ON t.queue_id = q.id AND t.visible + t.in_flight > 0
          JOIN resource_edge e ON e.from_arn = q.arn AND e.kind = 'consumes' JOIN resource_edge g ON g.resource_id = e.resource_id AND g.kind = 'delivers'
          WHERE q.account_id = ${place.accountId} AND q.region = ${place.region} AND q.deleted_at IS NULL AND ${isQuick}::boolean)
        SELECT s.kind, s.arn, s.name, s.first_seen_at, coalesce(w.metrics, '{}') AS metrics, w.listed_at, w.read_at, w.read_until,
          coalesce(s.moved_at > w.read_at, false) AS has_moved, b.arn IS NOT NULL AS has_backlog
        FROM subject s LEFT JOIN watch w ON w.arn = s.arn LEFT JOIN waiting b ON b.arn = s.arn
        WHERE (NOT ${isQuick}::boolean OR EXISTS (SELECT 1 FROM resource_edge e WHERE e.to_arn = s.arn OR e.from_arn = s.arn))
          AND (w.next_at IS NULL OR w.next_at <= ${ONE_NOW}
            OR (s.moved_at > w.read_at AND w.read_at <= ${ONE_NOW} - make_interval(secs => ${movedSeconds}::float8))
            OR (b.arn IS NOT NULL AND w.metrics <> '{}' AND w.read_at <= ${ONE_NOW} - make_interval(secs => ${backlogSeconds}::float8)))
        ORDER BY w.next_at NULLS FIRST, s.arn LIMIT ${limit}`,
  );
}

/**
 * Notes what ListMetrics named of each of these. What was named since the last read stays: what lived for a moment is asked
 * for too. What was silent and lives again is due `usualSeconds` after it was read.
 */
export async function noteUseListed(
  db: Sql,
  place: FigurePlace,
  widthSeconds: UseWidth,
  listed: readonly { readonly arn: string; readonly metrics: readonly UseMetric[] }[],
  usualSeconds: number,
): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO use_watch AS w (account_id, region, arn, width_seconds, metrics, listed_at)
        SELECT ${place.accountId}, ${place.region}, g.arn, ${widthSeconds}::int, g.metrics, dlo_now() FROM jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) AS g(arn text, metrics text[]) ORDER BY g.arn
        ON CONFLICT (account_id, region, arn, width_seconds) DO UPDATE SET listed_at = EXCLUDED.listed_at,
          metrics = CASE WHEN w.listed_at > w.read_at THEN ARRAY(SELECT DISTINCT m FROM unnest(w.metrics || EXCLUDED.metrics) m ORDER BY m) ELSE EXCLUDED.metrics END,
          next_at = CASE WHEN w.metrics = '{}' AND EXCLUDED.metrics <> '{}' AND w.next_at IS NOT NULL
            THEN least(w.next_at, coalesce(w.read_at + make_interval(secs => ${usualSeconds}::float8), dlo_now())) ELSE w.next_at END`,
  );
}

/** Notes that ListMetrics is refused in a place: what was named before says nothing any more. */
export async function noteUseListingRefused(db: Sql, place: FigurePlace): Promise<void> {
  await execute(
    db,
    sql`UPDATE use_watch SET metrics = '{}', listed_at = NULL WHERE account_id = ${place.accountId} AND region = ${place.region} AND listed_at IS NOT NULL`,
  );
}

/** Notes that these were read until then, and when each is due again. */
export async function noteUse(
  db: Sql,
  place: FigurePlace,
  widthSeconds: UseWidth,
  read: readonly { readonly arn: string; readonly nextSeconds: number }[],
  until: Date,
): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO use_watch AS w (account_id, region, arn, width_seconds, read_at, read_until, next_at)
        SELECT ${place.accountId}, ${place.region}, g.arn, ${widthSeconds}::int, dlo_now(), ${until}::timestamptz, dlo_now() + make_interval(secs => g.next)
        FROM unnest(${read.map(({ arn }) => arn)}::text[], ${read.map(({ nextSeconds }) => nextSeconds)}::float8[]) AS g(arn, next) ORDER BY g.arn
        ON CONFLICT (account_id, region, arn, width_seconds) DO UPDATE SET read_at = EXCLUDED.read_at, read_until = EXCLUDED.read_until, next_at = EXCLUDED.next_at`,
  );
}

/** Puts off what is not alive and was not asked. */
export async function putOffUse(
  db: Sql,
  place: FigurePlace,
  widthSeconds: UseWidth,
  arns: readonly string[],
  seconds: number,
): Promise<void> {
  await execute(
    db,
    sql`UPDATE use_watch SET next_at = coalesce(read_at, dlo_now()) + make_interval(secs => ${seconds}::float8)
        WHERE account_id = ${place.accountId} AND region = ${place.region} AND width_seconds = ${widthSeconds}::int AND arn = ANY(${[...arns]}::text[])`,
  );
}

/** Forgets what was watched of things that are gone; what was collected of them stays. */
export async function forgetUseWatches(db: Sql, place: FigurePlace): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM use_watch w WHERE w.account_id = ${place.accountId} AND w.region = ${place.region}
          AND NOT EXISTS (SELECT 1 FROM queue q WHERE q.arn = w.arn AND q.deleted_at IS NULL AND q.is_selected)
          AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.arn = w.arn AND r.deleted_at IS NULL)`,
  );
}
