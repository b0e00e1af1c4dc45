import { Conflict } from "@/lib/core/errors";
import type { Tx } from "@/lib/db/connect";
import { lockAdmins } from "@/lib/db/grants";
import { whoCanSignIn } from "@/lib/db/identities";
import { isPasswordOn } from "./password-switch";

/**
 * Does a change that may take away a way to sign in, and refuses it when no admin could sign in afterwards. Such changes
 * take turns, so that two at once cannot leave none.
 */
export async function withoutLockout<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  const before = await adminsWithAWay(tx);
  const done = await change();
  if (before > 0 && (await adminsWithAWay(tx)) === 0)
    throw new Conflict("last-admin", "Then no admin could sign in any more. Give another admin a way in first.");
  return done;
}

async function adminsWithAWay(tx: Tx): Promise<number> {
  return (await whoCanSignIn(tx, await lockAdmins(tx), await isPasswordOn(tx))).length;
}
