import { PatternProblem } from "./pattern-problem";
import type { ScalarTest } from "./scalar";

/** EventBridge user guide, "Comparison operators": numeric matching works between -5.0e9 and +5.0e9 inclusive. */
const LARGEST = 5e9;

const COMPARISONS: Readonly<Record<string, (bound: number) => (value: number) => boolean>> = {
  "=": (bound) => (value) => value === bound,
  "<": (bound) => (value) => value < bound,
  "<=": (bound) => (value) => value <= bound,
  ">": (bound) => (value) => value > bound,
  ">=": (bound) => (value) => value >= bound,
};

/** Matches JSON numbers by one comparison or a range such as `[">", 0, "<=", 5]`. Throws PatternProblem. */
export function numericTest(expression: unknown): ScalarTest {
  if (!Array.isArray(expression)) throw new PatternProblem("Value of numeric must be an array.");
  const [operator, bound, upperOperator, upper, ...more] = expression;
  if (typeof operator !== "string") {
    throw new PatternProblem(`Invalid member in numeric match: ${expression.length === 0 ? "]" : String(operator)}`);
  }
  const first = comparisonOf(operator, bound, `Unrecognized numeric range operator: ${operator}`);
  if (expression.length === 2) return numbersThat(first);
  if (!operator.startsWith(">")) throw new PatternProblem("Too many elements in numeric expression");
  if (typeof upperOperator !== "string") {
    throw new PatternProblem(`Bad value in numeric range: ${String(upperOperator)}`);
  }
  if (!upperOperator.startsWith("<")) throw new PatternProblem(`Bad numeric range operator: ${upperOperator}`);
  const second = comparisonOf(upperOperator, upper, `Bad numeric range operator: ${upperOperator}`);
  if (more.length > 0) throw new PatternProblem("Too many terms in numeric range expression");
  if (Number(bound) >= Number(upper)) throw new PatternProblem("Bottom must be less than top");
  return numbersThat((value) => first(value) && second(value));
}

function comparisonOf(operator: string, bound: unknown, unknownOperator: string): (value: number) => boolean {
  const comparison = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  if (!comparison) throw new PatternProblem(unknownOperator);
  if (typeof bound !== "number") {
    throw new PatternProblem(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  }
  if (Math.abs(bound) > LARGEST) throw new PatternProblem("Value must be between -5.0E9 and 5.0E9, inclusive");
  return comparison(bound);
}

function numbersThat(compare: (value: number) => boolean): ScalarTest {
  return (value) => typeof value === "number" && Math.abs(value) <= LARGEST && compare(value);
}
