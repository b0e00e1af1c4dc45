import type { ShopAccount } from "../places";

const TEAMS = ["checkout", "catalog", "search", "logistics", "crm", "media", "partners", "finance"] as const;
const ENVIRONMENTS = ["prd", "sat", "eng"] as const;

export const CENTRAL = "eu-central-1";
export const WEST = "eu-west-1";
export const EAST = "us-east-1";
/** Where an account of the fleet may have something; in many of them a Region is empty. */
export const FLEET_REGIONS = [CENTRAL, WEST, EAST];

/** An account of the fleet; its roles are as they should be unless it is one of the two that nobody can look into. */
export interface FleetAccount extends ShopAccount {
  readonly team: string;
  /** Where its queues are. */
  readonly busyRegions: readonly string[];
  readonly flaw?: "no roles" | "foreign ExternalId";
}

/** A dead-letter queue per team, to which the software of all accounts may write. */
export const CENTRAL_DEAD_LETTERS: FleetAccount = fleetAccount(25, "dead-letters", "prd", [CENTRAL]);
const SANDBOX: FleetAccount = fleetAccount(26, "sandbox", "eng", [CENTRAL]);
/** It pays for the others: the management account of the organisation. */
export const PLATFORM: FleetAccount = fleetAccount(27, "platform", "prd", [CENTRAL, WEST]);

/** Eight teams with three accounts each. */
export const TEAM_ACCOUNTS: readonly FleetAccount[] = TEAMS.flatMap((team, at) =>
  ENVIRONMENTS.map((environment, step) => {
    const busy = environment === "prd" ? [CENTRAL, WEST] : [CENTRAL];
    return fleetAccount(1 + at * ENVIRONMENTS.length + step, team, environment, busy);
  }),
);

/** With the three of the shop they are thirty. */
export const FLEET: readonly FleetAccount[] = [...TEAM_ACCOUNTS, CENTRAL_DEAD_LETTERS, SANDBOX, PLATFORM];

export function fleetAccountNamed(name: string): FleetAccount {
  const found = FLEET.find((account) => account.name === name);
  if (!found) throw new Error(`the fleet has no account ${name}`);
  return found;
}

function fleetAccount(number: number, team: string, environment: string, busyRegions: readonly string[]): FleetAccount {
  const name = `${team}-${environment}`;
  const digits = `${number}`.padStart(2, "0");
  return {
    name,
    team,
    environment,
    isProduction: environment === "prd",
    regions: [...FLEET_REGIONS],
    busyRegions,
    awsAccountId: `5000000000${digits}`,
    accessKeyId: `AKIAFLEETSOFTWARE${digits}`,
    ...(name === "crm-eng" && { flaw: "no roles" as const }),
    ...(name === "media-sat" && { flaw: "foreign ExternalId" as const }),
  };
}
