import type { IamState } from "./iam-state";
import { type ConditionContext, evaluate, type Policy, type Verdict } from "./policy";

/** Who signed a request. */
export interface Principal {
  readonly kind: "root" | "user" | "session";
  readonly accountId: string;
  /** As GetCallerIdentity shows it; a session's is `arn:aws:sts::…:assumed-role/…`. */
  readonly arn: string;
  readonly userId: string;
  /** The names by which a trust policy may mean this principal. */
  readonly trustedAs: readonly string[];
  /** Present for sessions: a role assumed by a session is role chaining. */
  readonly roleArn?: string;
  readonly policies: readonly Policy[];
  readonly sessionPolicy?: Policy;
  /** Service control policies of the organisation over its account: they only deny. */
  readonly controls?: readonly Policy[];
}

export interface Denial {
  /** The end of AWS's sentence, such as "because no identity-based policy allows the sqs:SendMessage action". */
  readonly because: string;
  /** No policy of the resource can make up for it: an explicit deny, or a session policy that does not allow. */
  readonly isFinal?: boolean;
}

/** Why the principal may not do this, or undefined when it may. Resources of another account are never allowed: services whose resources have policies of their own ask resourceDenialOf. */
export function denialOf(
  principal: Principal,
  action: string,
  resourceArn: string,
  region: string,
): Denial | undefined {
  const owner = resourceArn.split(":")[4];
  if (owner && owner !== principal.accountId)
    return { because: `because no resource-based policy allows the ${action} action` };
  return identityDenialOf(principal, action, resourceArn, region);
}

/** Like denialOf, without regard to who owns the resource: AssumeRole crosses accounts. */
export function identityDenialOf(
  principal: Principal,
  action: string,
  resourceArn: string,
  region: string,
): Denial | undefined {
  const { sessionPolicy, controls = [] } = principal;
  const context = contextOf(principal, region);
  if (evaluate(controls, action, resourceArn, context) === "deniedExplicitly")
    return { because: "with an explicit deny in a service control policy", isFinal: true };
  if (principal.kind === "root") return undefined;
  const byIdentity = evaluate(principal.policies, action, resourceArn, context);
  const bySession = sessionPolicy ? evaluate([sessionPolicy], action, resourceArn, context) : "allowed";
  if (byIdentity !== "allowed") {
    const isFinal = byIdentity === "deniedExplicitly" || bySession !== "allowed";
    return { because: sentence(byIdentity, action, "identity-based"), isFinal };
  }
  return bySession === "allowed" ? undefined : { because: sentence(bySession, action, "session"), isFinal: true };
}

/** What policies can ask about a caller. */
export function contextOf(principal: Principal, region: string): ConditionContext {
  return {
    "aws:requestedregion": region,
    "aws:principalarn": principal.roleArn ?? principal.arn,
    "aws:principalaccount": principal.accountId,
    "aws:securetransport": "true",
  };
}

export function rootOf(accountId: string): Principal {
  const arn = `arn:aws:iam::${accountId}:root`;
  return { kind: "root", accountId, arn, userId: accountId, trustedAs: [arn], policies: [] };
}

/** The principal behind an access key that IAM knows; expiry and session token are the caller's to check. */
export function principalOf(iam: IamState, accessKeyId: string): Principal | undefined {
  const user = iam.users.get(accessKeyId);
  if (user) {
    const { accountId, arn, userId, policies } = user;
    return { kind: "user", accountId, arn, userId, trustedAs: [arn, rootOf(accountId).arn], policies };
  }
  const session = iam.sessions.get(accessKeyId);
  if (!session) return undefined;
  return {
    kind: "session",
    accountId: session.accountId,
    arn: session.sessionArn,
    userId: session.assumedRoleId,
    trustedAs: [session.sessionArn, session.roleArn, rootOf(session.accountId).arn],
    roleArn: session.roleArn,
    policies: iam.roles.get(session.roleArn)?.policies ?? [],
    sessionPolicy: session.sessionPolicy,
  };
}

function sentence(verdict: Verdict, action: string, kind: string): string {
  if (verdict === "deniedExplicitly")
    return `with an explicit deny in ${kind === "session" ? "a" : "an"} ${kind} policy`;
  return `because no ${kind} policy allows the ${action} action`;
}
