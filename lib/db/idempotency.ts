import type { Sql, Tx } from "./connect";
import { execute, firstRow, sql } from "./query";

export interface Slot {
  readonly actorId: string;
  readonly operation: string;
  readonly key: string;
  readonly requestHash: string;
}
export type Kept =
  | { readonly kind: "mine" }
  | { readonly kind: "other-body" }
  | { readonly kind: "same"; readonly response: unknown };

/**
 * Takes the key inside the caller's transaction. A second request with the same key waits here until the first has
 * committed or rolled back, and then gets its answer or its turn.
 */
export async function claim(tx: Tx, slot: Slot): Promise<Kept> {
  const taken = await execute(
    tx,
    sql`INSERT INTO idempotency_key (actor_id, operation, key, request_hash, response)
        VALUES (${slot.actorId}, ${slot.operation}, ${slot.key}, ${slot.requestHash}, 'null'::jsonb) ON CONFLICT DO NOTHING`,
  );
  if (taken === 1) return { kind: "mine" };
  const found = await firstRow<{ requestHash: string; response: unknown }>(
    tx,
    sql`SELECT request_hash, response FROM idempotency_key WHERE actor_id = ${slot.actorId} AND operation = ${slot.operation} AND key = ${slot.key}`,
  );
  return found?.requestHash === slot.requestHash ? { kind: "same", response: found.response } : { kind: "other-body" };
}

export async function fill(tx: Tx, slot: Slot, response: unknown): Promise<void> {
  await execute(
    tx,
    sql`UPDATE idempotency_key SET response = ${JSON.stringify(response)}::jsonb
        WHERE actor_id = ${slot.actorId} AND operation = ${slot.operation} AND key = ${slot.key}`,
  );
}

/** Forgets keys older than 7 days; returns how many. */
export function forgetOld(db: Sql): Promise<number> {
  return execute(db, sql`DELETE FROM idempotency_key WHERE created_at < dlo_now() - interval '7 days'`);
}
