import type { Resource } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { ONE_NOW } from "./one-now";
import { rows, sql } from "./query";
import type { GraphQueue } from "./resource-graph";

/** The living resources of these ARNs, other than queues, as the last looks found them. `arns` must be in the asker's scope already. */
export function listPartResources(
  db: Sql,
  arns: readonly string[],
): Promise<(Exclude<Resource, { kind: "queue" }> & { id: string })[]> {
  return rows(
    db,
    sql`SELECT r.id, r.kind, r.arn, r.name, r.account_id, a.aws_account_id, r.region, r.tags, r.config
        FROM resource r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL WHERE r.arn = ANY(${[...arns]}::text[]) AND r.deleted_at IS NULL`,
  );
}

/** The same of queues, with what waits in each; null where nobody looked. */
export function listPartQueues(
  db: Sql,
  arns: readonly string[],
): Promise<(GraphQueue & { id: string; waiting: number | null })[]> {
  return rows(
    db,
    sql`SELECT q.id, q.arn, q.name, q.account_id, a.aws_account_id, q.region, q.tags, q.settings, q.is_fifo, q.dead_letter_target_arn, q.max_receive_count,
          q.retention_seconds, q.visibility_timeout_seconds, q.max_message_bytes, s.visible AS waiting
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL LEFT JOIN queue_state s ON s.queue_id = q.id
        WHERE q.arn = ANY(${[...arns]}::text[]) AND q.deleted_at IS NULL AND q.is_selected`,
  );
}

/** What went through a part in the last hour, by the minute; null where nobody measured. */
export interface PartRate {
  readonly arn: string;
  readonly ratePerMinute: number | null;
  readonly failedPerMinute: number | null;
  /** Of a rule: what it gave into a dead-letter queue. */
  readonly deadLetteredPerMinute: number | null;
}

const HOUR_AGO = sql`${ONE_NOW} - interval '1 hour'`;

/** Queues by what was sent and failed messages that arrived, rules by their runs, everything else by its use. In the asker's scope already. */
export async function readRates(db: Sql, arns: readonly string[]): Promise<Map<string, PartRate>> {
  const wanted = [...arns];
  const found = await rows<PartRate>(
    db,
    sql`SELECT q.arn, (SELECT sum(u.sent_sum) / 60.0 FROM series.queue_rollup u WHERE u.queue_id = q.id AND u.width_seconds = 300 AND u.bucket > ${HOUR_AGO})::float8 AS rate_per_minute,
          CASE WHEN q.is_dead_letter_queue AND q.mode <> 'off' THEN (SELECT coalesce(sum(b.count), 0) / 60.0 FROM failure_class c JOIN series.class_arrival b ON b.class_id = c.id AND b.bucket > ${HOUR_AGO}
            WHERE c.queue_id = q.id) END::float8 AS failed_per_minute, NULL::float8 AS dead_lettered_per_minute
        FROM queue q WHERE q.arn = ANY(${wanted}::text[]) AND q.deleted_at IS NULL
        UNION ALL
        SELECT u.arn, sum(coalesce(u.triggered, u.invocations)) / 60.0, sum(u.failed) / 60.0, sum(u.sent_to_dead_letter) / 60.0
        FROM series.event_rollup u WHERE u.arn = ANY(${wanted}::text[]) AND u.width_seconds = 300 AND u.bucket > ${HOUR_AGO} GROUP BY 1
        UNION ALL
        SELECT m.arn, max(m.value) FILTER (WHERE m.metric IN ('invocations', 'published', 'started')), max(m.value) FILTER (WHERE m.metric IN ('errors', 'notifyFailed', 'failed')), NULL
        FROM (SELECT u.arn, u.metric, coalesce(sum(u.value) FILTER (WHERE u.width_seconds = 300 AND u.bucket > ${HOUR_AGO}),
                (array_agg(u.value ORDER BY u.bucket DESC) FILTER (WHERE u.width_seconds = 3600))[1]) / 60.0 AS value
              FROM series.resource_use u WHERE u.arn = ANY(${wanted}::text[]) AND u.bucket > ${ONE_NOW} - interval '3 hours'
                AND u.metric IN ('invocations', 'published', 'started', 'errors', 'notifyFailed', 'failed') GROUP BY 1, 2) m GROUP BY 1`,
  );
  return new Map(found.map((rate) => [rate.arn, rate]));
}
