import type { OwnershipFacts } from "@/lib/core/ownership/resolve";
import { listTargets } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import { listByHand, listOwnerRules } from "@/lib/db/ownership";

/** What people said about owners: lines of the file, records by hand, and the names of accounts that lines are about. */
export async function loadOwnershipFacts(db: Sql): Promise<OwnershipFacts> {
  const targets = await listTargets(db);
  return {
    rules: await listOwnerRules(db),
    byHand: await listByHand(db),
    accountNames: new Map(targets.map(({ account }) => [account.id, account.name])),
  };
}
