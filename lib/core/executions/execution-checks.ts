import { actingRules } from "../plans/acting-rules";
import { block, blockUnless, type Finding, pass, unproven, warn } from "../plans/check";
import { gateFinding } from "../plans/checks/gate";
import { LOOP_BOUNCES } from "../plans/checks/history";
import { countInWords, momentInWords, spanInWords } from "../plans/checks/moment";
import type { CheckSet } from "../plans/run-checks";
import type { ExecutionFacts } from "./execution-facts";
import { redriveUntil } from "./now-status";
import { redrivabilityOf } from "./redrivability";

type ExecutionRule = (facts: ExecutionFacts) => Finding | undefined;

/** Every check of a plan about executions by its id; docs/checks.md says what each looks at. */
const RULES: Readonly<Record<string, ExecutionRule>> = {
  ...actingRules("these executions", ({ machine }: ExecutionFacts) => `executions of ${machine.name}`),
  "not-in-another-run": (f) =>
    f.openElsewhere.length > 0
      ? block(
          `${f.openElsewhere.map((run) => `${run.count} of these are in run R-${run.runNumber}`).join(", ")}. Wait for it or cancel it.`,
        )
      : undefined,
  "machine-there": machineThere,
  "still-failed": stillFailed,
  redrivable,
  "redrive-deadline": deadline,
  "same-definition": sameDefinition,
  "done-twice": doneTwice,
  "may-be-started": mayBeStarted,
  "left-out": ({ leftOut }) =>
    leftOut.length > 0
      ? warn(`Of the class ${leftOut.map(({ why, count }) => `${countInWords(count)} are left out: ${why}`).join(" ")}`)
      : undefined,
  "state-transitions": () =>
    pass(
      "Step Functions bills each state that is entered. How many these will enter nobody knows before: no price is told.",
    ),
  "came-back": cameBack,
  gate: (f) => gateFinding(f),
};
export const EXECUTION_CHECKS: CheckSet<ExecutionFacts> = {
  rules: RULES,
  overridable: ["came-back", "gate", "may-be-started"],
};

const MOST_NAMED = 3;
/** What was asked longer ago may have changed. */
const FRESH_SECONDS = 600;

function machineThere({ machine: { name, type, isDeleted } }: ExecutionFacts): Finding {
  if (isDeleted) return block(`${name} was deleted, and its executions with it.`);
  return type === "EXPRESS"
    ? block(
        `${name} is an express state machine: Step Functions keeps nothing of its executions.`,
        "Start them again at their source.",
      )
    : pass(`${name} is a standard state machine, and there.`);
}

/** Whoever redrove one meanwhile has done what this plan is for. */
function stillFailed({ executions, now }: ExecutionFacts): Finding {
  const moved = executions.filter(({ nowStatus }) => nowStatus !== "failed");
  const first = moved[0];
  if (!first) return pass("Each of these stands as it failed, as far as anybody saw.");
  const why = redrivabilityOf(first, now).why ?? "";
  return block(
    `${countInWords(moved.length)} of ${countInWords(executions.length)} moved on (${namesOf(moved)}). ${why}`,
    "Make a new plan without them.",
  );
}

function redrivable(facts: ExecutionFacts): Finding | undefined {
  const { driver, now } = facts;
  if (driver !== "redrive-execution") return undefined;
  const failed = facts.executions.filter(({ nowStatus }) => nowStatus === "failed");
  const judged = failed.map((one) => ({ ...one, ...redrivabilityOf(one, now) }));
  const not = judged.filter(({ isRedrivable }) => isRedrivable === false);
  if (not[0])
    return block(
      `${countInWords(not.length)} of ${countInWords(judged.length)} cannot be redriven (${namesOf(not)}). ${not[0].why}`,
      "Leave them out, or start new executions with the same input (driver start-execution).",
    );
  const unasked = judged.filter(({ isRedrivable }) => isRedrivable === null);
  if (unasked.length > 0)
    return unproven(
      `Step Functions was not asked yet whether ${countInWords(unasked.length)} of ${countInWords(judged.length)} can be redriven. It is asked again right before each; what it refuses is left as it is.`,
    );
  const oldest = Math.max(0, ...judged.map((one) => secondsSince(one.lookedAt, now)));
  const text = `Step Functions said ${spanInWords(oldest)} ago or later that it would redrive each of these.`;
  return oldest > FRESH_SECONDS ? unproven(`${text} It is asked again right before each.`) : pass(text);
}

function deadline({ driver, executions, takesAboutSeconds, now }: ExecutionFacts): Finding | undefined {
  if (driver !== "redrive-execution" || executions.length === 0) return undefined;
  const first = Math.min(...executions.map(({ stoppedAt }) => redriveUntil(stoppedAt).getTime()));
  const leftSeconds = (first - now.getTime()) / 1000;
  if (leftSeconds <= 0) return undefined;
  const text = `The first of these can be redriven until ${momentInWords(new Date(first).toISOString(), now)}`;
  return takesAboutSeconds !== null && leftSeconds < takesAboutSeconds
    ? warn(`${text}, before the run would reach its end in about ${spanInWords(takesAboutSeconds)}.`, "Raise the rate.")
    : pass(`${text}.`);
}

function sameDefinition({ driver, machine, now }: ExecutionFacts): Finding | undefined {
  if (driver !== "redrive-execution") return undefined;
  const { name, definitionChange, isDefinitionKnown } = machine;
  if (definitionChange)
    return warn(
      `The definition of ${name} changed at ${momentInWords(definitionChange.at, now)}, after the first of these failed: a redrive goes on with the one that each began with, so that a fix in the definition is not used.`,
      "Where the fix is in the definition, start new executions with the same input (driver start-execution).",
    );
  return isDefinitionKnown
    ? pass(`The definition of ${name} has not changed since these failed, as far as anybody saw.`)
    : unproven(`The definition of ${name} cannot be read: whether it changed since these failed, nobody can say.`);
}

function doneTwice({ driver, executions }: ExecutionFacts): Finding | undefined {
  if (driver !== "start-execution") return undefined;
  const states = [...new Set(executions.flatMap(({ failedState }) => failedState ?? []))];
  const where = states.length > 0 ? ` They failed in ${listed(states)}: what comes before that is done again.` : "";
  return warn(
    `A new execution begins at the first step: what the old one did outside until it failed happens twice.${where}`,
    "Where it can be redriven, redrive it: it goes on where it failed.",
  );
}

/** A start without an answer may have been heard: whether there is a new execution only looking tells. */
function mayBeStarted({ driver, unanswered }: ExecutionFacts): Finding | undefined {
  if (driver !== "start-execution" || unanswered.length === 0) return undefined;
  const runs = unanswered.map(({ runNumber, count }) => `R-${runNumber} of ${countInWords(count)}`);
  return blockUnless(
    `New executions may have been started already: there was no answer in ${runs.join(", ")} of these.`,
    "Look in Step Functions for executions whose names end with those of the run. Where there are none, say so.",
  );
}

function cameBack({ executions }: ExecutionFacts): Finding | undefined {
  const before = executions.filter(({ redriveCount }) => (redriveCount ?? 0) > 0);
  if (before.length === 0) return undefined;
  const looping = before.filter(({ redriveCount }) => (redriveCount ?? 0) >= LOOP_BOUNCES);
  const most = Math.max(...before.map(({ redriveCount }) => redriveCount ?? 0));
  if (looping.length > 0)
    return blockUnless(
      `${countInWords(looping.length)} of these failed again after ${LOOP_BOUNCES} redrives or more, one after ${most}: they go round in a loop.`,
      "Leave them out, or mend what fails first. If they pass now, say why.",
    );
  return warn(`${countInWords(before.length)} of these failed again after a redrive before.`);
}

function namesOf(executions: readonly { readonly name: string }[]): string {
  return listed(executions.map(({ name }) => name));
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${countInWords(names.length - MOST_NAMED)} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}

function secondsSince(at: Date | null, now: Date): number {
  return at === null ? Number.POSITIVE_INFINITY : Math.max(0, (now.getTime() - at.getTime()) / 1000);
}
