import { type AccountRow, findAccount } from "@/lib/db/accounts";
import type { Sql, Tx } from "@/lib/db/connect";
import { getSetting, putSetting } from "@/lib/db/settings";

const KEY = "organization-via";

/** The connected account through which the organisation is listed, and from which of its Regions. */
export interface Via {
  readonly account: AccountRow;
  readonly region: string;
  /** When somebody last asked for it. */
  readonly askedAt: Date;
}
interface Stored {
  readonly accountId: string | null;
  readonly askedAt: string;
}

/** Undefined when nobody asked for it, or when that account is no longer connected. */
export async function readVia(db: Sql): Promise<Via | undefined> {
  const stored = await getSetting<Stored>(db, KEY);
  const account = stored?.accountId ? await findAccount(db, stored.accountId) : undefined;
  // Organizations is one for all Regions of a partition: the SDK finds it from any of them.
  const region = account?.regions[0];
  return stored && account && region ? { account, region, askedAt: new Date(stored.askedAt) } : undefined;
}

export async function writeVia(tx: Tx, accountId: string | null, at: Date, by: string): Promise<void> {
  await putSetting(tx, KEY, { accountId, askedAt: at.toISOString() } satisfies Stored, by);
}
