import type { ChannelKind } from "@/lib/core/alerts/notification";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface ChannelRow {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly config: Record<string, unknown>;
  readonly hasSecret: boolean;
  readonly isOn: boolean;
  readonly offReason: string | null;
  readonly offAt: string | null;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedByName: string | null;
  readonly deliveredAt: string | null;
  readonly failedAt: string | null;
  readonly failure: string | null;
  readonly waitingCount: number;
  readonly deadCount: number;
}

/** Given up, and nobody has replayed it since. */
const isLeftDead = sql`n.state = 'dead' AND NOT EXISTS (SELECT 1 FROM notification r
  WHERE r.replay_of = coalesce(n.replay_of, n.id) AND r.queued_at > n.queued_at)`;

const CHANNELS = sql`SELECT c.id, c.kind, c.name, c.config, c.secret_sealed IS NOT NULL AS has_secret, c.is_on, c.off_reason, c.off_at, c.version,
    c.updated_at, c.updated_by_name, c.delivered_at, c.failed_at, c.failure,
    (SELECT count(*)::int FROM notification n WHERE n.channel_id = c.id AND n.state IN ('waiting', 'sending')) AS waiting_count,
    (SELECT count(*)::int FROM notification n WHERE n.channel_id = c.id AND ${isLeftDead}) AS dead_count
  FROM channel c`;

/** All that were not removed, by name. */
export function listChannels(db: Sql): Promise<ChannelRow[]> {
  return rows<ChannelRow>(db, sql`${CHANNELS} WHERE c.removed_at IS NULL ORDER BY lower(c.name), c.id`);
}
export function findChannel(db: Sql, id: string): Promise<ChannelRow | undefined> {
  return firstRow<ChannelRow>(db, sql`${CHANNELS} WHERE c.id = ${id} AND c.removed_at IS NULL`);
}
/** The same, locked until the transaction ends. */
export function lockChannel(tx: Tx, id: string): Promise<ChannelRow | undefined> {
  return firstRow<ChannelRow>(tx, sql`${CHANNELS} WHERE c.id = ${id} AND c.removed_at IS NULL FOR UPDATE OF c`);
}

export interface NewChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly config: unknown;
}
/** Makes a channel unless one has its name; tells whether it did. */
export async function insertChannel(tx: Tx, made: NewChannel, by: string): Promise<boolean> {
  const count = await execute(
    tx,
    sql`INSERT INTO channel (id, kind, name, config, created_at, updated_at, updated_by_name)
        VALUES (${made.id}, ${made.kind}, ${made.name}, ${JSON.stringify(made.config)}::jsonb, dlo_now(), dlo_now(), ${by}) ON CONFLICT DO NOTHING`,
  );
  return count === 1;
}

export interface ChannelChange {
  readonly name: string;
  readonly config: unknown;
  readonly isOn: boolean;
}
/** As told, and as new: why it was off is forgotten, and what waits for it is tried at once. False when another has the name. */
export async function changeChannel(tx: Tx, id: string, to: ChannelChange, by: string): Promise<boolean> {
  const namesake = sql`SELECT 1 FROM channel o WHERE o.name = ${to.name} AND o.id <> ${id} AND o.removed_at IS NULL`;
  const count = await execute(
    tx,
    sql`UPDATE channel SET name = ${to.name}, config = ${JSON.stringify(to.config)}::jsonb, is_on = ${to.isOn},
               off_reason = CASE WHEN ${to.isOn} THEN NULL ELSE off_reason END, off_at = CASE WHEN ${to.isOn} THEN NULL ELSE coalesce(off_at, dlo_now()) END,
               failures = 0, retry_at = NULL, pace_at = NULL, version = version + 1, updated_at = dlo_now(), updated_by_name = ${by}
        WHERE id = ${id} AND NOT EXISTS (${namesake})`,
  );
  return count === 1;
}

/** Forgets the secret with it; its history stays. */
export async function removeChannel(tx: Tx, id: string, by: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE channel SET removed_at = dlo_now(), is_on = false, secret_nonce = NULL, secret_sealed = NULL, updated_at = dlo_now(), updated_by_name = ${by}
        WHERE id = ${id}`,
  );
}

/** Why we switched it off ourselves; false when it was off already. */
export async function switchChannelOff(tx: Tx, id: string, reason: string): Promise<boolean> {
  const count = await execute(
    tx,
    sql`UPDATE channel SET is_on = false, off_reason = ${reason}, off_at = dlo_now(), version = version + 1, updated_at = dlo_now(), updated_by_name = NULL
        WHERE id = ${id} AND is_on AND removed_at IS NULL`,
  );
  return count === 1;
}
