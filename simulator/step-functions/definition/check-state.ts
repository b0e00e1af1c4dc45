import { type ChoiceRule, operatorOf, rulesIn } from "../language/choice-rules";
import { parsePath } from "../language/json-path";
import { badTemplateMember } from "../language/template";
import { resourceKind } from "./resources";
import { NOT_SIMULATED, PATH_MEMBERS, STATE_MEMBERS, TEMPLATE_MEMBERS } from "./state-members";

export type Json = Readonly<Record<string, unknown>>;

/** Why a definition is refused. */
export class DefinitionProblem extends Error {
  constructor(code: string, message: string, place: string) {
    super(`Invalid State Machine Definition: '${code}: ${message} at ${place}'`);
  }
}

const LONGEST_NAME = 80;

function broken(message: string, place: string): DefinitionProblem {
  return new DefinitionProblem("SCHEMA_VALIDATION_FAILED", message, place);
}

/** Looks at one state, and through `checkGroup` at the states inside of it. */
export function checkState(
  name: string,
  state: Json,
  place: string,
  checkGroup: (group: Json, place: string) => void,
): void {
  const type = String(state.Type);
  const members = Object.hasOwn(STATE_MEMBERS, type) ? STATE_MEMBERS[type] : undefined;
  if (name === "" || name.length > LONGEST_NAME) throw broken("State name must be 1 to 80 characters long", place);
  if (!members) throw broken(`Value is not one of ${Object.keys(STATE_MEMBERS).join(", ")}`, `${place}/Type`);
  checkMembers(state, members, place);
  checkPaths(state, place);
  if (members.includes("Next")) checkFlow(state, place);
  checkGuards(state, place);
  CHECKS[type]?.(state, place, checkGroup);
}

function checkMembers(state: Json, members: readonly string[], place: string): void {
  for (const member of Object.keys(state)) {
    if (member === "Type" || member === "Comment" || members.includes(member)) continue;
    if (NOT_SIMULATED.includes(member)) throw broken(`${member} is not simulated`, `${place}/${member}`);
    throw broken(`Field is not supported`, `${place}/${member}`);
  }
}

function checkPaths(state: Json, place: string): void {
  for (const member of PATH_MEMBERS) {
    const path = state[member];
    if (path === undefined || (path === null && /^(In|Out|Result)/.test(member))) continue;
    if (typeof path !== "string" || !parsePath(path))
      throw broken("Value is not a Reference Path", `${place}/${member}`);
  }
  for (const member of TEMPLATE_MEMBERS) {
    const bad = badTemplateMember(state[member], `${place}/${member}`);
    if (bad) throw broken("The value for the field must be a valid JSONPath or intrinsic function", bad);
  }
}

function checkFlow({ Next, End }: Json, place: string): void {
  if ((typeof Next === "string") === (End === true)) {
    throw broken(Next === undefined ? "Missing 'Next' or 'End'" : "Only one of 'Next' and 'End' is allowed", place);
  }
}

function checkGuards(state: Json, place: string): void {
  for (const [place_, one] of [...listed(state, "Retry", place), ...listed(state, "Catch", place)]) {
    const { ErrorEquals } = one;
    const isNamed =
      Array.isArray(ErrorEquals) && ErrorEquals.length > 0 && ErrorEquals.every((e) => typeof e === "string");
    if (!isNamed) throw broken("These fields are required: [ErrorEquals]", place_);
  }
  for (const [at, retrier] of listed(state, "Retry", place)) checkRetrier(retrier, at);
  for (const [at, { Next }] of listed(state, "Catch", place)) {
    if (typeof Next !== "string") throw broken("These fields are required: [Next]", at);
  }
}

function checkRetrier(
  { IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds = 1 }: Json,
  at: string,
) {
  const isWhole = (value: unknown, from: number) => Number.isInteger(value) && Number(value) >= from;
  if (!isWhole(IntervalSeconds, 1)) throw broken("Value is not a positive integer", `${at}/IntervalSeconds`);
  if (!isWhole(MaxAttempts, 0)) throw broken("Value is not a non-negative integer", `${at}/MaxAttempts`);
  if (!isWhole(MaxDelaySeconds, 1)) throw broken("Value is not a positive integer", `${at}/MaxDelaySeconds`);
  if (!(Number(BackoffRate) >= 1)) throw broken("Value is less than 1.0", `${at}/BackoffRate`);
}

type Check = (state: Json, place: string, checkGroup: (group: Json, place: string) => void) => void;

const CHECKS: Readonly<Record<string, Check>> = {
  Task: ({ Resource, TimeoutSeconds = 1 }, place) => {
    if (typeof Resource !== "string") throw broken("These fields are required: [Resource]", place);
    if (!resourceKind(Resource)) throw broken(`The resource ${Resource} is not simulated`, `${place}/Resource`);
    if (!(Number.isInteger(TimeoutSeconds) && Number(TimeoutSeconds) > 0)) {
      throw broken("Value is not a positive integer", `${place}/TimeoutSeconds`);
    }
  },
  Choice: (state, place) => {
    const choices = listed(state, "Choices", place);
    if (choices.length === 0) throw broken("These fields are required: [Choices]", place);
    for (const [at, rule] of choices) {
      if (typeof rule.Next !== "string") throw broken("These fields are required: [Next]", at);
      checkRule(rule, at);
    }
  },
  Wait: (state, place) => {
    const given = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"].filter((name) => state[name] !== undefined);
    if (given.length !== 1) throw broken("Exactly one of Seconds, SecondsPath, Timestamp and TimestampPath", place);
  },
  Parallel: (state, place, checkGroup) => {
    const branches = listed(state, "Branches", place);
    if (branches.length === 0) throw broken("These fields are required: [Branches]", place);
    for (const [at, branch] of branches) checkGroup(branch, at);
  },
  Map: (state, place, checkGroup) => {
    const name = state.ItemProcessor === undefined ? "Iterator" : "ItemProcessor";
    const processor = state[name];
    if (!isObject(processor)) throw broken("These fields are required: [ItemProcessor]", place);
    checkGroup(processor, `${place}/${name}`);
  },
};

function checkRule(rule: ChoiceRule, place: string): void {
  const operator = operatorOf(rule);
  if (!operator) throw broken("The rule needs exactly one known comparison", place);
  const inner =
    operator === "Not" ? [Object(rule.Not)] : operator === "And" || operator === "Or" ? rulesIn(rule[operator]) : [];
  for (const one of inner) checkRule(one, `${place}/${operator}`);
  if (inner.length === 0 && !(typeof rule.Variable === "string" && parsePath(rule.Variable))) {
    throw broken("Value is not a Reference Path", `${place}/Variable`);
  }
}

/** The states that may come after this one. */
export function namesAfter(state: Json): string[] {
  const nexts = [...listed(state, "Choices", ""), ...listed(state, "Catch", "")].map(([, one]) => one.Next);
  return [state.Next, state.Default, ...nexts].filter((name) => typeof name === "string");
}

function listed(state: Json, member: string, place: string): (readonly [string, Json])[] {
  const list = state[member];
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw broken("Value is not an array", `${place}/${member}`);
  return list.map((one, index) => {
    const at = `${place}/${member}[${index}]`;
    if (!isObject(one)) throw broken("The value is not an object", at);
    return [at, one] as const;
  });
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
