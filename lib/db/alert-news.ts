import type { Sql } from "./connect";
import { notifyIntent } from "./notify";
import { firstRow, sql } from "./query";

/**
 * Has the conditions judged at once. Inside a transaction it is told with it, and once however often it is said there. The judge
 * looks every two seconds by itself: what is not told here is told a little later.
 */
export function judgeNow(db: Sql): Promise<void> {
  return notifyIntent(db, { topic: "alerts", id: "*", accountId: null });
}

/** The same where something waits in one of these queues and its counters differ from those that were known. */
export async function judgeWhereCountersMoved(
  db: Sql,
  queues: readonly { readonly queueId: string; readonly changedAt: string | null }[],
): Promise<void> {
  if (queues.length === 0) return;
  const moved = await firstRow<{ is: boolean }>(
    db,
    sql`SELECT EXISTS (SELECT 1 FROM unnest(${queues.map(({ queueId }) => queueId)}::text[], ${queues.map(({ changedAt }) => changedAt)}::timestamptz[]) AS g(id, changed_at)
          JOIN queue_state s ON s.queue_id = g.id AND s.visible > 0 AND s.changed_at IS DISTINCT FROM g.changed_at) AS "is"`,
  );
  if (moved?.is) await judgeNow(db);
}
