import { evaluate } from "../iam/policy";
import { allowsService } from "../iam/resource-policy";
import type { World } from "../service";
import type { Delivered, DeliveryProblem, Sender } from "./sender";
import { partsOf } from "./sender";

/**
 * Whether the sender may do `action` on the target: by the role it has been given, else by the target's own policy. A
 * rule of the fault table that names the sender in `via` strikes first.
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
  if (sender.roleArn) return mayAs(world, sender.roleArn, sender.service, action, targetArn);
  if (sender.mayAllInOwnAccount && partsOf(targetArn).accountId === sender.accountId) return undefined;
  if (allowsService(policy, sender, action, targetArn)) return undefined;
  return denied(sender.service, action, targetArn, "because no resource-based policy allows the action");
}

function mayAs(world: World, roleArn: string, service: string, action: string, targetArn: string): Delivered {
  const role = world.iam.roles.get(roleArn);
  const trusts =
    role && evaluate([role.trust], "sts:AssumeRole", roleArn, {}, (one) => one.principals.includes(service));
  if (!role || trusts !== "allowed") {
    return { kind: "assumeRole", code: "AccessDenied", message: `${service} cannot assume role ${roleArn}.` };
  }
  const verdict = evaluate(role.policies, action, targetArn, { "aws:principalarn": roleArn });
  return verdict === "allowed"
    ? undefined
    : denied(roleArn, action, targetArn, "because no identity-based policy allows it");
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
