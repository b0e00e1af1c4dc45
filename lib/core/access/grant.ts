import type { Capability } from "./capabilities";
import { intersectionOf, isEmptyScope, type Scope, unionOf } from "./scope";

/** Some capabilities over one scope. Somebody's rights are the union of their grants. */
export interface Grant {
  readonly capabilities: readonly Capability[];
  readonly scope: Scope;
}

/** Where these grants give the capability; undefined when nowhere. */
export function scopeOfGrants(grants: readonly Grant[], capability: Capability): Scope | undefined {
  const scopes = grants.filter((grant) => grant.capabilities.includes(capability)).map((grant) => grant.scope);
  const scope = unionOf(scopes);
  return scopes.length === 0 || isEmptyScope(scope) ? undefined : scope;
}

export function capabilitiesOf(grants: readonly Grant[]): Capability[] {
  return [...new Set(grants.flatMap((grant) => grant.capabilities))];
}

/** What is left of grants when somebody acts with only these capabilities over only this scope, as a token does. */
export function restrict(grants: readonly Grant[], to: Grant): Grant[] {
  return grants.flatMap((grant) => {
    const capabilities = grant.capabilities.filter((capability) => to.capabilities.includes(capability));
    const scope = intersectionOf(grant.scope, to.scope);
    return capabilities.length === 0 || isEmptyScope(scope) ? [] : [{ capabilities, scope }];
  });
}
