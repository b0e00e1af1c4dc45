import type { Tx } from "./connect";
import { execute, sql } from "./query";
import { getSetting } from "./settings";

/** Where the masking rules are kept. Nothing there: the rules that every installation begins with. */
export const MASKING_SETTING = "masking";

/**
 * What is set about masking, unchanged until the transaction ends: whoever changes it waits for us. So nothing is kept by
 * old rules after new ones are in force, and the sweep that follows a change meets all that was kept before it.
 */
export async function holdMaskingSetting<T>(tx: Tx): Promise<T | undefined> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock_shared(hashtext('masking'))`);
  return getSetting<T>(tx, MASKING_SETTING);
}

/** Waits until nobody keeps anything by the rules in force, and holds back those who would. */
export async function lockMaskingSetting<T>(tx: Tx): Promise<T | undefined> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('masking'))`);
  return getSetting<T>(tx, MASKING_SETTING);
}
