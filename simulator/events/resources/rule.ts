import { AwsError } from "../../aws-error";
import type { World } from "../../service";
import type { Rule } from "../state";
import { type BusPlace, DEFAULT_BUS } from "./event-bus";

export interface RulePlace extends BusPlace {
  readonly ruleName: string;
}

/** A rule of the default bus has no bus in its ARN. */
export function ruleArnOf({ accountId, region, busName, ruleName }: RulePlace): string {
  const path = busName === DEFAULT_BUS ? ruleName : `${busName}/${ruleName}`;
  return `arn:aws:events:${region}:${accountId}:rule/${path}`;
}

/** The rule that a rule's ARN means; undefined when the text is no such ARN. */
export function parseRuleArn(arn: string): RulePlace | undefined {
  const [, region, accountId, path] = /^arn:aws:events:([a-z0-9-]+):(\d{12}):rule\/(.+)$/.exec(arn) ?? [];
  if (!region || !accountId || !path) return undefined;
  const slash = path.lastIndexOf("/");
  return {
    region,
    accountId,
    busName: slash < 0 ? DEFAULT_BUS : path.slice(0, slash),
    ruleName: path.slice(slash + 1),
  };
}

export function ruleOf(world: World, { accountId, region, busName, ruleName }: RulePlace): Rule | undefined {
  return world.events.rules.get(accountId, region, `${busName}/${ruleName}`);
}

/** Throws ResourceNotFoundException. */
export function requireRule(world: World, place: RulePlace): Rule {
  const rule = ruleOf(world, place);
  if (rule) return rule;
  const message = `Rule ${place.ruleName} does not exist on EventBus ${place.busName}.`;
  throw new AwsError("ResourceNotFoundException", message);
}

/** The rules of a bus in the order of their names. */
export function rulesOf(world: World, { accountId, region, busName }: BusPlace): Rule[] {
  return world.events.rules.list(accountId, region).filter((rule) => rule.busName === busName);
}

/** Throws ManagedRuleException for a rule that a service manages, unless the caller forces it. */
export function checkUnmanaged({ managedBy, ruleName }: Rule, isForced = false): void {
  if (!managedBy || isForced) return;
  const message = `Rule ${ruleName} is managed by ${managedBy} and can be changed by that service only.`;
  throw new AwsError("ManagedRuleException", message);
}
