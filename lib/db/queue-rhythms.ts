import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

export interface QuietQueue {
  readonly queueId: string;
  readonly accountId: string;
  /** The hours of the last fifteen days in which something was in it, or CloudWatch told of something sent. */
  readonly hours: readonly string[];
  readonly watchedFrom: string;
  readonly knownUntil: string;
}
const HABIT_DAYS = 15;

/**
 * Source queues that are empty and whose counters have not moved for an hour, the longest not judged first. Those that moved
 * are not quiet, whatever was said of them. At most `limit`, and none that was judged in the last quarter of an hour.
 */
export function listQuietQueues(db: Sql, limit: number): Promise<QuietQueue[]> {
  return rows<QuietQueue>(
    db,
    sql`WITH quiet AS (SELECT q.id, q.account_id, q.discovered_at, s.sampled_at FROM queue q JOIN queue_state s ON s.queue_id = q.id JOIN account a ON a.id = q.account_id
          LEFT JOIN queue_rhythm h ON h.queue_id = q.id LEFT JOIN region_state r ON r.account_id = q.account_id AND r.region = q.region
          WHERE q.deleted_at IS NULL AND q.is_selected AND NOT q.is_dead_letter_queue AND a.removed_at IS NULL AND a.polling = 'on' AND r.status IS DISTINCT FROM 'blind'
            AND s.visible = 0 AND coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) = 0 AND s.changed_at < dlo_now() - interval '1 hour'
            AND s.changed_at > dlo_now() - make_interval(days => ${HABIT_DAYS}) AND s.sampled_at > dlo_now() - interval '1 hour'
            AND (h.judged_at IS NULL OR h.judged_at < dlo_now() - interval '15 minutes')
          ORDER BY h.judged_at NULLS FIRST, q.id LIMIT ${limit})
        SELECT k.id AS queue_id, k.account_id, k.sampled_at AS known_until,
          greatest(k.discovered_at, dlo_now() - make_interval(days => ${HABIT_DAYS})) AS watched_from,
          coalesce((SELECT json_agg(u.bucket ORDER BY u.bucket) FROM series.queue_rollup u WHERE u.queue_id = k.id AND u.width_seconds = 3600
            AND u.bucket > dlo_now() - make_interval(days => ${HABIT_DAYS}) AND (u.visible_max > 0 OR u.in_flight_max > 0 OR u.sent_sum > 0)), '[]') AS hours
        FROM quiet k`,
  );
}

export interface JudgedQueue {
  readonly queueId: string;
  readonly accountId: string;
  readonly kind: string;
  readonly sentence: string;
  readonly lastAt: Date | null;
  readonly dueAt: Date | null;
}
export async function saveQueueRhythms(db: Sql, judged: readonly JudgedQueue[]): Promise<void> {
  if (judged.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO queue_rhythm (queue_id, account_id, kind, sentence, last_at, due_at, judged_at)
        SELECT g."queueId", g."accountId", g.kind, g.sentence, g."lastAt", g."dueAt", dlo_now()
        FROM jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) AS g("queueId" text, "accountId" text, kind text, sentence text, "lastAt" timestamptz, "dueAt" timestamptz)
        ORDER BY 1
        ON CONFLICT (queue_id) DO UPDATE SET kind = EXCLUDED.kind, sentence = EXCLUDED.sentence, last_at = EXCLUDED.last_at, due_at = EXCLUDED.due_at, judged_at = EXCLUDED.judged_at`,
  );
}

/** Forgets what was said of queues that are in use again, or gone. */
export async function forgetQueueRhythms(db: Sql): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM queue_rhythm h WHERE NOT EXISTS (SELECT 1 FROM queue q JOIN queue_state s ON s.queue_id = q.id
          WHERE q.id = h.queue_id AND q.deleted_at IS NULL AND NOT coalesce(s.changed_at > h.judged_at, false))`,
  );
}
