import { globMatches } from "../selection/glob";
import { policyStatements, type Statement } from "./policy-statements";

/** A service of AWS that asks on behalf of a resource, for example EventBridge for a rule. */
export interface ServiceRequest {
  /** `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}
/** A role that asks by itself, in a session of its own. */
export interface RoleRequest {
  readonly roleArn: string;
  readonly action: string;
  readonly resource: string;
}
type Truth = "yes" | "no" | "unknown";
/** Whoever asks: whether a statement means them, and what AWS would tell of them. */
interface Asker {
  readonly action: string;
  readonly resource: string;
  isMeantBy(statement: Statement): Truth;
  readonly facts: Readonly<Record<string, string>>;
}

/**
 * Whether a resource's own policy lets a service in. *possible*: the answer hangs on a condition that only AWS can judge,
 * or the policy could not be read. Without a policy no service may enter.
 */
export function policyLets(policy: string | null, request: ServiceRequest): "allowed" | "refused" | "possible" {
  if (policy === null || policy.trim() === "") return "refused";
  const [allows, denies] = sayOf(policy, serviceAsker(request));
  if (denies === "yes" || allows === "no") return "refused";
  return allows === "yes" && denies === "no" ? "allowed" : "possible";
}

/**
 * What a resource's own policy says of a role. *denied*: a Deny certainly meets it, whatever the role itself may do.
 * *allowed*: the policy lets it in, which a role of another account needs. *silent*: neither. *possible*: only AWS can judge.
 */
export function policyOnRole(
  policy: string | null,
  request: RoleRequest,
): "denied" | "allowed" | "silent" | "possible" {
  if (policy === null || policy.trim() === "") return "silent";
  const [allows, denies] = sayOf(policy, roleAsker(request));
  if (denies === "yes") return "denied";
  if (denies === "unknown" || allows === "unknown") return "possible";
  return allows === "yes" ? "allowed" : "silent";
}

/** Whether an Allow, and whether a Deny, meets whoever asks; a policy that cannot be read may say anything. */
function sayOf(policy: string, asker: Asker): readonly [Truth, Truth] {
  const statements = policyStatements(policy);
  if (!statements) return ["unknown", "unknown"];
  const answers = (effect: "Allow" | "Deny") =>
    any(statements.filter(({ Effect }) => Effect === effect).map((one) => applies(one, asker)));
  return [answers("Allow"), answers("Deny")];
}

function serviceAsker({ service, action, resource, sourceArn, sourceAccount }: ServiceRequest): Asker {
  const facts = {
    "aws:sourcearn": sourceArn,
    "aws:sourceaccount": sourceAccount,
    "aws:securetransport": "true",
    "aws:principalisawsservice": "true",
  };
  return { action, resource, isMeantBy: (statement) => isFor(statement, service), facts };
}

function roleAsker({ roleArn, action, resource }: RoleRequest): Asker {
  const facts = {
    "aws:principalarn": roleArn,
    "aws:principalaccount": roleArn.split(":")[4] ?? "",
    "aws:securetransport": "true",
    "aws:principalisawsservice": "false",
  };
  return { action, resource, isMeantBy: (statement) => isForRole(statement, roleArn), facts };
}

/** Whether it is a Deny that certainly refuses: then one more Allow mends nothing. */
export function policyDenies(policy: string | null, request: ServiceRequest): boolean {
  const asker = serviceAsker(request);
  return (policyStatements(policy ?? "") ?? []).some((one) => one.Effect === "Deny" && applies(one, asker) !== "no");
}

function applies(statement: Statement, asker: Asker): Truth {
  return all([
    asker.isMeantBy(statement),
    within(statement.Action, statement.NotAction, asker.action, true),
    within(statement.Resource, statement.NotResource, asker.resource, false),
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => isMet(operator, values, asker.facts[key.toLowerCase()])),
    ),
  ]);
}

/** A session of a role may be named by itself: that it is ours, only its name would tell. */
function isForRole({ Principal, NotPrincipal }: Statement, roleArn: string): Truth {
  const meant = namesRole(NotPrincipal ?? Principal, roleArn);
  if (NotPrincipal === undefined) return meant;
  return meant === "no" ? "yes" : "unknown";
}

function namesRole(named: Statement["Principal"], roleArn: string): Truth {
  if (named === undefined) return "no";
  if (typeof named === "string") return named === "*" ? "yes" : "no";
  const [, partition = "aws", , , account = ""] = roleArn.split(":");
  const mine = ["*", roleArn, account, `arn:${partition}:iam::${account}:root`];
  const session = `arn:${partition}:sts::${account}:assumed-role/${roleArn.split("/").at(-1) ?? ""}/`;
  const principals = [...(named.AWS ?? []), ...(named["*"] ?? [])];
  if (principals.some((one) => mine.includes(one))) return "yes";
  return principals.some((one) => one.startsWith(session) || /^A[A-Z0-9]{15,}$/.test(one)) ? "unknown" : "no";
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

function isMet(operator: string, values: readonly string[], fact: string | undefined): Truth {
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
