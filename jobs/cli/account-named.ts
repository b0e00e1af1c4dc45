import type { Account } from "@/lib/contract/accounts";
import type { Client } from "@/lib/contract/client";
import { Misuse } from "./misuse";
import { didYouMean } from "./nearest";

/** The account that somebody names by its 12 digits, its name or its id. Throws Misuse when there is none, or several. */
export async function accountNamed(client: Client, named: string): Promise<Account> {
  const { items } = await client.listAccounts({});
  const found = items.filter((one) => [one.awsAccountId, one.name, one.id].includes(named));
  const [account] = found;
  if (account && found.length === 1) return account;
  if (found.length > 1) throw new Misuse(`${found.length} accounts are named ${named}: say which by its 12 digits.`);
  const names = items.flatMap((one) => [one.name, one.awsAccountId]);
  throw new Misuse(`There is no account ${named}, or none that you may see.${didYouMean(named, names)}`);
}
