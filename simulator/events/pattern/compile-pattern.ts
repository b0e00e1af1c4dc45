import { fieldsOf } from "./event-fields";
import { type FieldCondition, matchesFields } from "./match-fields";
import { PatternProblem } from "./pattern-problem";
import { isRecord } from "./scalar";
import { valueConditionOf } from "./value-condition";

/** One way to match: a condition by path. `$or` makes several of them. */
type Branch = ReadonlyMap<string, FieldCondition>;

/** EventBridge user guide, "Comparison operators", Or matching: at most 1,000 combinations of `$or` conditions. */
const MOST_BRANCHES = 1000;

const RESERVED_IN_OR = new Set(
  "exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex".split(" "),
);

/**
 * What decides whether an event matches a pattern (an object or its JSON text), by the rules of the EventBridge user
 * guide. An event that is asked about must not change afterwards. Throws PatternProblem in AWS's words.
 */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  const parsed = typeof pattern === "string" ? parseJson(pattern) : pattern;
  if (!isRecord(parsed)) throw new PatternProblem("Filter is not an object");
  const branches = branchesOf(parsed, "", [new Map()], false).map((branch) =>
    [...branch.values()].sort((one, other) => (one.path < other.path ? -1 : 1)),
  );
  return (event) => {
    if (!isRecord(event)) return false;
    const fields = fieldsOf(event);
    return branches.some((conditions) => matchesFields(conditions, fields));
  };
}

function branchesOf(
  pattern: Record<string, unknown>,
  path: string,
  before: readonly Branch[],
  isInsideOr: boolean,
): readonly Branch[] {
  let branches = before;
  for (const [name, value] of Object.entries(pattern)) {
    const inner = path === "" ? name : `${path}.${name}`;
    if (name === "$or") {
      branches = orBranches(value, path, branches);
    } else if (isInsideOr && RESERVED_IN_OR.has(name)) {
      throw new PatternProblem(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    } else if (isRecord(value)) {
      branches = branchesOf(value, inner, branches, isInsideOr);
    } else if (Array.isArray(value)) {
      const condition = conditionOf(inner, value);
      branches = branches.map((branch) => new Map([...branch, [inner, condition]]));
    } else {
      throw new PatternProblem(`"${name}" must be an object or an array`);
    }
  }
  if (Object.keys(pattern).length === 0) throw new PatternProblem("Empty objects are not allowed");
  return branches;
}

function orBranches(alternatives: unknown, path: string, before: readonly Branch[]): readonly Branch[] {
  if (!Array.isArray(alternatives)) throw new PatternProblem("It must be an Array followed with $or.");
  const branches: Branch[] = [];
  for (const alternative of alternatives) {
    if (!isRecord(alternative)) {
      throw new PatternProblem("Only JSON object is allowed in array of $or relationship.");
    }
    branches.push(...branchesOf(alternative, path, before, true));
    if (branches.length > MOST_BRANCHES) {
      throw new PatternProblem(`Rule is too complex - $or makes more than ${MOST_BRANCHES} combinations`);
    }
  }
  if (alternatives.length < 2) throw new PatternProblem("There must have at least 2 Objects in $or relationship.");
  return branches;
}

function conditionOf(path: string, members: readonly unknown[]): FieldCondition {
  if (members.length === 0) throw new PatternProblem("Empty arrays are not allowed");
  const conditions = members.map(valueConditionOf);
  const tests = conditions.filter((condition) => condition !== "absent");
  return { path, tests, mayBeAbsent: tests.length < conditions.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PatternProblem("Invalid JSON");
  }
}
