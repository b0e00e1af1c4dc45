import { inScope, type Scope } from "@/lib/core/access/scope";
import type { Difference } from "@/lib/core/config/diff";
import { driftFrom } from "@/lib/core/config/drift";
import { getSetting } from "@/lib/db/settings";
import { question } from "../operation";
import { readInstallation, type Standing } from "./read-installation";
import { APPLIED_KEY, type AppliedConfig } from "./settings-keys";

/** What differs from the document that was applied last; whoever sees a part of the accounts sees what drifted of those. */
export const getDrift = question("getDrift", async (ctx) => {
  const applied = await getSetting<AppliedConfig | null>(ctx.db, APPLIED_KEY);
  if (!applied) return { appliedAt: null, appliedBy: null, differences: [] };
  const standing = await readInstallation(ctx.db);
  const differences = driftFrom(applied.document, standing.installation).filter(isVisible(ctx.actor.scope, standing));
  return { appliedAt: applied.at, appliedBy: applied.by, differences };
});

function isVisible(scope: Scope, { byNumber }: Standing) {
  return ({ path }: Difference): boolean => {
    const [section, account = ""] = path.split(".");
    if (scope.kind === "all") return true;
    // Lines about selection, owners and reading name any account.
    if (section !== "accounts") return false;
    const connected = byNumber.get(account);
    // An account that is gone belongs to nobody's scope any more.
    return connected !== undefined && inScope(scope, connected.id);
  };
}
