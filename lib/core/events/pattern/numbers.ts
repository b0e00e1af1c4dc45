import type { Answer } from "./pattern";

/** Up to here, and to six places behind the point, EventBridge documents that numbers are compared. */
const MOST = 5e9;
const CLOSE = 1e-6;
const MOST_DIGITS = 15;

/**
 * Whether a number of an event is the one of a pattern. The user guide says that both are compared as they are written; the
 * matcher that AWS publishes also takes numbers of one value for the same. Where these two differ, nobody can say.
 */
export function isSameNumber(wanted: string, found: string): Answer {
  if (wanted === found) return true;
  if (Number(wanted) !== Number(found)) return false;
  if (isExact(wanted) && isExact(found))
    return { doubt: `AWS documents that ${found} is not ${wanted}, and its own matcher takes them for the same` };
  return false;
}

export type Comparison = "<" | "<=" | "=" | ">=" | ">";

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  "=": (a, b) => a === b,
  ">=": (a, b) => a >= b,
  ">": (a, b) => a > b,
};

export function isComparison(text: unknown): text is Comparison {
  return typeof text === "string" && Object.hasOwn(COMPARE, text);
}

/** Whether a number of an event compares so with one of a pattern; in doubt where EventBridge documents no comparison. */
export function compares(found: string, comparison: Comparison, bound: string): Answer {
  const [a, b] = [Number(found), Number(bound)];
  const isClose = Math.abs(a - b) < CLOSE;
  if (Math.abs(a) > MOST || (isClose && !(isExact(found) && isExact(bound))))
    return {
      doubt: `EventBridge compares numbers only to ±5,000,000,000 and six places behind the point; this one is ${found}`,
    };
  return COMPARE[comparison](a, b);
}

/** Whether no digit of it is beyond what EventBridge documents to tell apart. */
function isExact(text: string): boolean {
  const value = Number(text);
  if (Math.abs(value) > MOST) return false;
  const digits = text.replace(/e.*$/i, "").replace(/^-?0*\.?0*|\./g, "");
  return digits.length <= MOST_DIGITS && Number(value.toFixed(6)) === value;
}
