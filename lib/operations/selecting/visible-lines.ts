import type { Scope } from "@/lib/core/access/scope";
import { linesAbout, type Match } from "@/lib/core/selection/selection";
import { listAccounts } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";

/** Which lines about accounts the actor may read: of a part of the accounts, those that can be about one of them. */
export async function visibleLines(db: Sql, scope: Scope): Promise<<L extends Match>(lines: readonly L[]) => L[]> {
  if (scope.kind === "all") return (lines) => [...lines];
  const accounts = (await listAccounts(db, scope)).map(({ awsAccountId, name }) => ({
    awsAccountId,
    accountName: name,
  }));
  return (lines) => linesAbout(lines, accounts);
}
