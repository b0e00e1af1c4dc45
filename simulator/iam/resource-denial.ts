import { contextOf, type Denial, identityDenialOf, type Principal, rootOf } from "./principal";
import { verdictOn } from "./resource-policy";

/** What a caller wants of a resource that has a policy of its own. */
export interface Wish {
  readonly action: string;
  readonly resourceArn: string;
  readonly resourcePolicy: string | undefined;
  readonly region: string;
}

/**
 * Why the principal may not do this, or undefined when it may. A Deny in the resource's policy binds everybody, the
 * owner's root too. Within an account either the caller's policies or the resource's suffice, across accounts both must
 * allow (IAM User Guide, "Policy evaluation logic").
 */
export function resourceDenialOf(principal: Principal, wish: Wish): Denial | undefined {
  const { action, resourceArn, resourcePolicy, region } = wish;
  const says = (names: readonly string[]) =>
    verdictOn(resourcePolicy, names, action, resourceArn, contextOf(principal, region));
  const byResource = says(principal.trustedAs);
  if (byResource === "deniedExplicitly") return { because: "with an explicit deny in a resource-based policy" };
  const byIdentity = identityDenialOf(principal, action, resourceArn, region);
  if (resourceArn.split(":")[4] !== principal.accountId) {
    if (byIdentity || byResource === "allowed") return byIdentity;
    return { because: `because no resource-based policy allows the ${action} action` };
  }
  if (!byIdentity || byIdentity.isFinal) return byIdentity;
  // Naming an account in the policy of its own resource only defers to the account's identity policies.
  const root = rootOf(principal.accountId).arn;
  return says(principal.trustedAs.filter((name) => name !== root)) === "allowed" ? undefined : byIdentity;
}
