import { type ClassState, type ClassStatus, classStateAfter } from "@/lib/core/failures/class-status";
import type { Db } from "./connect";
import { execute, rows, sql } from "./query";

interface Row {
  readonly id: string;
  readonly status: ClassStatus;
  readonly statusAt: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly presentCount: number;
}

/** Applies the rules of a class's life to every class that time alone may move. Repeating it changes nothing. */
export async function judgeClasses(db: Db, now: Date): Promise<number> {
  const open = await rows<Row>(
    db,
    sql`SELECT c.id, c.status, c.status_at, c.first_seen_at, c.last_seen_at,
          (SELECT count(*)::int FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present') AS present_count
        FROM failure_class c WHERE c.status <> 'resolved'`,
  );
  const moved = open.flatMap((row) => {
    const state: ClassState = {
      status: row.status,
      since: new Date(row.statusAt),
      firstSeenAt: new Date(row.firstSeenAt),
      lastArrivalAt: new Date(row.lastSeenAt),
    };
    const next = classStateAfter(state, { kind: "counted", at: now, waitingCount: row.presentCount }, QUIET_SECONDS);
    return next && next.status !== row.status ? [{ id: row.id, status: next.status, from: row.status }] : [];
  });
  for (const move of moved)
    await execute(
      db,
      sql`UPDATE failure_class SET status = ${move.status}, status_at = ${now} WHERE id = ${move.id} AND status = ${move.from}`,
    );
  return moved.length;
}

/** Nothing waiting and nothing new for this long: resolved. Short, because what comes back re-opens the class at once. */
const QUIET_SECONDS = 300;
