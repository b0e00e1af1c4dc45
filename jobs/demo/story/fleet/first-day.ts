import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@/lib/contract/client";
import { SHARED_BUS, SHOP_ACCOUNTS, type ShopAccount } from "../places";
import { repeat } from "../repeat";
import { declareFleetRoles } from "./connect-fleet";
import { FLEET, FLEET_REGIONS } from "./fleet-accounts";

const LOOK_EVERY_MS = 5000;

/** All thirty accounts, as an organisation lists them. */
const EVERYBODY: readonly ShopAccount[] = [
  ...[...SHOP_ACCOUNTS, SHARED_BUS].map((account) => ({ ...account, regions: FLEET_REGIONS })),
  ...FLEET,
];

/**
 * Makes AWS ready for somebody's first day: the roles of the template are rolled out to all accounts with the ExternalId
 * that the product shows, and `file` lists the accounts as a person would paste them. An account that is connected by
 * itself has an ExternalId of its own: its roles follow. Nothing is connected.
 */
export async function openFirstDay(
  client: Client,
  simulatorUrl: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  writeFileSync(file, accountList());
  let declared: string | undefined;
  const follow = async () => {
    const { items } = await client.listAccounts({});
    const wanted = JSON.stringify(items.map(({ awsAccountId, externalId }) => [awsAccountId, externalId]));
    if (wanted !== declared) await declareFleetRoles(client, simulatorUrl, EVERYBODY);
    declared = wanted;
  };
  await follow();
  void repeat(signal, async () => {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    await follow();
  });
}

/** Number, name, environment; a line each. */
export function accountList(): string {
  const lines = EVERYBODY.map(({ awsAccountId, name, environment }) => `${awsAccountId}, ${name}, ${environment}`);
  return [`# Regions: ${FLEET_REGIONS.join(", ")}`, ...lines, ""].join("\n");
}
