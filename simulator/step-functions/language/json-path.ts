import { StateFailure } from "./execution-error";

type Step = { readonly name: string } | { readonly index: number } | "every";

/** A path as state machines write it: `$.a.b[0]`, `$['a']`, `$.list[*].id`; `$$` starts at the context object. */
export interface JsonPath {
  readonly text: string;
  readonly isContext: boolean;
  readonly steps: readonly Step[];
}

export interface Scope {
  readonly data: unknown;
  /** What `$$` means. */
  readonly context: unknown;
}

const STEP = /\.([A-Za-z_][\w-]*)|\['([^']+)'\]|\["([^"]+)"\]|\[(-?\d+)\]|\[\*\]|\.\*/y;

/** Undefined for text that is no path, or one with filters, slices or descents, which are not simulated. */
export function parsePath(text: string): JsonPath | undefined {
  const isContext = text.startsWith("$$");
  if (!text.startsWith("$")) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = isContext ? 2 : 1;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match) return undefined;
    const [, plain, single, double, index] = match;
    const name = plain ?? single ?? double;
    if (name !== undefined) steps.push({ name });
    else steps.push(index === undefined ? "every" : { index: Number(index) });
  }
  return { text, isContext, steps };
}

export function requirePath(text: string): JsonPath {
  const path = parsePath(text);
  if (path) return path;
  throw new StateFailure("States.Runtime", `Invalid path '${text}'`);
}

/** What the path points at, or undefined when there is nothing; with `[*]` the list of all that is found. */
export function lookUp(path: JsonPath, scope: Scope): unknown {
  let found: unknown[] = [path.isContext ? scope.context : scope.data];
  let isMany = false;
  for (const step of path.steps) {
    if (step === "every") isMany = true;
    found = found.flatMap((value) => childrenOf(value, step));
  }
  return isMany ? found : found[0];
}

function childrenOf(value: unknown, step: Step): unknown[] {
  if (step === "every") return typeof value === "object" && value !== null ? Object.values(value) : [];
  if ("index" in step) {
    const child = Array.isArray(value) ? value.at(step.index) : undefined;
    return child === undefined ? [] : [child];
  }
  return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
}

/** Like `lookUp`; a path that finds nothing fails the state. */
export function read(text: string, scope: Scope, field: string): unknown {
  const found = lookUp(requirePath(text), scope);
  if (found !== undefined) return found;
  const input = JSON.stringify(scope.data);
  throw new StateFailure(
    "States.Runtime",
    `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${input}'`,
  );
}

/** A copy of `data` with the value at the path; objects on the way are made. Lists and other values on the way fail. */
export function write(text: string, data: unknown, value: unknown): unknown {
  const { steps } = requirePath(text);
  return writeSteps(steps, data, value, text);
}

function writeSteps(steps: readonly Step[], data: unknown, value: unknown, text: string): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step !== "every" && "name" in step && (isObject(data) || data === undefined)) {
    const inner = isObject(data) && Object.hasOwn(data, step.name) ? data[step.name] : undefined;
    return { ...(data ?? {}), [step.name]: writeSteps(rest, inner, value, text) };
  }
  if (step !== "every" && "index" in step && Array.isArray(data) && step.index < data.length && step.index >= 0) {
    return data.with(step.index, writeSteps(rest, data[step.index], value, text));
  }
  throw new StateFailure(
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${text} to input ${JSON.stringify(data)}`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
