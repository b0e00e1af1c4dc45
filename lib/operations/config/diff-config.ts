import { diffSettings, unlistedAccounts } from "@/lib/core/config/diff";
import { question } from "../operation";
import { readInstallation } from "./read-installation";
import { refuseForeignParts } from "./refuse-foreign-parts";

/** What applying a document would change now. Refuses what applying it would refuse, except for open runs. */
export const diffConfig = question("diffConfig", async (ctx, { document, prune }) => {
  const { installation, version, fromFile, byNumber } = await readInstallation(ctx.db);
  refuseForeignParts(document, byNumber);
  return {
    differences: diffSettings(installation, document, { fromFile, prune }),
    unlistedAccounts: unlistedAccounts(installation, document, fromFile),
    version,
  };
});
