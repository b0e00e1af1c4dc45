import { FilterPolicyProblem, isScalar, type Scalar, type Test, testOf } from "./filter-operators";

export { FilterPolicyProblem } from "./filter-operators";

export type FilterScope = "MessageAttributes" | "MessageBody";

/** Whether a message (its attributes' values by name, or its body) passes. */
export type Filter = (content: unknown) => boolean;

type Json = Readonly<Record<string, unknown>>;

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const MOST_BYTES = 262_144;
const DEEPEST = 100;
const KEPT = 1000;
const known = new Map<string, Filter>();

/** The filter that a policy's text means. Throws FilterPolicyProblem for what SNS refuses. */
export function filterOf(policyText: string, scope: FilterScope): Filter {
  const key = `${scope}\n${policyText}`;
  const found = known.get(key);
  if (found) return found;
  const policy = parse(policyText);
  checkComplexity(policy, scope);
  const filter = objectFilter(policy, scope);
  if (known.size >= KEPT) known.clear();
  known.set(key, filter);
  return filter;
}

function parse(text: string): Json {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new FilterPolicyProblem("Filter policy is too large");
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw new FilterPolicyProblem("failed to parse JSON.");
  }
  if (!isObject(policy)) throw new FilterPolicyProblem("Filter is not an object");
  return policy;
}

function objectFilter(policy: Json, scope: FilterScope): Filter {
  const filters = Object.entries(policy).map(([key, rules]) => {
    if (isAlternatives(key, rules)) {
      const branches = rules.map((branch) => objectFilter(branch, scope));
      return (content: unknown) => branches.some((passes) => passes(content));
    }
    const filter = isObject(rules) ? nestedFilter(key, rules, scope) : leafFilter(key, rules);
    return (content: unknown) => filter(isObject(content) ? content[key] : undefined);
  });
  return (content) => {
    return flattened(content).some((one) => filters.every((passes) => passes(one)));
  };
}

function nestedFilter(key: string, rules: Json, scope: FilterScope): Filter {
  if (scope === "MessageAttributes") {
    throw new FilterPolicyProblem("Filter policy scope MessageAttributes does not support nested filter policy");
  }
  if (Object.keys(rules).length === 0) throw new FilterPolicyProblem(`Empty objects are not allowed: ${key}`);
  return objectFilter(rules, scope);
}

function leafFilter(key: string, rules: unknown): Filter {
  if (!Array.isArray(rules)) throw new FilterPolicyProblem(`"${key}" must be an object or an array`);
  if (rules.length === 0) throw new FilterPolicyProblem("Empty arrays are not allowed");
  const presence = rules.map(existsOf).filter((wanted) => wanted !== undefined);
  const tests: Test[] = rules.filter((rule) => existsOf(rule) === undefined).map(testOf);
  return (content) => {
    const values = valuesOf(content);
    if (presence.some((wanted) => wanted === values.length > 0)) return true;
    return values.some((value) => tests.some((fits) => fits(value)));
  };
}

function valuesOf(content: unknown): Scalar[] {
  return flattened(content).filter(isScalar);
}

/** Lists count as their elements, and so do lists in lists. */
function flattened(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content.flat(DEEPEST) : [content];
}

function existsOf(rule: unknown): boolean | undefined {
  if (!isObject(rule) || !("exists" in rule)) return undefined;
  if (typeof rule.exists === "boolean" && Object.keys(rule).length === 1) return rule.exists;
  throw new FilterPolicyProblem("exists match pattern must be either true or false.");
}

/** `$or` is a keyword only with two or more policies; else it is a name like any other. */
function isAlternatives(key: string, rules: unknown): rules is readonly Json[] {
  return key === "$or" && Array.isArray(rules) && rules.length >= 2 && rules.every(isObject);
}

/** A filter policy has at most five keys and 150 combinations of values (SNS Developer Guide, "Filter policy constraints"). */
function checkComplexity(policy: Json, scope: FilterScope): void {
  const { keys, combinations } = measure(policy, 1);
  if (keys > MOST_KEYS) throw new FilterPolicyProblem("Filter policy can not have more than 5 keys");
  if (combinations > MOST_COMBINATIONS) {
    throw new FilterPolicyProblem(`Filter policy is too complex (${scope})`);
  }
}

function measure(policy: Json, depth: number, alternatives = 0): { keys: number; combinations: number } {
  if (depth + alternatives > DEEPEST) throw new FilterPolicyProblem("Filter policy is nested too deep");
  let keys = 0;
  let combinations = 1;
  for (const [key, rules] of Object.entries(policy)) {
    if (isAlternatives(key, rules)) {
      const branches = rules.map((branch) => measure(branch, depth, alternatives + 1));
      keys += branches.reduce((sum, branch) => sum + branch.keys, 0);
      combinations *= branches.reduce((sum, branch) => sum + branch.combinations, 0);
    } else if (isObject(rules)) {
      const inner = measure(rules, depth + 1, alternatives);
      keys += inner.keys;
      combinations *= inner.combinations;
    } else {
      keys += 1;
      combinations *= Array.isArray(rules) ? rules.length * depth : 1;
    }
  }
  return { keys, combinations };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
