import { isTooDeep } from "../language/depth";
import { checkState, DefinitionProblem, type Json, namesAfter } from "./check-state";
import type { Definition } from "./definition";

export { DefinitionProblem } from "./check-state";

const LARGEST_BYTES = 1_048_576;
const DEEPEST = 100;
const KEPT = 500;
const known = new Map<string, Definition>();

/** The definition that a text holds. Throws DefinitionProblem, in the form of AWS's messages, for what it would refuse or what is not run here. */
export function definitionOf(text: string): Definition {
  const found = known.get(text);
  if (found) return found;
  const parsed = parse(text);
  checkGroup(parsed, "");
  if (known.size >= KEPT) known.clear();
  // checkGroup has looked at every member that the types promise.
  const definition = parsed as unknown as Definition;
  known.set(text, definition);
  return definition;
}

function parse(text: string): Json {
  if (Buffer.byteLength(text) > LARGEST_BYTES) throw new DefinitionProblem("DEFINITION_TOO_LARGE", "", "/");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DefinitionProblem("INVALID_JSON_DESCRIPTION", "Malformed JSON", "/");
  }
  if (isTooDeep(value, DEEPEST)) throw new DefinitionProblem("SCHEMA_VALIDATION_FAILED", "Nested too deep", "/");
  if (isObject(value)) return value;
  throw new DefinitionProblem("INVALID_JSON_DESCRIPTION", "The definition is not a JSON object", "/");
}

function checkGroup(group: Json, place: string): void {
  const { StartAt, States, TimeoutSeconds, QueryLanguage } = group;
  const broken = (message: string, at = place || "/") => new DefinitionProblem("SCHEMA_VALIDATION_FAILED", message, at);
  if (!isObject(States) || Object.keys(States).length === 0) throw broken("These fields are required: [States]");
  if (typeof StartAt !== "string") throw broken("These fields are required: [StartAt]");
  if (QueryLanguage !== undefined && QueryLanguage !== "JSONPath")
    throw broken(`QueryLanguage ${QueryLanguage} is not simulated`);
  if (TimeoutSeconds !== undefined && !(Number.isInteger(TimeoutSeconds) && Number(TimeoutSeconds) > 0)) {
    throw broken("Value is not a positive integer", `${place}/TimeoutSeconds`);
  }
  const mode = isObject(group.ProcessorConfig) ? group.ProcessorConfig.Mode : undefined;
  if (mode !== undefined && mode !== "INLINE") throw broken(`Map mode ${mode} is not simulated`);
  for (const [name, state] of Object.entries(States)) {
    const at = `${place}/States/${name}`;
    if (!isObject(state)) throw broken("The value is not an object", at);
    checkState(name, state, at, checkGroup);
  }
  checkTransitions(StartAt, States, place);
}

/** All targets exist, and every state can be reached. */
function checkTransitions(start: string, states: Json, place: string): void {
  if (!Object.hasOwn(states, start)) throw missingTarget(start, `${place}/StartAt`);
  const reached = new Set([start]);
  for (const name of reached) {
    const state = states[name];
    for (const next of isObject(state) ? namesAfter(state) : []) {
      if (!Object.hasOwn(states, next)) throw missingTarget(next, `${place}/States/${name}/Next`);
      reached.add(next);
    }
  }
  const lost = Object.keys(states).find((name) => !reached.has(name));
  if (lost !== undefined) {
    throw new DefinitionProblem(
      "MISSING_TRANSITION_TARGET",
      `State "${lost}" is not reachable.`,
      `${place}/States/${lost}`,
    );
  }
}

function missingTarget(name: string, at: string): DefinitionProblem {
  return new DefinitionProblem("MISSING_TRANSITION_TARGET", `Missing 'Next' target: ${name}`, at);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
