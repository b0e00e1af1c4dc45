import { BlockList, isIP } from "node:net";
import { fitsParts } from "../glob";

export type Scalar = string | number | boolean | null;
/** Whether one value fits. */
export type Test = (value: Scalar) => boolean;

/** A filter policy that SNS refuses; the message says why. */
export class FilterPolicyProblem extends Error {}

const LARGEST_NUMBER = 1e9;

/** What each keyword of a filter policy accepts (SNS Developer Guide, "Filter policy operators"), apart from `exists`. */
const OPERATORS: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: (operand) => onText(operand, "prefix", (value, start) => value.startsWith(start)),
  suffix: (operand) => onText(operand, "suffix", (value, end) => value.endsWith(end)),
  "equals-ignore-case": (operand) =>
    onText(operand, "equals-ignore-case", (value, other) => value.toLowerCase() === other.toLowerCase()),
  wildcard: (operand) => {
    const parts = wildcardParts(operand);
    return (value) => typeof value === "string" && fitsParts(value, parts);
  },
  cidr,
  numeric,
  "anything-but": anythingBut,
};

/** One element of a policy's list: a value to equal, or an object with one keyword. */
export function testOf(rule: unknown): Test {
  if (isScalar(rule)) return (value) => value === rule;
  const [keyword, operand, ...more] = Object.entries(rule ?? {}).flat();
  if (typeof keyword !== "string" || more.length > 0) {
    throw new FilterPolicyProblem("Match value must be String, number, true, false, or null");
  }
  const operator = Object.hasOwn(OPERATORS, keyword) ? OPERATORS[keyword] : undefined;
  if (!operator) throw new FilterPolicyProblem(`Unrecognized match type ${keyword}`);
  return operator(operand);
}

function onText(operand: unknown, keyword: string, fits: (value: string, operand: string) => boolean): Test {
  if (typeof operand !== "string" || operand === "") {
    throw new FilterPolicyProblem(`${keyword} match pattern must be a non-empty string`);
  }
  return (value) => typeof value === "string" && fits(value, operand);
}

function wildcardParts(operand: unknown): readonly string[] {
  if (typeof operand !== "string" || operand === "") {
    throw new FilterPolicyProblem("wildcard match pattern must be a string");
  }
  if (operand.includes("**")) throw new FilterPolicyProblem("Consecutive wildcard characters");
  return operand.split("*");
}

function cidr(operand: unknown): Test {
  const [address = "", bits = ""] = typeof operand === "string" ? operand.split("/") : [];
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    throw new FilterPolicyProblem("Malformed CIDR, one '/' required");
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family === 4 ? "ipv4" : "ipv6");
  return (value) => {
    if (typeof value !== "string" || isIP(value) !== family) return false;
    return block.check(value, family === 4 ? "ipv4" : "ipv6");
  };
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function numeric(operand: unknown): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw new FilterPolicyProblem("Value of numeric must be an array of one or two comparisons");
  }
  const pairs = operand.length === 2 ? [operand] : [operand.slice(0, 2), operand.slice(2)];
  const comparisons = pairs.map(([sign, bound]) => {
    const fits = COMPARISONS[String(sign)];
    if (!fits) throw new FilterPolicyProblem(`Unrecognized numeric range operator: ${sign}`);
    if (typeof bound !== "number" || Math.abs(bound) > LARGEST_NUMBER) {
      throw new FilterPolicyProblem(`Value of ${sign} must be numeric, from -1000000000 to 1000000000`);
    }
    return (value: number) => fits(rounded(value), rounded(bound));
  });
  return (value) => typeof value === "number" && comparisons.every((fits) => fits(value));
}

/** Numbers count with five digits after the point. */
function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function anythingBut(operand: unknown): Test {
  const isKeyword = typeof operand === "object" && operand !== null && !Array.isArray(operand);
  if (isKeyword) {
    const [keyword = ""] = Object.keys(operand);
    if (!["prefix", "suffix", "wildcard", "equals-ignore-case"].includes(keyword)) {
      throw new FilterPolicyProblem(`Unsupported anything-but pattern: ${keyword}`);
    }
    const excluded = testOf(operand);
    return (value) => !excluded(value);
  }
  const excluded = Array.isArray(operand) ? operand : [operand];
  if (excluded.length === 0 || !excluded.every(isScalar)) {
    throw new FilterPolicyProblem("Value of anything-but must be a string, a number or a list of them");
  }
  return (value) => !excluded.includes(value);
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
