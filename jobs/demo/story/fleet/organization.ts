import { SHARED_BUS, SHOP_ACCOUNTS } from "../places";
import { CENTRAL_DEAD_LETTERS, EAST, FLEET, type FleetAccount, fleetAccountNamed, PLATFORM } from "./fleet-accounts";
import { serviceRoleOf } from "./site";

const SERVICES = ["events", "lambda", "pipes", "scheduler", "states"];
/** Nobody may work there in this account, not even to look. */
export const FORBIDDEN = { account: fleetAccountNamed("partners-eng"), region: EAST };

/** All thirty accounts as one organisation, which the account of central dead letters may list besides the one that pays. */
export function fleetOrganization() {
  const shop = [...SHOP_ACCOUNTS, SHARED_BUS];
  return {
    managementAccountId: PLATFORM.awsAccountId,
    delegatedAdministrators: [CENTRAL_DEAD_LETTERS.awsAccountId],
    units: [
      { name: "Workloads" },
      { name: "Prod", parent: "Workloads" },
      { name: "NonProd", parent: "Workloads" },
      { name: "Security" },
      { name: "Sandbox" },
    ],
    accounts: [
      ...shop.map(({ awsAccountId: id, name, environment, isProduction }) => ({
        id,
        name,
        parent: isProduction ? "Prod" : "NonProd",
        tags: { team: "shop", environment },
      })),
      ...FLEET.map((account) => ({
        id: account.awsAccountId,
        name: account.name,
        ...(account !== PLATFORM && { parent: unitOf(account) }),
        tags: {
          team: account.team,
          environment: account.environment,
          "cost-center": `10${account.awsAccountId.slice(-2)}`,
        },
      })),
    ],
    serviceControlPolicies: [
      {
        name: "not-in-the-east",
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Deny",
              Action: "*",
              Resource: "*",
              Condition: { StringEquals: { "aws:RequestedRegion": FORBIDDEN.region } },
            },
          ],
        },
        targets: [FORBIDDEN.account.awsAccountId],
      },
    ],
  };
}

function unitOf({ name, isProduction }: FleetAccount): string {
  if (name === CENTRAL_DEAD_LETTERS.name) return "Security";
  if (name.startsWith("sandbox")) return "Sandbox";
  return isProduction ? "Prod" : "NonProd";
}

/** The roles that services of AWS take in the accounts of the fleet. */
export function fleetServiceRoles() {
  const Service = SERVICES.map((name) => `${name}.amazonaws.com`);
  const allowed = (words: object) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...words }] });
  return FLEET.map((account) => ({
    arn: serviceRoleOf(account),
    trust: allowed({ Principal: { Service }, Action: "sts:AssumeRole" }),
    policies: [allowed({ Action: "*", Resource: "*" })],
  }));
}
