import { compilePattern } from "../events/pattern/compile-pattern";
import type { BehaviourStep, Emission } from "./behaviour";
import { fillText, fillValue } from "./fill-in";
import type { Item } from "./items";

/** What becomes of one item, as plain JSON: a run under way survives a saved state. */
export interface Verdict {
  readonly id?: string;
  readonly ms: number;
  readonly log: readonly string[];
  readonly emissions: readonly Emission[];
  readonly returns?: unknown;
  readonly fails?: "timeout" | "throttle" | FunctionError;
}

export interface FunctionError {
  readonly type: string;
  readonly message: string;
  readonly trace?: readonly string[];
}

const USUAL_MS = 50;

const matchers = new WeakMap<object, (seen: unknown) => boolean>();

/** What the behaviour says of an item; nothing that matches is a success. */
export function judge(steps: readonly BehaviourStep[], item: Item, random: () => number): Verdict {
  const { view, id } = item;
  const step = steps.find(({ when, rate }) => matches(when, view) && (rate === undefined || random() < rate)) ?? {};
  return {
    id,
    ms: step.ms ?? USUAL_MS,
    log: (step.log ?? []).map((line) => fillText(line, view)),
    emissions: (step.emit ?? []).map((emission) => filled(emission, view)),
    returns: fillValue(step.returns, view),
    fails: failureOf(step, view),
  };
}

function matches(when: BehaviourStep["when"], view: unknown): boolean {
  if (!when) return true;
  const matcher = matchers.get(when) ?? compilePattern(when);
  matchers.set(when, matcher);
  return matcher(view);
}

function failureOf({ fails }: BehaviourStep, view: unknown): Verdict["fails"] {
  if (typeof fails !== "object") return fails;
  const trace = fails.trace?.map((line) => fillText(line, view));
  return { type: fails.type, message: fillText(fails.message, view), trace };
}

function filled(emission: Emission, view: unknown): Emission {
  const { to, body, attributes, groupId, source, detailType } = emission;
  const text = (value: string | undefined) => value && fillText(value, view);
  return {
    to,
    body: typeof body === "string" ? fillText(body, view) : fillValue(body, view),
    attributes: attributes && Object.fromEntries(Object.entries(attributes).map(([k, v]) => [k, fillText(v, view)])),
    groupId: text(groupId),
    source: text(source),
    detailType: text(detailType),
  };
}
