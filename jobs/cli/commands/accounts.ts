import type { Account } from "@/lib/contract/accounts";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { table } from "../table";

export const accounts: Command = {
  name: "accounts",
  usage: "",
  summary: "List the connected accounts, and what can be seen of each Region.",
  flags: { json: { summary: "print it as JSON" } },
  exits: "0 done · 1 error",
  async run({ client, io }, given) {
    const { items } = await client().listAccounts({});
    if (given.isOn("json")) io.print(JSON.stringify(items, null, 2));
    else io.print(items.length === 0 ? "No account is connected." : table(items.map(accountLine), HEADING));
    return EXIT.done;
  },
};

const HEADING = ["ACCOUNT", "NAME", "ENVIRONMENT", "BY", "MAY", "POLLING", "REGIONS"];

function accountLine(account: Account): string[] {
  return [
    account.awsAccountId,
    account.name,
    account.environment + (account.isProduction ? " (production)" : ""),
    account.source,
    account.isWritable ? "write" : "read",
    account.polling,
    account.regions.map(({ region, status }) => (status === "ok" ? region : `${region} (${status})`)).join(", "),
  ];
}
