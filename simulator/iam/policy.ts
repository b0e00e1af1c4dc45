import { fitsWildcards } from "../glob";

/** A policy document that the simulator cannot read, or that uses what it does not simulate. */
export class PolicyProblem extends Error {}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly coversAction: (action: string) => boolean;
  readonly coversResource: (arn: string) => boolean;
  /** ARNs, `service.amazonaws.com` or `*`; in trust and resource policies only. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Policy {
  readonly document: unknown;
  readonly statements: readonly Statement[];
}

/** The condition keys of one request, such as `sts:ExternalId`; an absent key fails every positive condition. */
export type ConditionContext = Readonly<Record<string, string | undefined>>;

interface Condition {
  readonly holds: (context: ConditionContext) => boolean;
}

export type Verdict = "allowed" | "deniedExplicitly" | "notAllowed";

type PolicyKind = "identity" | "trust" | "resource";

/** Reads an IAM policy document (object or JSON text). Throws PolicyProblem with a sentence that says what is wrong. */
export function parsePolicy(document: unknown, kind: PolicyKind): Policy {
  const parsed = typeof document === "string" ? parseJson(document) : document;
  if (!isRecord(parsed)) throw new PolicyProblem("a policy is a JSON object");
  const statements = listOf(parsed.Statement);
  if (statements.length === 0) throw new PolicyProblem("a policy needs at least one Statement");
  return { document: parsed, statements: statements.map((statement) => parseStatement(statement, kind)) };
}

/** What these policies together say: one Deny beats every Allow; silence is not permission. */
export function evaluate(
  policies: readonly Policy[],
  action: string,
  resourceArn: string,
  context: ConditionContext,
  covers: (statement: Statement) => boolean = () => true,
): Verdict {
  let verdict: Verdict = "notAllowed";
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (!covers(statement) || !statement.coversAction(action) || !statement.coversResource(resourceArn)) continue;
      if (!statement.conditions.every((condition) => condition.holds(context))) continue;
      if (statement.effect === "Deny") return "deniedExplicitly";
      verdict = "allowed";
    }
  }
  return verdict;
}

function parseStatement(raw: unknown, kind: PolicyKind): Statement {
  if (!isRecord(raw)) throw new PolicyProblem("each Statement is an object");
  if (raw.Effect !== "Allow" && raw.Effect !== "Deny") throw new PolicyProblem("Effect is Allow or Deny");
  const isIdentity = kind === "identity";
  if (!isIdentity && raw.Principal === undefined)
    throw new PolicyProblem(`a ${kind} policy's Statement needs a Principal`);
  if (isIdentity && (raw.Principal !== undefined || raw.NotPrincipal !== undefined)) {
    throw new PolicyProblem("an identity policy has no Principal");
  }
  return {
    effect: raw.Effect,
    coversAction: ignoringCase(matcherOf("Action", lower(raw.Action), lower(raw.NotAction))),
    coversResource: kind === "trust" ? () => true : matcherOf("Resource", raw.Resource, raw.NotResource),
    principals: isIdentity ? [] : principalsOf(raw.Principal),
    conditions: conditionsOf(raw.Condition),
  };
}

function matcherOf(name: string, only: unknown, except: unknown): (value: string) => boolean {
  const isNegative = only === undefined;
  const patterns = listOf(isNegative ? except : only).map((pattern) => {
    if (typeof pattern !== "string" || pattern === "") throw new PolicyProblem(`${name} is text or a list of texts`);
    return pattern;
  });
  if (patterns.length === 0) throw new PolicyProblem(`each Statement needs ${name} or Not${name}`);
  return (value) => patterns.some((pattern) => fitsWildcards(value, pattern)) !== isNegative;
}

const ignoringCase = (covers: (value: string) => boolean) => (value: string) => covers(value.toLowerCase());

function lower(patterns: unknown): unknown {
  if (Array.isArray(patterns)) return patterns.map(lower);
  return typeof patterns === "string" ? patterns.toLowerCase() : patterns;
}

function principalsOf(principal: unknown): string[] {
  if (principal === "*") return ["*"];
  if (!isRecord(principal)) throw new PolicyProblem('Principal is "*", {"AWS": …} or {"Service": …}');
  return [...listOf(principal.AWS), ...listOf(principal.Service)].map((name) => {
    if (typeof name !== "string") throw new PolicyProblem("a Principal is text or a list of texts");
    return /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;
  });
}

const OPERATORS: Readonly<Record<string, (expected: string) => (actual: string) => boolean>> = {
  StringEquals: (expected) => (actual) => actual === expected,
  StringEqualsIgnoreCase: (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: (expected) => (actual) => fitsWildcards(actual, expected),
  ArnEquals: (expected) => (actual) => fitsWildcards(actual, expected),
  ArnLike: (expected) => (actual) => fitsWildcards(actual, expected),
  Bool: (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase(),
};

function conditionsOf(raw: unknown): Condition[] {
  if (raw === undefined) return [];
  if (!isRecord(raw)) throw new PolicyProblem("Condition is an object of operators");
  return Object.entries(raw).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new PolicyProblem(`Condition ${operator} is an object of condition keys`);
    return Object.entries(keys).map(([key, expected]) => conditionOf(operator, key, expected));
  });
}

function conditionOf(operator: string, key: string, expected: unknown): Condition {
  const isOptional = operator.endsWith("IfExists");
  const plain = isOptional ? operator.slice(0, -"IfExists".length) : operator;
  const isNegative = plain.includes("Not");
  const positive = plain.replace("Not", "");
  const test = Object.hasOwn(OPERATORS, positive) ? OPERATORS[positive] : undefined;
  if (!test) throw new PolicyProblem(`the condition operator ${operator} is not simulated`);
  const tests = listOf(expected).map((value) => test(String(value)));
  const name = key.toLowerCase();
  return {
    holds: (context) => {
      const actual = context[name];
      if (actual === undefined) return isOptional || isNegative;
      return tests.some((matches) => matches(actual)) !== isNegative;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicyProblem("the policy is not JSON");
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
