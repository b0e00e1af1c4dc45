import type { Client } from "@/lib/contract/client";
import { organizationPolicy } from "@/lib/core/iam/role-policies";
import { rolesFor } from "../access";
import { control } from "../control";
import type { ShopAccount } from "../places";
import { CENTRAL_DEAD_LETTERS, FLEET, FLEET_REGIONS, type FleetAccount } from "./fleet-accounts";

/** What of the REST API it takes. */
export type Connecting = Pick<Client, "getTemplates" | "listAccounts" | "connectAccounts">;

/**
 * Connects the accounts of the fleet in one call of the REST API, as a new user would from a list. They stay read-only
 * with indexing off; two of them, and one Region of a third, cannot be looked into. Idempotent.
 */
export async function connectFleet(client: Connecting, simulatorUrl: string): Promise<void> {
  await declareFleetRoles(client, simulatorUrl, FLEET);
  await client.connectAccounts({
    accounts: FLEET.map(({ awsAccountId, name, environment, isProduction }) => ({
      awsAccountId,
      name,
      environment,
      isProduction,
    })),
    regions: FLEET_REGIONS,
    roles: "read,inspect,operate",
    polling: "on",
  });
}

/**
 * Gives accounts the roles of the template. They trust the ExternalId of the installation, or the one that an account was
 * connected with by itself. Those that are flawed stay so.
 */
export async function declareFleetRoles(
  client: Omit<Connecting, "connectAccounts">,
  simulatorUrl: string,
  accounts: readonly (ShopAccount | FleetAccount)[],
): Promise<void> {
  const { externalId: common } = await client.getTemplates({});
  const { items } = await client.listAccounts({});
  const own = new Map(items.map(({ awsAccountId, externalId }) => [awsAccountId, externalId]));
  await control(simulatorUrl, "POST", "/setup", {
    roles: accounts.flatMap((account) => fleetRolesFor(account, own.get(account.awsAccountId) ?? common)),
  });
}

/** The roles as setup wants them: none, or of another office, where an account is flawed. */
export function fleetRolesFor(account: ShopAccount | FleetAccount, externalId: string) {
  const flaw = "flaw" in account ? account.flaw : undefined;
  if (flaw === "no roles") return [];
  const roles = rolesFor(account, flaw ? "of-another-office" : externalId);
  if (account !== CENTRAL_DEAD_LETTERS) return roles;
  return roles.map((role) =>
    role.arn.endsWith("/dlo-read") ? { ...role, policies: [...role.policies, organizationPolicy()] } : role,
  );
}
