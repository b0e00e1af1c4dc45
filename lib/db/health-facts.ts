import type { FeatureState } from "@/lib/core/capabilities/features";
import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

// For the worker, of all accounts at once: each of these is one statement however many pipelines there are.

/** What counts as now: a quarter of an hour of looks, twenty minutes of figures that come late, an hour of arrivals. */
const LOOKS = sql`interval '15 minutes'`;
const FIGURES = sql`interval '20 minutes'`;
const ARRIVALS = sql`interval '1 hour'`;
const PARTS = (kind: "queue" | "rule" | "function") =>
  sql`(SELECT DISTINCT x.arn FROM pipeline_part x JOIN pipeline y ON y.id = x.pipeline_id AND y.gone_at IS NULL AND y.merged_into IS NULL
       WHERE x.kind = ${kind})`;

export interface QueueSightRow {
  readonly id: string;
  readonly arn: string;
  readonly isDeadLetterQueue: boolean;
  readonly isSelected: boolean;
  readonly scannedAt: string | null;
  readonly visible: number | null;
  readonly inFlight: number | null;
  readonly delayed: number | null;
  readonly sampledAt: string | null;
  readonly nextSampleAt: string | null;
  readonly changedAt: string | null;
  readonly error: string | null;
  readonly ageSeconds: number | null;
  readonly ageAt: string | null;
  readonly metricsUntil: string | null;
  readonly looks: readonly { at: string; visible: number; inFlight: number }[];
  readonly sentPerMinute: number | null;
  readonly deletedPerMinute: number | null;
  readonly minuteCount: number | null;
}
/**
 * The living queues of pipelines. Looks and flow are read where something waits only. A minute counts where CloudWatch told
 * anything of the queue: it tells no figure of what did not happen in it.
 */
export function listQueueSights(db: Sql, now: Date): Promise<QueueSightRow[]> {
  return rows(
    db,
    sql`SELECT q.id, q.arn, q.is_dead_letter_queue, q.is_selected, s.scanned_at, s.visible, s.in_flight, s.delayed, s.sampled_at, s.next_sample_at, s.changed_at,
          s.error, s.age_seconds, s.age_at, s.metrics_until, coalesce(k.looks, '[]') AS looks, f.sent_per_minute, f.deleted_per_minute, f.minute_count
        FROM queue q JOIN ${PARTS("queue")} p ON p.arn = q.arn LEFT JOIN queue_state s ON s.queue_id = q.id
        LEFT JOIN LATERAL (SELECT json_agg(json_build_object('at', m.at, 'visible', m.visible, 'inFlight', coalesce(m.in_flight, 0)) ORDER BY m.at) AS looks
          FROM series.queue_sample m WHERE m.queue_id = q.id AND m.at > ${now}::timestamptz - ${LOOKS} AND m.at <= ${now}
            AND m.visible IS NOT NULL AND s.visible > 0 AND (NOT q.is_dead_letter_queue OR s.scanned_at IS NULL OR s.scanned_at < ${now}::timestamptz - ${LOOKS})) k ON true
        LEFT JOIN LATERAL (SELECT coalesce(sum(m.sent), 0)::float8 / count(*) AS sent_per_minute, coalesce(sum(m.deleted), 0)::float8 / count(*) AS deleted_per_minute,
            count(*)::int AS minute_count
          FROM series.queue_metric m WHERE m.queue_id = q.id AND m.at > s.metrics_until - ${LOOKS} AND m.at > ${now}::timestamptz - 2 * ${LOOKS}
            AND m.at <= ${now} AND s.visible > 0 AND NOT q.is_dead_letter_queue AND s.metrics_until > ${now}::timestamptz - ${FIGURES} HAVING count(*) > 0) f ON true
        WHERE q.deleted_at IS NULL`,
  );
}

export interface RuleSightRow {
  readonly arn: string;
  readonly isEnabled: boolean;
  readonly isOfService: boolean;
  readonly targetCount: number;
  readonly targetsWithoutQueue: number;
  readonly invocations: number | null;
  readonly failed: number | null;
  readonly sentToDeadLetter: number | null;
  readonly lostAtDeadLetter: number | null;
  readonly throttled: number | null;
  readonly askedAt: string | null;
  readonly toldUntil: string | null;
  readonly silence: string | null;
}
/**
 * The living rules of pipelines with what EventBridge counted before it was asked last: what was not asked for since is not over.
 * A figure that was not told is null.
 */
export function listRuleSights(db: Sql, now: Date): Promise<RuleSightRow[]> {
  return rows(
    db,
    sql`SELECT r.arn, coalesce((r.config ->> 'isEnabled')::boolean, true) AS is_enabled, r.config ->> 'managedBy' IS NOT NULL AS is_of_service,
          coalesce(jsonb_array_length(r.config -> 'targets'), 0) AS target_count,
          (SELECT count(*)::int FROM jsonb_array_elements(coalesce(r.config -> 'targets', '[]')) g WHERE g ->> 'deadLetterArn' IS NULL) AS targets_without_queue,
          u.invocations, u.failed, u.sent_to_dead_letter, u.lost_at_dead_letter, u.throttled,
          greatest(w.looked_at, w.read_at, w.quick_at) AS asked_at, w.told_until, CASE WHEN v.rhythm = 'silent' THEN v.rhythm_sentence END AS silence
        FROM resource r JOIN ${PARTS("rule")} p ON p.arn = r.arn 
        LEFT JOIN (SELECT *, greatest(read_until, quick_at) AS told_until FROM event_watch) w ON w.account_id = r.account_id AND w.region = r.region AND w.arn = r.arn
        LEFT JOIN activity v ON v.arn = r.arn
        LEFT JOIN LATERAL (SELECT sum(invocations)::bigint AS invocations, sum(failed)::bigint AS failed, sum(sent_to_dead_letter)::bigint AS sent_to_dead_letter,
            sum(lost_at_dead_letter)::bigint AS lost_at_dead_letter, sum(throttled)::bigint AS throttled
          FROM series.event_rollup e WHERE e.arn = r.arn AND e.width_seconds = 300 AND e.bucket > least(w.told_until, ${now}::timestamptz) - ${FIGURES}) u ON true
        WHERE r.kind = 'rule' AND r.deleted_at IS NULL`,
  );
}

export interface FunctionSightRow {
  readonly arn: string;
  readonly invocations: number | null;
  readonly errors: number | null;
  readonly throttles: number | null;
  readonly askedAt: string | null;
  readonly toldUntil: string | null;
}
/** The functions of pipelines with what they did before CloudWatch was asked last: what was not asked for since is not over. */
export function listFunctionSights(db: Sql, now: Date): Promise<FunctionSightRow[]> {
  return rows(
    db,
    sql`SELECT p.arn, u.invocations, u.errors, u.throttles, w.asked_at, w.told_until FROM ${PARTS("function")} p
        LEFT JOIN (SELECT arn, max(greatest(listed_at, read_at)) AS asked_at, max(read_until) FILTER (WHERE width_seconds = 300) AS told_until FROM use_watch GROUP BY arn) w ON w.arn = p.arn
        LEFT JOIN LATERAL (SELECT sum(value) FILTER (WHERE metric = 'invocations') AS invocations, sum(value) FILTER (WHERE metric = 'errors') AS errors,
            sum(value) FILTER (WHERE metric = 'throttles') AS throttles
          FROM series.resource_use e WHERE e.arn = p.arn AND e.metric IN ('invocations', 'errors', 'throttles') AND e.width_seconds = 300
            AND e.bucket > least(w.told_until, ${now}::timestamptz) - ${FIGURES}) u ON true`,
  );
}

/** How many switches of what takes from a queue are on, and off: event source mappings and pipes. */
export function listConsumerSwitches(db: Sql): Promise<{ arn: string; onCount: number; offCount: number }[]> {
  return rows(
    db,
    sql`SELECT c.arn, count(*) FILTER (WHERE c.is_on)::int AS on_count, count(*) FILTER (WHERE NOT c.is_on)::int AS off_count
        FROM (SELECT r.config ->> 'sourceArn' AS arn, coalesce((r.config ->> CASE r.kind WHEN 'pipe' THEN 'isRunning' ELSE 'isEnabled' END)::boolean, true) AS is_on
              FROM resource r WHERE r.kind IN ('mapping', 'pipe') AND r.deleted_at IS NULL) c
        JOIN ${PARTS("queue")} p ON p.arn = c.arn GROUP BY c.arn`,
  );
}

export interface ArrivalRow {
  /** Where they lie; null where nothing lies anywhere. */
  readonly queueArn: string | null;
  readonly anchorArn: string;
  readonly record: "messages" | "executions" | "count-only";
  readonly quarterHour: number;
  readonly recentHalfHour: number;
  readonly earlierHalfHour: number;
}
/** New failures of the last hour by where they came from. What was there before anybody looked is no arrival, nor is a silence. */
export function listArrivals(db: Sql, now: Date): Promise<ArrivalRow[]> {
  return rows(
    db,
    sql`SELECT q.arn AS queue_arn, c.anchor_arn, c.record, coalesce(sum(b.n) FILTER (WHERE b.bucket > ${now}::timestamptz - ${LOOKS}), 0)::int AS quarter_hour,
          coalesce(sum(b.n) FILTER (WHERE b.bucket > ${now}::timestamptz - 2 * ${LOOKS}), 0)::int AS recent_half_hour,
          coalesce(sum(b.n) FILTER (WHERE b.bucket <= ${now}::timestamptz - 2 * ${LOOKS}), 0)::int AS earlier_half_hour
        FROM failure_class c
        CROSS JOIN LATERAL (SELECT a.bucket, a.count - a.backlog_count AS n FROM series.class_arrival a
          WHERE a.class_id = c.id AND a.bucket > ${now}::timestamptz - ${ARRIVALS} AND a.count > a.backlog_count) b
        LEFT JOIN queue q ON q.id = c.queue_id
        WHERE c.last_seen_at > ${now}::timestamptz - 2 * ${ARRIVALS} AND c.classifier <> ${SILENCE_CLASSIFIER} GROUP BY 1, 2, 3`,
  );
}

/**
 * How much came into the queues that dead-letter into each of these, per minute; absent where CloudWatch told nothing or where
 * something else than queues feeds it too.
 */
export function listThroughputs(
  db: Sql,
  arns: readonly string[],
  now: Date,
): Promise<{ arn: string; perMinute: number }[]> {
  return rows(
    db,
    sql`SELECT o.dead_letter_target_arn AS arn, sum(m.per_minute)::float8 AS per_minute FROM queue o
        CROSS JOIN LATERAL (SELECT coalesce(sum(m.sent), 0)::float8 / count(*) AS per_minute FROM series.queue_metric m
          WHERE m.queue_id = o.id AND m.at > ${now}::timestamptz - ${FIGURES} HAVING count(*) > 0) m
        WHERE o.dead_letter_target_arn = ANY(${[...arns]}::text[]) AND o.deleted_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM resource_edge e WHERE e.to_arn = o.dead_letter_target_arn AND e.kind IN ('dead-letters', 'delivers')
                          AND split_part(e.from_arn, ':', 3) <> 'sqs') GROUP BY 1`,
  );
}

export interface PlaceSightRow {
  readonly accountId: string;
  readonly region: string;
  readonly accountName: string;
  readonly polling: "on" | "listing";
  readonly isRegionConnected: boolean;
  readonly status: "ok" | "blind" | "unknown";
  readonly blindSince: string | null;
  readonly reason: string | null;
  readonly seenAt: string | null;
  readonly features: readonly { feature: string; state: FeatureState; reason: string | null; okAt: string | null }[];
}
/** The places in which parts of pipelines lie, as far as their account is connected still. */
export function listPlaceSights(db: Sql): Promise<PlaceSightRow[]> {
  return rows(
    db,
    sql`SELECT p.account_id, p.region, a.name AS account_name, a.polling, p.region = ANY(a.regions) AS is_region_connected, coalesce(s.status, 'unknown') AS status,
          s.blind_since, s.reason, s.seen_at,
          coalesce((SELECT json_agg(json_build_object('feature', c.feature, 'state', c.state, 'reason', c.reason, 'okAt', c.ok_at))
            FROM capability_state c WHERE c.account_id = p.account_id AND c.region = p.region), '[]') AS features
        FROM (SELECT DISTINCT account_id, region FROM pipeline_part WHERE account_id <> '') p JOIN account a ON a.id = p.account_id AND a.removed_at IS NULL
        LEFT JOIN region_state s ON s.account_id = p.account_id AND s.region = p.region`,
  );
}

/** ARNs of parts that are neither queues nor there any more as the inventory was read last. */
export async function listVanished(db: Sql): Promise<Set<string>> {
  const found = await rows<{ arn: string }>(
    db,
    sql`SELECT DISTINCT p.arn FROM pipeline_part p WHERE p.kind NOT IN ('queue', 'stream', 'outside')
        AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.arn = p.arn AND r.deleted_at IS NULL)`,
  );
  return new Set(found.map(({ arn }) => arn));
}
