import type { Sql } from "./connect";
import { firstRow, sql } from "./query";

/** Nobody judged for longer than this: what is quiet may be quiet because of us. */
const GAP = sql`interval '5 minutes'`;

/** Notes that the conditions are judged at that time. Returns since when they are at all, and since when without a gap. */
export async function noteJudging(tx: Sql, at: Date): Promise<{ firstAt: Date; sinceAt: Date }> {
  const row = await firstRow<{ firstAt: string; sinceAt: string }>(
    tx,
    sql`INSERT INTO alert_watch AS w (first_at, since_at, judged_at) VALUES (${at}, ${at}, ${at})
        ON CONFLICT (id) DO UPDATE SET judged_at = greatest(w.judged_at, EXCLUDED.judged_at),
          since_at = CASE WHEN w.judged_at < EXCLUDED.judged_at - ${GAP} THEN EXCLUDED.judged_at ELSE w.since_at END
        RETURNING first_at, since_at`,
  );
  return { firstAt: new Date(row?.firstAt ?? at), sinceAt: new Date(row?.sinceAt ?? at) };
}
