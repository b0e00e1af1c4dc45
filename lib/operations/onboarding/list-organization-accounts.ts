import { inScope } from "@/lib/core/access/scope";
import { isWanted, pathOf, unitsOf } from "@/lib/core/organization/units";
import { findFeature } from "@/lib/db/capabilities";
import { listOrganization } from "@/lib/db/organization";
import { question } from "../operation";
import { readVia } from "./organization-via";

/** The organisation as it was listed last, with how the last attempt ended. The units are those of all its accounts. */
export const listOrganizationAccounts = question("listOrganizationAccounts", async ({ db, actor }, wish) => {
  const via = await readVia(db);
  if (!via || !inScope(actor.scope, via.account.id))
    return { viaAccountId: null, readAt: null, state: "off", reason: null, fix: null, units: [], items: [] };
  const viaAccountId = via.account.id;
  const place = { accountId: viaAccountId, region: via.region };
  const [outcome, accounts] = await Promise.all([
    findFeature(db, place, "organization"),
    listOrganization(db, actor.scope, viaAccountId),
  ]);
  return {
    viaAccountId,
    readAt: outcome?.okAt ?? null,
    state: outcome?.state ?? "unknown",
    reason: outcome?.reason ?? null,
    fix: outcome?.fix ?? null,
    units: unitsOf(accounts),
    items: accounts
      .filter((account) => isWanted(account, wish))
      .map(({ ouPath, ouIds, ...account }) => ({ ...account, ouPath: pathOf(ouPath) })),
  };
});
