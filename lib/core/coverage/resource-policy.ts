import { z } from "zod";
import { globMatches } from "../selection/glob";

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principal = z.union([z.string(), z.record(z.string(), texts)]);
const statementSchema = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z
          .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
          .transform((value) => [value].flat().map(String)),
      ),
    )
    .optional(),
});
type Statement = z.infer<typeof statementSchema>;
const policySchema = z.object({
  Statement: z.union([statementSchema, z.array(statementSchema)]).transform((value) => [value].flat()),
});

/** A service of AWS that asks on behalf of a resource, for example EventBridge for a rule. */
export interface ServiceRequest {
  /** `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}
type Truth = "yes" | "no" | "unknown";

/**
 * Whether a resource's own policy lets a service in. *possible*: the answer hangs on a condition that only AWS can judge,
 * or the policy could not be read. Without a policy no service may enter.
 */
export function policyLets(policy: string | null, request: ServiceRequest): "allowed" | "refused" | "possible" {
  if (policy === null || policy.trim() === "") return "refused";
  const parsed = policySchema.safeParse(jsonOf(policy));
  if (!parsed.success) return "possible";
  const answers = (effect: "Allow" | "Deny") =>
    parsed.data.Statement.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, request));
  const denies = any(answers("Deny"));
  const allows = any(answers("Allow"));
  if (denies === "yes" || allows === "no") return "refused";
  return allows === "yes" && denies === "no" ? "allowed" : "possible";
}

/** Whether it is a Deny that certainly refuses: then one more Allow mends nothing. */
export function policyDenies(policy: string | null, request: ServiceRequest): boolean {
  const parsed = policySchema.safeParse(jsonOf(policy ?? ""));
  if (!parsed.success) return false;
  return parsed.data.Statement.some((one) => one.Effect === "Deny" && applies(one, request) !== "no");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no JSON fits no schema, which is how the caller learns it
  }
}

function applies(statement: Statement, request: ServiceRequest): Truth {
  return all([
    isFor(statement, request.service),
    within(statement.Action, statement.NotAction, request.action, true),
    within(statement.Resource, statement.NotResource, request.resource, false),
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => isMet(operator, key, values, request)),
    ),
  ]);
}

function isFor({ Principal, NotPrincipal }: Statement, service: string): Truth {
  // Whether a service is meant by the people's names in a NotPrincipal, AWS does not say.
  if (NotPrincipal !== undefined) return "unknown";
  if (Principal === undefined) return "no";
  if (typeof Principal === "string") return Principal === "*" ? "yes" : "no";
  const isNamed = Principal.Service?.some((name) => name === service || name === "*") ?? false;
  return isNamed || Principal.AWS?.includes("*") || Principal["*"]?.includes("*") ? "yes" : "no";
}

function within(named: string[] | undefined, others: string[] | undefined, value: string, isCaseless: boolean): Truth {
  const matches = (patterns: string[]) => patterns.some((pattern) => isLike(value, pattern, isCaseless));
  if (others) return matches(others) ? "no" : "yes";
  return named === undefined || matches(named) ? "yes" : "no";
}

/** What AWS tells about itself when one of its services calls. */
function factOf(key: string, { sourceArn, sourceAccount }: ServiceRequest): string | undefined {
  const facts: Readonly<Record<string, string>> = {
    "aws:sourcearn": sourceArn,
    "aws:sourceaccount": sourceAccount,
    "aws:securetransport": "true",
    "aws:principalisawsservice": "true",
  };
  return facts[key.toLowerCase()];
}

function isMet(operator: string, key: string, values: readonly string[], request: ServiceRequest): Truth {
  const fact = factOf(key, request);
  // A variable such as ${aws:PrincipalAccount} is filled in by AWS alone.
  if (fact === undefined || values.some((value) => /\$\{.+\}/.test(value))) return "unknown";
  const test = OPERATORS[operator.replace(/IfExists$/, "")];
  return test ? truth(test(fact, values)) : "unknown";
}

type Test = (fact: string, values: readonly string[]) => boolean;
const like: Test = (fact, values) => values.some((value) => isLike(fact, value, false));
const equal: Test = (fact, values) => values.includes(fact);
const equalCaseless: Test = (fact, values) => values.some((value) => value.toLowerCase() === fact.toLowerCase());
const not =
  (test: Test): Test =>
  (fact, values) =>
    !test(fact, values);
const OPERATORS: Readonly<Record<string, Test>> = {
  ArnLike: like,
  ArnEquals: like,
  ArnNotLike: not(like),
  ArnNotEquals: not(like),
  StringLike: like,
  StringNotLike: not(like),
  StringEquals: equal,
  StringNotEquals: not(equal),
  StringEqualsIgnoreCase: equalCaseless,
  Bool: equalCaseless,
  Null: (_, values) => values.includes("false"),
};

function isLike(text: string, pattern: string, isCaseless: boolean): boolean {
  return isCaseless ? globMatches(pattern.toLowerCase(), text.toLowerCase()) : globMatches(pattern, text);
}

function truth(is: boolean): Truth {
  return is ? "yes" : "no";
}
function all(truths: readonly Truth[]): Truth {
  if (truths.includes("no")) return "no";
  return truths.includes("unknown") ? "unknown" : "yes";
}
function any(truths: readonly Truth[]): Truth {
  if (truths.includes("yes")) return "yes";
  return truths.includes("unknown") ? "unknown" : "no";
}
