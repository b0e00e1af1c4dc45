import { evaluate } from "../iam/policy";
import type { World } from "../service";

/** Whether a role exists and trusts the service: `scheduler.amazonaws.com`. */
export function canAssume(world: World, roleArn: string, service: string): boolean {
  const role = world.iam.roles.get(roleArn);
  if (!role) return false;
  const covers = ({ principals }: { readonly principals: readonly string[] }) => principals.includes(service);
  return evaluate([role.trust], "sts:AssumeRole", roleArn, {}, covers) === "allowed";
}
