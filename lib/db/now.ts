import type { Scope } from "@/lib/core/access/scope";
import type { Prisma, Sql } from "./connect";
import { ONE_NOW } from "./one-now";
import { firstRow, rows, sql } from "./query";
import { classInScopeSql, inScopeSql, touchedSql } from "./scope";

interface Place {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}
const at = (place: Place, account: Prisma.Sql, region: Prisma.Sql) =>
  sql`(${place.accountId ?? null}::text IS NULL OR ${account} = ${place.accountId ?? null})
    AND (${place.region ?? null}::text IS NULL OR ${region} = ${place.region ?? null})`;
const living = (place: Place) =>
  sql`q.deleted_at IS NULL AND q.is_selected AND a.removed_at IS NULL AND ${at(place, sql`q.account_id`, sql`q.region`)}`;

export interface NowFigures {
  readonly queueCount: number;
  readonly deadLetterQueueCount: number;
  readonly approximateCount: number | null;
  readonly indexedCount: number;
  readonly lossWithin24hCount: number;
  readonly firstLossAt: string | null;
  readonly readAt: string | null;
}
/**
 * The figures on top of *Now*, in one statement, from the kept counts: a merged class counts at its own queue. `readAt` is the oldest newest sample of the dead-letter queues
 * that hold messages; of all of them the newest, when none does.
 */
export async function readFigures(db: Sql, scope: Scope, place: Place): Promise<NowFigures> {
  const row = await firstRow<NowFigures & { warmReadAt: string | null }>(
    db,
    sql`WITH living AS (SELECT q.id, q.is_dead_letter_queue, q.mode, s.visible, s.in_flight, s.sampled_at, coalesce(r.status = 'blind', false) AS is_blind
          FROM queue q JOIN account a ON a.id = q.account_id LEFT JOIN queue_state s ON s.queue_id = q.id
          LEFT JOIN region_state r ON r.account_id = q.account_id AND r.region = q.region
          WHERE ${living(place)} AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}),
        waiting AS (SELECT c.id, c.present_count + coalesce(d.present, 0) AS present_count,
            CASE WHEN d.present IS NULL THEN c.first_expiry_at
              ELSE (SELECT min(f.expires_at) FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present') END AS first_expiry_at
          FROM failure_class c JOIN queue q ON q.id = c.queue_id JOIN account a ON a.id = q.account_id
          LEFT JOIN (SELECT class_id, sum(present) AS present FROM class_delta GROUP BY 1) d ON d.class_id = c.id
          WHERE c.merged_into IS NULL AND ${living(place)} AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)}),
        dying AS (SELECT x.n FROM waiting w CROSS JOIN LATERAL (SELECT count(*) AS n FROM failed_message f
            WHERE f.class_id = w.id AND f.state = 'present' AND f.expires_at < ${ONE_NOW} + interval '24 hours') x
          WHERE w.first_expiry_at < ${ONE_NOW} + interval '24 hours')
        SELECT count(*)::int AS queue_count, count(*) FILTER (WHERE is_dead_letter_queue)::int AS dead_letter_queue_count,
          sum(visible + in_flight) FILTER (WHERE is_dead_letter_queue AND mode <> 'off')::int AS approximate_count,
          min(sampled_at) FILTER (WHERE is_dead_letter_queue AND NOT is_blind AND visible + in_flight > 0) AS warm_read_at,
          max(sampled_at) FILTER (WHERE is_dead_letter_queue AND NOT is_blind) AS read_at,
          (SELECT coalesce(sum(present_count), 0)::int FROM waiting) AS indexed_count,
          (SELECT coalesce(sum(n), 0)::int FROM dying) AS loss_within24h_count,
          (SELECT min(first_expiry_at) FROM waiting) AS first_loss_at
        FROM living`,
  );
  if (!row) throw new Error("an aggregate without a row");
  const { warmReadAt, ...figures } = row;
  return { ...figures, readAt: warmReadAt ?? figures.readAt };
}

export interface BlindRow {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly since: string | null;
  readonly reason: string | null;
  readonly fix: string | null;
  readonly queueCount: number;
  readonly lastKnownCount: number | null;
}
export function listBlind(db: Sql, scope: Scope, place: Place): Promise<BlindRow[]> {
  return rows<BlindRow>(
    db,
    sql`SELECT r.account_id, a.name AS account_name, r.region, r.blind_since AS since, r.reason, r.fix, count(q.id)::int AS queue_count,
          sum(s.visible) FILTER (WHERE q.is_dead_letter_queue)::int AS last_known_count
        FROM region_state r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL AND r.region = ANY(a.regions)
        LEFT JOIN queue q ON q.account_id = r.account_id AND q.region = r.region AND q.deleted_at IS NULL AND q.is_selected
          AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)} LEFT JOIN queue_state s ON s.queue_id = q.id
        WHERE r.status = 'blind' AND ${touchedSql(scope, sql`r.account_id`)} AND ${at(place, sql`r.account_id`, sql`r.region`)} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY r.blind_since`,
  );
}

export interface Sightings {
  readonly accountCount: number;
  readonly accountsSeen: number;
}
/** Connected accounts, and those of which no Region is blind and at least one was seen. */
export async function countSightings(db: Sql, scope: Scope): Promise<Sightings> {
  const row = await firstRow<Sightings>(
    db,
    sql`SELECT count(*)::int AS account_count, count(*) FILTER (WHERE s.seen > 0 AND s.blind = 0)::int AS accounts_seen FROM account a
        LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE r.status = 'ok') AS seen, count(*) FILTER (WHERE r.status = 'blind') AS blind
                           FROM region_state r WHERE r.account_id = a.id AND r.region = ANY(a.regions)) s ON true
        WHERE a.removed_at IS NULL AND ${touchedSql(scope, sql`a.id`)}`,
  );
  return row ?? { accountCount: 0, accountsSeen: 0 };
}
