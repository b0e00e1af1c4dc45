import type { Call } from "../../service";
import { booleanIn } from "../../wire/input";
import { oneOfIn, validationProblem } from "../archives/check-input";
import { listPage } from "../archives/list-page";
import { requireBus } from "../resources/event-bus";
import { checkUnmanaged, requireRule, ruleArnOf, ruleOf, rulesOf } from "../resources/rule";
import { planSchedule } from "../schedule/plan-schedule";
import type { Rule } from "../state";
import { busPlaceIn, type Input, limitedTextIn, RULE_NAME, requiredTextIn, rulePlaceIn } from "./parameters";

export function describeRule(call: Call, input: Input) {
  const place = rulePlaceIn(call, input);
  call.authorize(ruleArnOf(place));
  requireBus(call.world, place);
  const rule = requireRule(call.world, place);
  return { ...shown(rule), CreatedBy: rule.accountId };
}

export function listRules(call: Call, input: Input) {
  call.authorize("*");
  const place = busPlaceIn(call, input);
  const prefix = limitedTextIn(input, "NamePrefix", RULE_NAME) ?? "";
  requireBus(call.world, place);
  const rules = rulesOf(call.world, place).filter(({ ruleName }) => ruleName.startsWith(prefix));
  const { shown: page, NextToken } = listPage(input, rules);
  return { Rules: page.map(shown), NextToken };
}

export function listRuleNamesByTarget(call: Call, input: Input) {
  call.authorize("*");
  const targetArn = requiredTextIn(input, "TargetArn", { shortest: 1, longest: 1600 });
  const place = busPlaceIn(call, input);
  requireBus(call.world, place);
  const rules = rulesOf(call.world, place).filter(({ targets }) => targets.some(({ Arn }) => Arn === targetArn));
  const { shown: page, NextToken } = listPage(input, rules);
  return { RuleNames: page.map(({ ruleName }) => ruleName), NextToken };
}

export function enableRule(call: Call, input: Input) {
  return setState(call, input, "ENABLED");
}

export function disableRule(call: Call, input: Input) {
  return setState(call, input, "DISABLED");
}

/** The rule must have no targets; deleting one that does not exist succeeds. */
export function deleteRule(call: Call, input: Input) {
  const place = rulePlaceIn(call, input);
  call.authorize(ruleArnOf(place));
  requireBus(call.world, place);
  const rule = ruleOf(call.world, place);
  if (!rule) return {};
  checkUnmanaged(rule, booleanIn(input, "Force"));
  if (rule.targets.length > 0) throw validationProblem("Rule can't be deleted since it has targets.");
  call.world.events.rules.delete(rule);
  return {};
}

/** State as PutRule takes it; ENABLED when it is absent. */
export function stateIn(input: Input): Rule["state"] {
  const states = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] as const;
  const state = oneOfIn(input, "State", states) ?? "ENABLED";
  if (state === "ENABLED" || state === "DISABLED") return state;
  throw validationProblem(`State ${state} is not simulated.`);
}

function setState(call: Call, input: Input, state: Rule["state"]) {
  const place = rulePlaceIn(call, input);
  call.authorize(ruleArnOf(place));
  requireBus(call.world, place);
  const rule = requireRule(call.world, place);
  checkUnmanaged(rule);
  const isChange = rule.state !== state;
  rule.state = state;
  if (isChange) planSchedule(call.world, rule, call.world.clock.now());
  return {};
}

function shown(rule: Rule) {
  return {
    Name: rule.ruleName,
    Arn: rule.arn,
    EventPattern: rule.eventPattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    ManagedBy: rule.managedBy,
    EventBusName: rule.busName,
  };
}
