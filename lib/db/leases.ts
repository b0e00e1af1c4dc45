import { Conflict } from "@/lib/core/errors";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, sql } from "./query";

/** Who may receive from one queue just now. The token tells a holder that was replaced from the one that replaced it. */
export interface Lease {
  readonly queueId: string;
  readonly token: number;
  readonly seconds: number;
}
export interface LeaseWish {
  readonly queueId: string;
  readonly accountId: string;
  readonly holder: string;
  readonly purpose: string;
  readonly seconds: number;
}

/**
 * Takes the queue's lease when nobody holds it, by the database's clock. Undefined when somebody does. The same holder
 * asking again gets a new token, which shuts out its own earlier life.
 */
export async function acquireLease(db: Sql, wish: LeaseWish): Promise<Lease | undefined> {
  const row = await firstRow<{ token: number }>(
    db,
    sql`INSERT INTO lease (queue_id, account_id, holder, purpose, token, expires_at)
        VALUES (${wish.queueId}, ${wish.accountId}, ${wish.holder}, ${wish.purpose}, nextval('lease_token'), dlo_now() + make_interval(secs => ${wish.seconds}))
        ON CONFLICT (queue_id) DO UPDATE SET holder = EXCLUDED.holder, purpose = EXCLUDED.purpose, token = EXCLUDED.token, expires_at = EXCLUDED.expires_at
        WHERE lease.expires_at < dlo_now() OR lease.holder = EXCLUDED.holder
        RETURNING token`,
  );
  return row && { queueId: wish.queueId, token: row.token, seconds: wish.seconds };
}

/** Prolongs the lease; false when it was lost. */
export async function renewLease(db: Sql, lease: Lease): Promise<boolean> {
  const changed = await execute(
    db,
    sql`UPDATE lease SET expires_at = dlo_now() + make_interval(secs => ${lease.seconds})
        WHERE queue_id = ${lease.queueId} AND token = ${lease.token} AND expires_at > dlo_now()`,
  );
  return changed === 1;
}

export async function releaseLease(db: Sql, lease: Lease): Promise<void> {
  await execute(db, sql`DELETE FROM lease WHERE queue_id = ${lease.queueId} AND token = ${lease.token}`);
}

/**
 * Refuses the transaction unless the lease is still ours, and keeps it ours until the transaction ends: whoever wants to
 * take it over waits for our commit. A worker that was frozen and came back cannot write past this line.
 */
export async function fence(tx: Tx, lease: Lease): Promise<void> {
  if (!(await isHeld(tx, lease)))
    throw new Conflict("queue-busy", "The lease on this queue was lost to another worker.", { queueId: lease.queueId });
}

/** The same as an answer. Outside a transaction it holds for the moment of asking only. */
export async function isHeld(db: Sql, lease: Lease): Promise<boolean> {
  const row = await firstRow(
    db,
    sql`SELECT 1 AS held FROM lease WHERE queue_id = ${lease.queueId} AND token = ${lease.token} AND expires_at > dlo_now() FOR SHARE`,
  );
  return row !== undefined;
}

/** Who holds the queue's lease now, if anybody. */
export function currentHolder(db: Sql, queueId: string): Promise<{ purpose: string; until: string } | undefined> {
  return firstRow(
    db,
    sql`SELECT purpose, expires_at AS until FROM lease WHERE queue_id = ${queueId} AND expires_at > dlo_now()`,
  );
}
