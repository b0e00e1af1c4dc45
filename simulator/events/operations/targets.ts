import type { Call } from "../../service";
import { booleanIn, objectsIn } from "../../wire/input";
import { required, validationProblem } from "../archives/check-input";
import { listPage } from "../archives/list-page";
import { requireBus } from "../resources/event-bus";
import { checkUnmanaged, requireRule, ruleArnOf } from "../resources/rule";
import type { Rule, Target } from "../state";
import { targetIn } from "./check-target";
import { type Input, limitExceeded, rulePlaceIn, textsIn } from "./parameters";

/** EventBridge API reference, PutTargets: entries of a request, and targets of a rule. */
const MOST_ENTRIES = 10;
const MOST_TARGETS = 5;

/** Adds targets, or replaces those of the same ids; all of them or, when one is refused, none. */
export function putTargets(call: Call, input: Input) {
  const rule = ruleIn(call, input);
  checkUnmanaged(rule);
  const entries = required(objectsIn(input, "Targets"), "Targets");
  checkCount(entries, "targets");
  const targets = new Map(rule.targets.map((target) => [target.Id, target]));
  for (const [index, entry] of entries.entries()) {
    const target = targetIn(entry, index + 1, rule);
    targets.set(target.Id, target);
  }
  if (targets.size > MOST_TARGETS) throw limitExceeded();
  rule.targets = [...targets.values()];
  return { FailedEntryCount: 0, FailedEntries: [] };
}

/** Ids that the rule does not have are no error. */
export function removeTargets(call: Call, input: Input) {
  const rule = ruleIn(call, input);
  checkUnmanaged(rule, booleanIn(input, "Force"));
  const ids = required(textsIn(input, "Ids"), "Ids");
  checkCount(ids, "ids");
  rule.targets = rule.targets.filter(({ Id }) => !ids.includes(Id));
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function listTargetsByRule(call: Call, input: Input) {
  const rule = ruleIn(call, input);
  const named = rule.targets.map((target) => ({ name: target.Id, target }));
  named.sort((one, other) => (one.name < other.name ? -1 : 1));
  const { shown, NextToken } = listPage(input, named);
  return { Targets: shown.map(({ target }): Target => target), NextToken };
}

function ruleIn(call: Call, input: Input): Rule {
  const place = rulePlaceIn(call, input, "Rule");
  call.authorize(ruleArnOf(place));
  requireBus(call.world, place);
  return requireRule(call.world, place);
}

function checkCount(entries: readonly unknown[], at: string): void {
  const isEmpty = entries.length === 0;
  if (!isEmpty && entries.length <= MOST_ENTRIES) return;
  const limit = isEmpty ? "greater than or equal to 1" : `less than or equal to ${MOST_ENTRIES}`;
  throw validationProblem(
    `1 validation error detected: Value '${JSON.stringify(entries)}' at '${at}' failed to satisfy constraint: Member must have length ${limit}`,
  );
}
