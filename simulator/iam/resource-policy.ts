import {
  type ConditionContext,
  evaluate,
  type Policy,
  PolicyProblem,
  parsePolicy,
  type Statement,
  type Verdict,
} from "./policy";

/** A service that acts for a resource, such as EventBridge for a rule. */
export interface ServicePrincipal {
  /** `events.amazonaws.com`. */
  readonly service: string;
  /** What it acts for: aws:SourceArn. */
  readonly sourceArn: string;
  /** Who owns that: aws:SourceAccount. */
  readonly accountId: string;
}

/** Whether a resource's own policy lets a service act on it. No policy, or one that cannot be read, lets nobody. */
export function allowsService(
  policyText: string | undefined,
  principal: ServicePrincipal,
  action: string,
  resourceArn: string,
): boolean {
  if (!policyText) return false;
  const context: ConditionContext = {
    "aws:sourcearn": principal.sourceArn,
    "aws:sourceaccount": principal.accountId,
    "aws:securetransport": "true",
  };
  const names = ["*", principal.service];
  const covers = (statement: Statement) => statement.principals.some((name) => names.includes(name));
  return verdictOf(policyText, action, resourceArn, context, covers) === "allowed";
}

/** Whether a resource's own policy lets an account or one of its principals act on it. */
export function allowsPrincipal(
  policyText: string | undefined,
  trustedAs: readonly string[],
  action: string,
  resourceArn: string,
): boolean {
  return verdictOn(policyText, trustedAs, action, resourceArn) === "allowed";
}

/** What a resource's own policy says about principals of these names. */
export function verdictOn(
  policyText: string | undefined,
  trustedAs: readonly string[],
  action: string,
  resourceArn: string,
  context: ConditionContext = {},
): Verdict {
  if (!policyText) return "notAllowed";
  const covers = (statement: Statement) =>
    statement.principals.some((name) => name === "*" || trustedAs.includes(name));
  return verdictOf(policyText, action, resourceArn, context, covers);
}

function verdictOf(
  policyText: string,
  action: string,
  resourceArn: string,
  context: ConditionContext,
  covers: (statement: Statement) => boolean,
): Verdict {
  const policy = read(policyText);
  return policy ? evaluate([policy], action, resourceArn, context, covers) : "notAllowed";
}

const KEPT = 1000;
const known = new Map<string, Policy | undefined>();

/** Deliveries ask for the same few policies again and again. */
function read(text: string): Policy | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= KEPT) known.clear();
  const policy = parsedOrNone(text);
  known.set(text, policy);
  return policy;
}

function parsedOrNone(text: string): Policy | undefined {
  try {
    return parsePolicy(text, "resource");
  } catch (error) {
    if (error instanceof PolicyProblem) return undefined;
    throw error;
  }
}
