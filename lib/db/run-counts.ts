import type { ItemState } from "@/lib/core/runs/item";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";

/** Of the messages that each stage took: how many were sent, proved deleted, and came back. */
export function countStages(
  db: Sql,
  runId: string,
): Promise<{ stage: number; sent: number; deleted: number; returned: number }[]> {
  return rows(
    db,
    sql`SELECT stage, count(sent_at)::int AS sent, count(deleted_at)::int AS deleted, count(*) FILTER (WHERE outcome = 'returned')::int AS returned
        FROM run_item WHERE run_id = ${runId} GROUP BY 1 ORDER BY 1`,
  );
}
/** Why messages of a run did not go through, or came back; the most frequent reasons first. */
export function countReasons(db: Sql, runId: string): Promise<{ state: ItemState; reason: string; count: number }[]> {
  return rows(
    db,
    sql`SELECT state, reason, count(*)::int AS count FROM run_item WHERE run_id = ${runId} AND reason IS NOT NULL
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20`,
  );
}
/** How many messages a second were sent in the last 10 seconds, or since the run began when that is less. */
export async function sentPerSecondNow(db: Sql, runId: string): Promise<number> {
  const row = await firstRow<{ rate: number }>(
    db,
    sql`SELECT (count(i.id) / least(10, greatest(1, extract(epoch FROM dlo_now() - r.started_at))))::float8 AS rate
        FROM run r LEFT JOIN run_item i ON i.run_id = r.id AND i.sent_at > dlo_now() - interval '10 seconds' WHERE r.id = ${runId} GROUP BY r.id`,
  );
  return row?.rate ?? 0;
}
export function countSentPerBucket(db: Sql, runId: string): Promise<{ at: string; count: number }[]> {
  return rows(
    db,
    sql`SELECT date_bin(make_interval(secs => w.seconds), i.sent_at, 'epoch') AS at, count(*)::int AS count
        FROM run_item i, (SELECT greatest(1, ceil(extract(epoch FROM max(sent_at) - min(sent_at)) / 200)) AS seconds FROM run_item WHERE run_id = ${runId}) w
        WHERE i.run_id = ${runId} AND i.sent_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
}
