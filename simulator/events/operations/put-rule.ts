import type { Call } from "../../service";
import { validationProblem } from "../archives/check-input";
import { DEFAULT_BUS, requireBus } from "../resources/event-bus";
import { checkUnmanaged, type RulePlace, ruleArnOf, ruleOf, rulesOf } from "../resources/rule";
import { planSchedule } from "../schedule/plan-schedule";
import { parseSchedule } from "../schedule/schedule-expression";
import type { Rule } from "../state";
import { eventPatternIn, type Input, limitExceeded, limitedTextIn, rulePlaceIn, tagsIn } from "./parameters";
import { stateIn } from "./rules";

/** EventBridge quotas: rules of a bus. */
const MOST_RULES = 300;

/** Creates a rule, or replaces all of an existing one but its targets and tags. */
export function putRule(call: Call, input: Input) {
  const { world } = call;
  const place = rulePlaceIn(call, input);
  const asked = askedIn(input, place);
  const tags = tagsIn(input);
  const arn = ruleArnOf(place);
  call.authorize(arn);
  const old = ruleOf(world, place);
  if (!old && Object.keys(tags).length > 0) call.authorize(arn, "events:TagResource");
  requireBus(world, place);
  if (old) checkUnmanaged(old);
  else if (rulesOf(world, place).length >= MOST_RULES) throw limitExceeded();
  const now = world.clock.now();
  const kept = old ?? { ...newRule(place, now), tags };
  const rule = world.events.rules.put({ ...kept, ...asked });
  const isSameSchedule = old?.scheduleExpression === rule.scheduleExpression && old?.state === rule.state;
  if (!isSameSchedule) planSchedule(world, rule, now);
  return { RuleArn: arn };
}

/** What a PutRule says; what it leaves out becomes undefined. */
function askedIn(input: Input, { busName }: RulePlace) {
  const eventPattern = eventPatternIn(input);
  const scheduleExpression = limitedTextIn(input, "ScheduleExpression", { longest: 256 }) || undefined;
  const state = stateIn(input);
  const description = limitedTextIn(input, "Description", { longest: 512 });
  const roleArn = limitedTextIn(input, "RoleArn", { shortest: 1, longest: 1600 });
  if (!eventPattern && !scheduleExpression) {
    throw validationProblem("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (scheduleExpression && busName !== DEFAULT_BUS) {
    throw validationProblem("ScheduleExpression is supported only on the default event bus.");
  }
  if (scheduleExpression && !parseSchedule(scheduleExpression)) {
    throw validationProblem("Parameter ScheduleExpression is not valid.");
  }
  return { eventPattern, scheduleExpression, state, description, roleArn };
}

function newRule(place: RulePlace, createdAt: number): Rule {
  const { accountId, region, busName, ruleName } = place;
  const arn = ruleArnOf(place);
  return {
    ...{ accountId, region, busName, ruleName, arn, createdAt },
    name: `${busName}/${ruleName}`,
    state: "ENABLED",
    targets: [],
    tags: {},
  };
}
