import type { LowestLimits } from "@/lib/core/alerts/thresholds/resolve";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

/** Living queues `q` that are read on purpose, in accounts `a` that are. */
const LIVING = sql`q.deleted_at IS NULL AND q.is_selected AND a.removed_at IS NULL AND a.polling = 'on' AND q.region = ANY(a.regions)`;

export interface AlertQueueRow {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly accountName: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly isDeadLetterQueue: boolean;
  readonly discoveredAt: string;
  readonly visible: number | null;
  readonly sampledAt: string | null;
  readonly ageSeconds: number | null;
  readonly ageAt: string | null;
  readonly arrivedCount: number | null;
  readonly firstArrivalAt: string | null;
  readonly grownCount: number | null;
}

/**
 * Queues that may be over some limit: by depth, by age, or by what came into a dead-letter queue within the hour. Of one that
 * somebody reads its new failures count, of others how much it grew.
 */
export function listAlertQueues(db: Sql, at: Date, lowest: LowestLimits): Promise<AlertQueueRow[]> {
  const { queueDepth, queueAgeSeconds, deadLetterDepth, deadLetterAgeSeconds, inflowPerHour } = lowest;
  return rows<AlertQueueRow>(
    db,
    sql`WITH arrived AS MATERIALIZED (SELECT c.queue_id, sum(b.n)::int AS n, min(b.bucket) AS first_at FROM failure_class c
          CROSS JOIN LATERAL (SELECT r.bucket, r.count - r.backlog_count AS n FROM series.class_arrival r
            WHERE r.class_id = c.id AND r.bucket > ${at}::timestamptz - interval '1 hour' AND r.bucket <= ${at} AND r.count > r.backlog_count) b
          WHERE c.queue_id IS NOT NULL AND c.record = 'messages' AND c.last_seen_at > ${at}::timestamptz - interval '2 hours' GROUP BY 1),
        state AS (SELECT s.*, d.n AS arrived_count, d.first_at AS first_arrival_at, q.is_dead_letter_queue AS is_dlq FROM queue_state s
          JOIN queue q ON q.id = s.queue_id LEFT JOIN arrived d ON d.queue_id = s.queue_id
          WHERE (NOT q.is_dead_letter_queue AND (s.visible > ${queueDepth}::int OR (s.age_seconds > ${queueAgeSeconds}::int AND s.visible IS DISTINCT FROM 0)))
            OR (q.is_dead_letter_queue AND (s.visible > ${deadLetterDepth}::int OR (s.age_seconds > ${deadLetterAgeSeconds}::int AND s.visible IS DISTINCT FROM 0)
              OR d.n > ${inflowPerHour}::float8 OR (q.mode = 'off' AND s.visible > ${inflowPerHour}::float8 AND s.changed_at > ${at}::timestamptz - interval '1 hour'))))
        SELECT q.id, q.name, q.arn, q.region, q.account_id, a.aws_account_id, a.name AS account_name, a.environment, a.is_production, q.tags, q.is_dead_letter_queue,
          q.discovered_at, s.visible, s.sampled_at, s.age_seconds, s.age_at, s.arrived_count, s.first_arrival_at,
          CASE WHEN q.is_dead_letter_queue AND q.mode = 'off' AND (s.scanned_at IS NULL OR s.scanned_at < ${at}::timestamptz - interval '1 hour')
            THEN greatest(0, s.visible - u.least)::int END AS grown_count
        FROM state s JOIN queue q ON q.id = s.queue_id JOIN account a ON a.id = q.account_id
        LEFT JOIN LATERAL (SELECT min(r.visible_min) AS least FROM series.queue_rollup r WHERE r.queue_id = q.id AND r.width_seconds = 300
          AND r.bucket > ${at}::timestamptz - interval '1 hour') u ON q.mode = 'off' AND q.is_dead_letter_queue
        WHERE ${LIVING}`,
  );
}

/**
 * Since when each look at these queues found more than so many messages, as exactly as it is kept: to the look within twenty
 * minutes, to five minutes within a day, to the hour within a fortnight. Where all of that was more, since its first look.
 */
export async function readDeepSince(
  db: Sql,
  queues: readonly { readonly id: string; readonly depth: number }[],
  at: Date,
): Promise<Map<string, Date>> {
  if (queues.length === 0) return new Map();
  const found = await rows<{ id: string; since: string }>(
    db,
    sql`SELECT g.id, coalesce(look.since, five.since, hour.since, greatest(q.discovered_at, ${at}::timestamptz - interval '14 days')) AS since
        FROM unnest(${queues.map(({ id }) => id)}::text[], ${queues.map(({ depth }) => depth)}::int[]) AS g(id, depth) JOIN queue q ON q.id = g.id
        LEFT JOIN LATERAL (SELECT (SELECT min(n.at) FROM series.queue_sample n WHERE n.queue_id = g.id AND n.at > max(s.at)) AS since FROM series.queue_sample s
          WHERE s.queue_id = g.id AND s.at > ${at}::timestamptz - interval '20 minutes' AND s.at <= ${at} AND s.visible <= g.depth) look ON true
        LEFT JOIN LATERAL (SELECT coalesce((SELECT min(n.bucket) FROM series.queue_rollup n WHERE n.queue_id = g.id AND n.width_seconds = 300 AND n.bucket > r.bucket), r.bucket + interval '5 minutes') AS since FROM series.queue_rollup r WHERE look.since IS NULL AND r.queue_id = g.id AND r.width_seconds = 300
          AND r.bucket > ${at}::timestamptz - interval '1 day' AND r.bucket <= ${at} AND r.visible_min <= g.depth ORDER BY r.bucket DESC LIMIT 1) five ON true
        LEFT JOIN LATERAL (SELECT coalesce((SELECT min(n.bucket) FROM series.queue_rollup n WHERE n.queue_id = g.id AND n.width_seconds = 3600 AND n.bucket > r.bucket), r.bucket + interval '1 hour') AS since FROM series.queue_rollup r WHERE look.since IS NULL AND five.since IS NULL AND r.queue_id = g.id
          AND r.width_seconds = 3600 AND r.bucket > ${at}::timestamptz - interval '14 days' AND r.bucket <= ${at} AND r.visible_min <= g.depth ORDER BY r.bucket DESC LIMIT 1) hour ON true`,
  );
  return new Map(found.map(({ id, since }) => [id, new Date(Math.min(Date.parse(since), at.getTime()))]));
}
