import { PatternProblem } from "./pattern-problem";
import { isRecord, type ScalarTest } from "./scalar";
import { wildcardTest } from "./wildcard";

type TextTest = (text: string) => boolean;

const TEXT_OPERATORS: Readonly<Record<string, (operand: string) => TextTest>> = {
  prefix: (operand) => (text) => text.startsWith(operand),
  suffix: (operand) => (text) => text.endsWith(operand),
  "equals-ignore-case": (operand) => {
    const folded = operand.toLowerCase();
    return (text) => text.toLowerCase() === folded;
  },
  wildcard: wildcardTest,
};

/** Matches what is present and none of what is named: values, lists, or texts by one of four operators. Throws PatternProblem. */
export function anythingButTest(operand: unknown): ScalarTest {
  if (isRecord(operand)) return notTextTest(operand);
  if (Array.isArray(operand)) return noneOf(operand);
  if (typeof operand === "string" || typeof operand === "number") return (value) => value !== operand;
  throw notAValue();
}

function noneOf(list: readonly unknown[]): ScalarTest {
  if (!list.every((one) => typeof one === "string" || typeof one === "number")) {
    throw new PatternProblem("Inside anything but list, start|null|boolean is not supported.");
  }
  if (new Set(list.map((one) => typeof one)).size !== 1) {
    throw new PatternProblem(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
  const excluded = new Set<unknown>(list);
  return (value) => !excluded.has(value);
}

function notTextTest(expression: Record<string, unknown>): ScalarTest {
  const [entry, ...more] = Object.entries(expression);
  if (!entry) throw new PatternProblem("Anything-But expression name not found");
  const [operator, operand] = entry;
  const testOf = Object.hasOwn(TEXT_OPERATORS, operator) ? TEXT_OPERATORS[operator] : undefined;
  if (!testOf) throw new PatternProblem(`Unsupported anything-but pattern: ${operator}`);
  if (!Array.isArray(operand) && typeof operand !== "string" && typeof operand !== "number") throw notAValue();
  const tests = (Array.isArray(operand) ? operand : [operand]).map((one) => testOf(textIn(operator, one)));
  if (more.length > 0) throw new PatternProblem("Too many elements in numeric expression");
  return (value) => typeof value !== "string" || !tests.some((test) => test(value));
}

function textIn(operator: string, operand: unknown): string {
  const isAffix = operator === "prefix" || operator === "suffix";
  if (typeof operand === "string") {
    if (isAffix && operand === "") throw new PatternProblem("Null prefix/suffix not allowed");
    return operand;
  }
  if (operator === "wildcard") throw new PatternProblem("wildcard match pattern must be a string");
  throw new PatternProblem(
    isAffix
      ? "prefix/suffix match pattern must be a string"
      : "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
  );
}

function notAValue(): PatternProblem {
  return new PatternProblem("Value of anything-but must be an array or single string/number value.");
}
