type Step = { readonly name: string } | { readonly index: number } | "all";

/** A path as EventBridge reads it; more than one value when it goes through a `*`. */
export interface JsonPath {
  readonly steps: readonly Step[];
}

const STEP = /\.\*|\[\*\]|\.?\['([^']+)'\]|\.?\["([^"]+)"\]|\[(\d+)\]|\.([\w/$@:-]+)/y;

/**
 * Reads what the EventBridge user guide ("Input transformation") supports: dots, array indices, `*`, names with
 * dashes, underscores and slashes; names in brackets too. Undefined when the text is no such path.
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith("$")) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  for (let at = 1; at < text.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (!match) return undefined;
    steps.push(stepOf(match));
  }
  return { steps };
}

function stepOf([, single, double, index, plain]: RegExpExecArray): Step {
  if (index !== undefined) return { index: Number(index) };
  const name = single ?? double ?? plain;
  return name === undefined ? "all" : { name };
}

/** What stands at the path: a list of all when it goes through a `*`; undefined when there is nothing. */
export function valueAt(root: unknown, { steps }: JsonPath): unknown {
  let values: readonly unknown[] = [root];
  for (const step of steps) values = values.flatMap((value) => childrenOf(value, step));
  return steps.includes("all") ? values : values[0];
}

function childrenOf(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === "all") return Object.values(value);
  const key = "index" in step ? step.index : step.name;
  return Object.hasOwn(value, key) && (typeof key === "number") === Array.isArray(value)
    ? [Reflect.get(value, key)]
    : [];
}
