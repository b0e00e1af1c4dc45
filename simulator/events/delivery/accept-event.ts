import type { World } from "../../service";
import { archiveEvent, isArchiveRule } from "../archives/archive-event";
import type { BusPlace } from "../resources/event-bus";
import type { BusEvent, Rule, Target } from "../state";
import { DELIVER, type Delivery } from "./delivery";
import { matchingRules } from "./matching-rules";
import { reportForRule, reportMatch } from "./rule-metrics";

export interface Passage {
  /** How often the event has been handed from bus to bus before it came here; 0 unless told. */
  readonly hops?: number;
  /** A replay's FilterArns: only these rules get the event; all rules when empty. */
  readonly onlyRuleArns?: readonly string[];
}

const SOONEST_MS = 50;
const LATEST_MS = 200;

/**
 * Takes an event in on a bus (which must exist): every enabled rule whose pattern it matches gets it, and so does each
 * archive of the bus, through its managed rule. Nothing is delivered when this returns; each target's first attempt
 * follows within a fifth of a second.
 */
export function acceptEvent(
  world: World,
  bus: BusPlace,
  event: BusEvent,
  now: number,
  { hops = 0, onlyRuleArns = [] }: Passage = {},
): void {
  const isAsked = ({ arn }: Rule) => onlyRuleArns.length === 0 || onlyRuleArns.includes(arn);
  const rules = matchingRules(world, bus, event).filter(isAsked);
  if (rules.length === 0) return;
  reportMatch(world, bus, rules, now);
  for (const rule of rules) {
    if (isArchiveRule(rule)) archiveEvent(world, rule, event, now);
    else invokeTargets(world, rule, event, now, hops);
  }
}

/** Plans the first attempt at each target of a rule, whatever the rule's pattern says: a schedule uses this too. */
export function invokeTargets(world: World, rule: Rule, event: BusEvent, now: number, hops = 0): void {
  for (const target of rule.targets) {
    reportForRule(world, rule, "InvocationsCreated", now);
    const at = now + SOONEST_MS + Math.floor(world.random() * (LATEST_MS - SOONEST_MS));
    world.agenda.plan({ at, kind: DELIVER, subject: deliveryOf(rule, target, event, now, hops) });
  }
}

function deliveryOf(rule: Rule, target: Target, event: BusEvent, acceptedAt: number, hops: number): Delivery {
  const { accountId, region, busName, ruleName, arn } = rule;
  return { accountId, region, busName, ruleName, ruleArn: arn, target, event, acceptedAt, hops, attempt: 1 };
}
