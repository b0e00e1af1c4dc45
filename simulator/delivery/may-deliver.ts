import { evaluate } from "../iam/policy";
import { rootOf } from "../iam/principal";
import { allowsService, verdictOn } from "../iam/resource-policy";
import type { World } from "../service";
import { canAssume } from "./can-assume";
import type { Delivered, DeliveryProblem, Sender } from "./sender";
import { partsOf } from "./sender";

/**
 * Whether the sender may do `action` on the target: by the role it has been given, else by the target's own policy. That
 * policy must also let in a role of another account, and its Deny binds every role. A rule of the fault table that names
 * the sender in `via` strikes first.
 */
export function mayDeliver(
  world: World,
  sender: Sender,
  action: string,
  targetArn: string,
  policy: string | undefined,
  now: number,
): Delivered {
  const fault = faultOf(world, sender, action, targetArn, now);
  if (fault) return fault;
  const isOwn = partsOf(targetArn).accountId === sender.accountId;
  if (sender.roleArn || (sender.mayAllInOwnAccount && isOwn)) {
    return mayAs(world, sender, action, targetArn, policy);
  }
  if (allowsService(policy, sender, action, targetArn)) return undefined;
  return denied(sender.service, action, targetArn, "because no resource-based policy allows the action");
}

function mayAs(
  world: World,
  { roleArn, service, accountId }: Sender,
  action: string,
  targetArn: string,
  policy: string | undefined,
): Delivered {
  if (roleArn && !canAssume(world, roleArn, service)) {
    return { kind: "assumeRole", code: "AccessDenied", message: `${service} cannot assume role ${roleArn}.` };
  }
  const who = roleArn ?? service;
  const roleAccountId = roleArn ? partsOf(roleArn).accountId : accountId;
  const context = { "aws:principalarn": roleArn, "aws:principalaccount": roleAccountId, "aws:securetransport": "true" };
  const names = [rootOf(roleAccountId).arn, ...(roleArn ? [roleArn] : [])];
  const byTarget = verdictOn(policy, names, action, targetArn, context);
  if (byTarget === "deniedExplicitly") {
    return denied(who, action, targetArn, "with an explicit deny in a resource-based policy");
  }
  const policies = roleArn ? world.iam.roles.get(roleArn)?.policies : undefined;
  if (policies && evaluate(policies, action, targetArn, context) !== "allowed") {
    return denied(who, action, targetArn, "because no identity-based policy allows it");
  }
  if (partsOf(targetArn).accountId === roleAccountId || byTarget === "allowed") return undefined;
  return denied(who, action, targetArn, "because no resource-based policy allows the action");
}

function denied(who: string, action: string, targetArn: string, because: string): DeliveryProblem {
  const message = `User: ${who} is not authorized to perform: ${action} on resource: ${targetArn} ${because}`;
  return { kind: "permission", code: "AccessDenied", message };
}

function faultOf(world: World, sender: Sender, action: string, targetArn: string, now: number): Delivered {
  const { accountId, region, resource } = partsOf(targetArn);
  const queueName = targetArn.startsWith("arn:aws:sqs:") ? resource : undefined;
  const [rule] = world.faults.strike({ action, accountId, region, queueName, via: sender.via }, now);
  switch (rule?.kind) {
    case "throttle":
      return { kind: "throttled", code: rule.code ?? "ThrottlingException", message: "Rate exceeded" };
    case "5xx":
      return { kind: "unavailable", code: "InternalFailure", message: "The target answered with a server error." };
    case "timeout":
      return { kind: "timeout", code: "Timeout", message: "The target did not answer in time." };
    case "accessDenied":
      return denied(sender.service, action, targetArn, "because of an ordered fault");
    default:
      return undefined;
  }
}
