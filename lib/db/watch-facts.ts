import type { WatchFacts } from "@/lib/core/runs/watch";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";
import { MAY_RETURN_ELSEWHERE, RETURN_QUEUES } from "./return-places";

/** A look that was asked for at the end of a window and did not come in this time will not come. */
const PATIENCE_SECONDS = 60;

/** Whether somebody may look into a queue `q` of an account `a`. */
const CAN_BE_SEEN = sql`q.deleted_at IS NULL AND q.is_dead_letter_queue AND q.is_selected AND a.removed_at IS NULL
  AND (q.mode = 'index' AND a.inspect_role_arn IS NOT NULL OR q.mode = 'vault' AND a.operate_role_arn IS NOT NULL)`;
const WAS_SEEN_AFTER = sql`(EXISTS (SELECT 1 FROM scan n WHERE n.queue_id = q.id AND n.started_at >= s.observe_until AND n.is_complete)
  OR coalesce(c.sampled_at > s.observe_until AND c.visible + c.in_flight + c.delayed = 0, false))`;
const WATCHED = sql`FROM run r JOIN plan p ON p.id = r.plan_id JOIN run_stage s ON s.run_id = r.id AND s.stage = r.stage AND s.sent_at IS NOT NULL AND s.observe_until IS NOT NULL`;
const ITS_QUEUES = sql`${RETURN_QUEUES} t JOIN queue q ON q.id = t.id JOIN account a ON a.id = q.account_id LEFT JOIN queue_state c ON c.queue_id = q.id`;

/**
 * Of a FIFO queue a look meets the heads of groups only. More lies in it than at the last look before the stage, less what
 * the run took out and what is new for certain: something came to lie where nobody can see it.
 */
const HAS_HIDDEN_RISE = sql`q.is_fifo AND coalesce((
  SELECT l.received_count < l.approximate_count AND l.approximate_count > b.approximate_count
    - (SELECT count(*) FROM run_item i WHERE i.run_id = r.id AND r.queue_id = q.id AND i.deleted_at >= b.started_at)
    + greatest(0, (SELECT count(*) FROM failed_message f WHERE f.queue_id = q.id AND f.first_seen_at > b.ended_at) - (b.approximate_count - b.received_count))
  FROM (SELECT started_at, ended_at, received_count, approximate_count FROM scan WHERE queue_id = q.id AND started_at < s.opened_at AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1) b,
    (SELECT received_count, approximate_count FROM scan WHERE queue_id = q.id AND started_at >= s.sent_at AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1) l), false)`;

/** Everything that the next step of a watched run depends on, by the database's clock. Undefined when it is not watched. */
export function readWatch(db: Sql, runId: string): Promise<WatchFacts | undefined> {
  return firstRow<WatchFacts>(
    db,
    sql`SELECT extract(epoch FROM s.observe_until - s.sent_at)::float8 AS window_seconds,
          s.sent_at + (s.observe_until - s.sent_at) / 2 <= dlo_now() AS is_half_over, s.observe_until <= dlo_now() AS is_over,
          greatest(s.observe_until, s.last_look_at) + make_interval(secs => ${PATIENCE_SECONDS}) <= dlo_now() AS is_patience_over,
          s.first_look_at IS NOT NULL AS is_first_look_asked, s.last_look_at IS NOT NULL AS is_last_look_asked,
          w.can_be_seen, w.has_risen, w.was_looked_at, w.was_seen AND NOT ${MAY_RETURN_ELSEWHERE} AS was_seen_after, w.can_be_seen AND w.is_all_seen AS is_all_seen, w.has_hidden_rise
        ${WATCHED} CROSS JOIN LATERAL (
          SELECT bool_or(k.can_be_seen) AS can_be_seen, bool_or(k.has_risen) AS has_risen, bool_or(k.was_looked_at) AS was_looked_at,
            bool_and(k.was_seen) AS was_seen, bool_and(k.was_seen OR NOT k.can_be_seen) AS is_all_seen, bool_or(k.has_hidden_rise) AS has_hidden_rise
          FROM (SELECT ${CAN_BE_SEEN} AS can_be_seen, ${WAS_SEEN_AFTER} AS was_seen,
                  coalesce(c.sampled_at > s.sent_at AND c.visible > (SELECT count(*) FROM failed_message f WHERE f.queue_id = q.id AND f.state = 'present'), false) AS has_risen,
                  EXISTS (SELECT 1 FROM scan n WHERE n.queue_id = q.id AND n.started_at >= s.sent_at AND n.ended_at IS NOT NULL) AS was_looked_at
                  , ${HAS_HIDDEN_RISE} AS has_hidden_rise
                FROM ${ITS_QUEUES}) k) w
        WHERE r.id = ${runId}`,
  );
}

/** Where a look would tell something of a watched run. */
export async function listQueuesToSee(db: Sql, runId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT q.id ${WATCHED} CROSS JOIN LATERAL ${ITS_QUEUES} WHERE r.id = ${runId} AND ${CAN_BE_SEEN} AND NOT ${WAS_SEEN_AFTER}`,
  );
  return found.map(({ id }) => id);
}
