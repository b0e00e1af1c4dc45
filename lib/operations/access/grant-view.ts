import type { GrantView } from "@/lib/contract/access-fields";
import { EVERYTHING } from "@/lib/core/access/scope";
import { selectorWords } from "@/lib/core/access/selector";
import { listAccounts } from "@/lib/db/accounts";
import type { Sql } from "@/lib/db/connect";
import type { GrantRow } from "@/lib/db/grants";

/** Grants as pages and scripts see them, with the selector in words. */
export async function viewGrants(db: Sql, grants: readonly GrantRow[]): Promise<GrantView[]> {
  const nameOf = await accountNames(db);
  return grants.map(({ capabilities: _, ...grant }) => ({ ...grant, where: selectorWords(grant.selector, nameOf) }));
}

/** The name of an account by its id; the id itself for one that is not there any more. */
export async function accountNames(db: Sql): Promise<(id: string) => string> {
  const names = new Map((await listAccounts(db, EVERYTHING)).map((account) => [account.id, account.name]));
  return (id) => names.get(id) ?? id;
}
