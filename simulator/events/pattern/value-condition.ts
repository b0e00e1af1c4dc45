import { anythingButTest } from "./anything-but";
import { cidrTest, parseIpAddress } from "./ip-address";
import { numericTest } from "./numeric";
import { PatternProblem } from "./pattern-problem";
import { isRecord, isScalar, type Scalar, type ScalarTest } from "./scalar";
import { wildcardTest } from "./wildcard";

/** One member of a leaf's array: a test of the values that are there, or `absent`: there must be none. */
export type ValueCondition = ScalarTest | "absent";

const ONE_KEY = "Only one key allowed in match expression";

/** Reads one member of a leaf's array. Throws PatternProblem. */
export function valueConditionOf(member: unknown): ValueCondition {
  if (isScalar(member)) return exactTest(member);
  if (!isRecord(member)) throw new PatternProblem("Match value must be String, number, true, false, or null");
  const [entry, ...more] = Object.entries(member);
  if (!entry) throw new PatternProblem("Match expression name not found");
  const [operator, operand] = entry;
  const read = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!read) throw new PatternProblem(`Unrecognized match type ${operator}`);
  const condition = read(operand);
  if (more.length === 0) return condition;
  const isList = operator === "numeric" || operator === "anything-but";
  throw new PatternProblem(isList ? "Too many elements in numeric expression" : ONE_KEY);
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => ValueCondition>> = {
  exactly: (operand) => exactTest(textIn(operand, "exact")),
  prefix: (operand) => affixTest(operand, "prefix"),
  suffix: (operand) => affixTest(operand, "suffix"),
  "equals-ignore-case": (operand) => {
    const folded = textIn(operand, "equals-ignore-case").toLowerCase();
    return textsThat((text) => text.toLowerCase() === folded);
  },
  wildcard: (operand) => textsThat(wildcardTest(textIn(operand, "wildcard"))),
  "anything-but": anythingButTest,
  numeric: numericTest,
  cidr: cidrTest,
  exists: (operand) => {
    if (operand === true) return () => true;
    if (operand === false) return "absent";
    throw new PatternProblem("exists match pattern must be either true or false.");
  },
};

/** Numbers are equal by value, however they are written; so are IP addresses. */
function exactTest(expected: Scalar): ScalarTest {
  const address = typeof expected === "string" ? parseIpAddress(expected) : undefined;
  if (!address) return (value) => value === expected;
  return (value) => {
    const other = typeof value === "string" ? parseIpAddress(value) : undefined;
    return other?.bits === address.bits && other.value === address.value;
  };
}

function affixTest(operand: unknown, side: "prefix" | "suffix"): ScalarTest {
  const isIgnoringCase = isRecord(operand);
  const text = isIgnoringCase ? ignoringCaseIn(operand, side) : textIn(operand, side);
  const affix = isIgnoringCase ? text.toLowerCase() : text;
  const shown = isIgnoringCase ? (value: string) => value.toLowerCase() : (value: string) => value;
  return textsThat(
    side === "prefix" ? (value) => shown(value).startsWith(affix) : (value) => shown(value).endsWith(affix),
  );
}

function ignoringCaseIn(operand: Record<string, unknown>, side: "prefix" | "suffix"): string {
  const [entry, ...more] = Object.entries(operand);
  const name = side === "prefix" ? "Prefix" : "Suffix";
  if (!entry) throw new PatternProblem(`${name} expression name not found`);
  if (entry[0] !== "equals-ignore-case") throw new PatternProblem(`Unsupported ${side} pattern: ${entry[0]}`);
  const text = textIn(entry[1], "equals-ignore-case");
  if (more.length > 0) throw new PatternProblem(ONE_KEY);
  return text;
}

function textIn(operand: unknown, operator: string): string {
  if (typeof operand === "string") return operand;
  throw new PatternProblem(`${operator} match pattern must be a string`);
}

function textsThat(test: (text: string) => boolean): ScalarTest {
  return (value) => typeof value === "string" && test(value);
}
