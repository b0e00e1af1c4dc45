import { isJsonObject, type JsonValue } from "@/lib/core/messages/json";

type Step = { readonly name: string } | { readonly index: number } | "all";

/** A JSON path as EventBridge reads it in InputPath and InputPathsMap. */
export type EventPath = readonly Step[];

const NAME = /[\w/$@:-]+/;
const STEP = new RegExp(
  String.raw`\.?\[(?:(?<index>\d+)|(?<each>\*)|'(?<single>[^']+)'|"(?<double>[^"]+)")\]|\.(?:(?<star>\*)|(?<plain>${NAME.source}))`,
  "y",
);

/**
 * Dots, indices, `*`, and names in brackets (EventBridge user guide, "Input transformation"). Undefined for any other
 * path: whoever cannot read it must not guess what EventBridge would have found there.
 */
export function parseEventPath(text: string): EventPath | undefined {
  if (!text.startsWith("$")) return undefined;
  const steps: Step[] = [];
  let at = 1;
  while (at < text.length) {
    STEP.lastIndex = at;
    const groups = STEP.exec(text)?.groups;
    if (!groups) return undefined;
    const { index, single, double, plain } = groups;
    const name = single ?? double ?? plain;
    steps.push(index !== undefined ? { index: Number(index) } : name !== undefined ? { name } : "all");
    at = STEP.lastIndex;
  }
  return steps;
}

/** What stands there: with a `*` on the way the list of all that stands there; undefined when there is nothing. */
export function atEventPath(root: JsonValue, path: EventPath): JsonValue | undefined {
  let found: JsonValue[] = [root];
  for (const step of path) found = found.flatMap((value) => childrenOf(value, step));
  return path.includes("all") ? found : found[0];
}

function childrenOf(value: JsonValue, step: Step): JsonValue[] {
  if (step === "all") return typeof value === "object" && value !== null ? Object.values(value) : [];
  if ("index" in step) {
    const item = Array.isArray(value) ? value[step.index] : undefined;
    return item === undefined ? [] : [item];
  }
  const child = isJsonObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  return child === undefined ? [] : [child];
}
