import { fitsParts } from "../../glob";
import { StateFailure } from "./execution-error";
import { lookUp, requirePath, type Scope } from "./json-path";

export type ChoiceRule = Readonly<Record<string, unknown>>;

type Ordering = (one: string | number, other: string | number) => boolean;

const ORDERINGS: Readonly<Record<string, Ordering>> = {
  Equals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  GreaterThan: (one, other) => one > other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThanEquals: (one, other) => one >= other,
};

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const isTimestamp = (value: unknown) => typeof value === "string" && TIMESTAMP.test(value);

/** A value as its type compares, or undefined when it is of another type. */
const READERS: Readonly<Record<string, (value: unknown) => string | number | undefined>> = {
  String: (value) => (typeof value === "string" ? value : undefined),
  Numeric: (value) => (typeof value === "number" ? value : undefined),
  Boolean: (value) => (typeof value === "boolean" ? String(value) : undefined),
  Timestamp: (value) => (isTimestamp(value) ? Date.parse(String(value)) : undefined),
};

const TYPE_TESTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === "string",
  IsNumeric: (value) => typeof value === "number",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: isTimestamp,
};

const COMPARISON =
  /^(?:(String|Numeric|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)|(Boolean)(Equals))(Path)?$/;

/** The comparison that a rule makes, such as `StringEquals`; undefined when it makes none or more than one. */
export function operatorOf(rule: ChoiceRule): string | undefined {
  const operators = Object.keys(rule).filter((name) => !["Variable", "Next", "Comment"].includes(name));
  const [operator = ""] = operators;
  if (operators.length !== 1) return undefined;
  const isKnown = COMPARISON.test(operator) || Object.hasOwn(TYPE_TESTS, operator) || operator === "StringMatches";
  return isKnown || ["And", "Or", "Not"].includes(operator) ? operator : undefined;
}

/** Whether the rule holds. A variable that is not there fails the state, except for IsPresent. */
export function holds(rule: ChoiceRule, scope: Scope): boolean {
  const operator = operatorOf(rule) ?? "";
  const expected = rule[operator];
  if (operator === "And") return rulesIn(expected).every((one) => holds(one, scope));
  if (operator === "Or") return rulesIn(expected).some((one) => holds(one, scope));
  if (operator === "Not") return !holds(Object(expected), scope);
  const value = lookUp(requirePath(String(rule.Variable)), scope);
  if (value === undefined && operator !== "IsPresent") {
    throw new StateFailure(
      "States.Runtime",
      `Invalid path '${rule.Variable}': The choice state's condition path references an invalid value.`,
    );
  }
  const typeTest = TYPE_TESTS[operator];
  if (typeTest) return typeTest(value) === expected;
  if (operator === "StringMatches") return typeof value === "string" && matches(value, String(expected));
  return compares(operator, value, expected, scope);
}

function compares(operator: string, value: unknown, expected: unknown, scope: Scope): boolean {
  const [, ordered, ordering, boolean, equals, isPath] = COMPARISON.exec(operator) ?? [];
  const reader = READERS[ordered ?? boolean ?? ""];
  const bound = isPath ? lookUp(requirePath(String(expected)), scope) : expected;
  const [one, other] = [reader?.(value), reader?.(bound)];
  if (one === undefined || other === undefined) return false;
  return ORDERINGS[ordering ?? equals ?? ""]?.(one, other) ?? false;
}

/** `*` stands for any text, `\*` for a star. */
function matches(value: string, pattern: string): boolean {
  const parts = pattern.split(/(?<!\\)\*/).map((part) => part.replace(/\\([*\\])/g, "$1"));
  return fitsParts(value, parts);
}

export function rulesIn(value: unknown): readonly ChoiceRule[] {
  return Array.isArray(value) ? value : [];
}
