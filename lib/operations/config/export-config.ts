import type { ConfigDocument } from "@/lib/contract/config-document";
import type { Installation } from "@/lib/core/config/settings";
import { question } from "../operation";
import { alertSectionsOf } from "./apply-alerting";
import { readInstallation } from "./read-installation";

/** All settings as a document; applying it anywhere gives the same settings there. */
export const exportConfig = question("exportConfig", async (ctx) => {
  const { installation, version } = await readInstallation(ctx.db);
  return { document: asDocument(installation), version };
});

/** The contract's types are the same words with lists that may be written to. */
function asDocument({ accounts, selection, owners, reading, ...alerting }: Installation): ConfigDocument {
  return {
    version: 1,
    accounts: accounts.map((account) => ({ ...account, regions: [...account.regions] })),
    selection: { include: [...selection.include], exclude: [...selection.exclude] },
    owners: owners.map(({ tier, ...rule }) => ({ ...rule, ...(tier && { tier }) })),
    reading: [...reading],
    ...alertSectionsOf(alerting),
  };
}
