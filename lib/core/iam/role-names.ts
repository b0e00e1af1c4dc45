import { ROLE_NAMES, type RoleName } from "./role-policies";

/** What the names of the three roles begin with, unless somebody chooses otherwise when he makes them. */
export const ROLE_NAME_PREFIX = "dlo";

/** The policy that one account's read role has besides. */
export const ORGANIZATION_POLICY_NAME = `${ROLE_NAME_PREFIX}-organization`;

/** The name that a role has when it was made from a template of ours. */
export function roleNameOf(role: RoleName): string {
  return `${ROLE_NAME_PREFIX}-${role}`;
}

/** The choices of a template: more rights only together with the lesser ones. */
export type RoleChoice = "read" | "read,inspect" | "read,inspect,operate";

export function rolesOf(choice: RoleChoice): readonly RoleName[] {
  const chosen = choice.split(",");
  return ROLE_NAMES.filter((role) => chosen.includes(role));
}
