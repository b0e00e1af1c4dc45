import { nameOfArn, parseArn } from "@/lib/core/arn";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { newStyleOf } from "./new-style";
import { pathOf } from "./rule-arn";

export type CallableKind = "queue" | "function" | "topic" | "bus";

const CALLABLE: Readonly<Record<string, CallableKind>> = { sqs: "queue", lambda: "function", sns: "topic" };

/** What a target is, when it can be called in the stead of EventBridge or Scheduler. */
export function callableKind(arn: string): CallableKind | undefined {
  const { service = "", resource = "" } = parseArn(arn) ?? {};
  if (service === "events") return resource.startsWith("event-bus/") ? "bus" : undefined;
  return Object.hasOwn(CALLABLE, service) ? CALLABLE[service] : undefined;
}

/** Why nobody but EventBridge can call this target, in words after its name; undefined for one that can be called. */
export function whyNotCallable(arn: string): string | undefined {
  if (callableKind(arn)) return undefined;
  const { service = "", resource = "" } = parseArn(arn) ?? {};
  if (service === "states") return "is a state machine: starting executions is not built yet";
  if (service === "events" && resource.startsWith("api-destination/"))
    return "is an API destination: only EventBridge holds the secret of its connection";
  if (newStyleOf(arn)) return "is a custom event bus of the new style, which this version cannot put events on yet";
  if (service === "kinesis" || service === "firehose")
    return "is a stream: the rule's own role puts records there, and ours may not";
  return `is called by ${service || "a service"} with parameters and a role that the rule holds`;
}

/** The target of a rule that gave up these events, or why nobody can say which one it is. */
export function failedTarget(
  ruleArn: string,
  targets: readonly RuleTarget[],
  targetArn: string,
  queueArn: string,
): { readonly target: RuleTarget } | { readonly problem: string } {
  const [rule, name] = [pathOf(ruleArn), nameOfArn(targetArn)];
  const same = targets.filter(({ arn }) => arn === targetArn);
  if (same.length === 0)
    return {
      problem: `${name} is not a target of rule ${rule} any more: put the events on the bus again, or redirect them.`,
    };
  const [target, ...others] = same.filter(({ deadLetterArn }) => deadLetterArn === queueArn);
  if (!target)
    return {
      problem: `As far as we know, rule ${rule} does not send what it cannot deliver to ${name} to this queue, and anybody who may send here can claim it.`,
    };
  const isSame = (other: RuleTarget) =>
    other.inputSha256 === target.inputSha256 && other.messageGroupId === target.messageGroupId;
  if (others.every(isSame)) return { target };
  const ids = [target, ...others].map(({ id }) => id).join(" and ");
  return {
    problem: `Rule ${rule} has ${name} as target more than once, as ${ids}, each with another input: nobody can say which of them failed.`,
  };
}

/** What a plan relies on of a target, by names that people can read. The rule's ARN is among the values. */
export function settingsOfTarget(ruleArn: string, target: RuleTarget): PlanConfiguration {
  const name = `${pathOf(ruleArn)} → ${target.id}`;
  const { input, inputSha256 } = target;
  return {
    [`${name}: rule`]: ruleArn,
    [`${name}: target`]: target.arn,
    [`${name}: input`]: input === "event" ? "the event as it is" : `${input} ${inputSha256 ?? "not read yet"}`,
    ...(target.messageGroupId === null ? {} : { [`${name}: message group`]: target.messageGroupId }),
  };
}
