import { control } from "./control";

/** A role as setup takes it and as the simulator tells it. */
interface Role {
  readonly arn: string;
  readonly trust: unknown;
  readonly policies: readonly unknown[];
}

/** What AWS itself offers under the name AWSDenyAll. */
const DENY_ALL = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: ["*"], Resource: "*" }] };
const DENIES = JSON.stringify(DENY_ALL);

/** The role may do nothing until `allowRole`, and neither may who has taken it. Idempotent; does nothing where it does not exist. */
export function denyRole(simulatorUrl: string, arn: string): Promise<void> {
  return putPolicies(simulatorUrl, arn, (policies) => [...withoutDenial(policies), DENY_ALL]);
}

/** Takes back `denyRole` and leaves the rest of the role as it is. */
export function allowRole(simulatorUrl: string, arn: string): Promise<void> {
  return putPolicies(simulatorUrl, arn, withoutDenial);
}

async function putPolicies(
  simulatorUrl: string,
  arn: string,
  change: (policies: readonly unknown[]) => readonly unknown[],
): Promise<void> {
  const { roles } = (await control(simulatorUrl, "GET", `/roles?arn=${encodeURIComponent(arn)}`)) as { roles: Role[] };
  const changed = roles.map((role) => ({ ...role, policies: change(role.policies) }));
  if (changed.length > 0) await control(simulatorUrl, "POST", "/setup", { roles: changed });
}

function withoutDenial(policies: readonly unknown[]): readonly unknown[] {
  return policies.filter((policy) => JSON.stringify(policy) !== DENIES);
}
