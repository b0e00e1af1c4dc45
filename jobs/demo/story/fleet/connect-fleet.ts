import type { Client } from "@/lib/contract/client";
import { rolesFor } from "../access";
import { accountFields } from "../connect-accounts";
import { control } from "../control";
import { FLEET, type FleetAccount } from "./fleet-accounts";

const AT_ONCE = 4;

/**
 * Connects the accounts of the fleet through the REST API and gives their roles the ExternalIds made there. They stay
 * read-only with indexing off, as every new account does; two of them cannot be looked into. Idempotent.
 */
export async function connectFleet(client: Client, simulatorUrl: string): Promise<void> {
  const known = (await client.listAccounts({})).items;
  const externalIds = new Map(known.map(({ awsAccountId, externalId }) => [awsAccountId, externalId]));
  const missing = FLEET.filter(({ awsAccountId }) => !externalIds.has(awsAccountId));
  await declare(simulatorUrl, missing, () => undefined);
  const connectNext = async () => {
    for (let next = missing.shift(); next; next = missing.shift()) {
      const { awsAccountId, externalId } = await client.createAccount({ ...accountFields(next), defaultMode: "off" });
      externalIds.set(awsAccountId, externalId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, connectNext));
  await declare(simulatorUrl, FLEET, ({ awsAccountId }) => externalIds.get(awsAccountId));
}

async function declare(
  simulatorUrl: string,
  accounts: readonly FleetAccount[],
  externalIdOf: (account: FleetAccount) => string | undefined,
): Promise<void> {
  const roles = accounts
    .filter(({ flaw }) => flaw !== "no roles")
    .flatMap((account) => rolesFor(account, account.flaw ? "of-another-office" : externalIdOf(account)));
  await control(simulatorUrl, "POST", "/setup", { roles });
}
