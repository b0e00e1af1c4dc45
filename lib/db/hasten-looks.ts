import type { Tx } from "./connect";
import { execute, sql } from "./query";

/**
 * Brings forward what was put off, so that it is due after a `times`th of the time since it was read last: what was put off for days
 * under a slower pace does not wait for days after it.
 */
export async function hastenLooks(tx: Tx, times: number): Promise<void> {
  // In the order in which those who look write them, so that nobody is a deadlock's victim.
  await execute(
    tx,
    sql`UPDATE queue_state s SET next_sample_at = least(s.next_sample_at, s.sampled_at + (s.next_sample_at - s.sampled_at) / ${times}::float8),
          next_metrics_at = least(s.next_metrics_at, s.metrics_until + (s.next_metrics_at - s.metrics_until) / ${times}::float8)
        FROM (SELECT queue_id FROM queue_state WHERE greatest(next_sample_at, next_metrics_at) > dlo_now() ORDER BY queue_id FOR UPDATE) d
        WHERE s.queue_id = d.queue_id`,
  );
  await execute(
    tx,
    sql`UPDATE use_watch w SET next_at = w.read_at + (w.next_at - w.read_at) / ${times}::float8
        FROM (SELECT account_id, region, arn, width_seconds FROM use_watch WHERE next_at > dlo_now() AND read_at < next_at
              ORDER BY account_id, region, arn, width_seconds FOR UPDATE) d
        WHERE (w.account_id, w.region, w.arn, w.width_seconds) = (d.account_id, d.region, d.arn, d.width_seconds)`,
  );
}
