/**
 * What somebody may see and act on: everything, or whole accounts and, beside them, single resources by ARN (the value is
 * the account that the resource lies in). Every list, count, search and stream query takes one.
 */
export type Scope =
  | { readonly kind: "all" }
  | {
      readonly kind: "accounts";
      readonly accountIds: readonly string[];
      readonly arns?: Readonly<Record<string, string>>;
    };

export const EVERYTHING: Scope = { kind: "all" };
export const NOTHING: Scope = { kind: "accounts", accountIds: [] };

/**
 * Whether an object of this account lies in the scope, by its account or by one of the ARNs that it speaks of. An object
 * of no account is visible to everybody signed in.
 */
export function inScope(scope: Scope, accountId: string | undefined, ...arns: readonly (string | null)[]): boolean {
  if (scope.kind === "all" || accountId === undefined || scope.accountIds.includes(accountId)) return true;
  return arns.some((arn) => arn !== null && isScopedArn(scope, arn));
}

function isScopedArn({ arns }: Exclude<Scope, { kind: "all" }>, arn: string): boolean {
  return arns !== undefined && Object.hasOwn(arns, arn);
}

/** Whether somebody sees at least something of the account. */
export function touches(scope: Scope, accountId: string): boolean {
  return (
    inScope(scope, accountId) || (scope.kind === "accounts" && Object.values(scope.arns ?? {}).includes(accountId))
  );
}

/** What lies in at least one of these. */
export function unionOf(scopes: readonly Scope[]): Scope {
  const parts: Exclude<Scope, { kind: "all" }>[] = [];
  for (const scope of scopes) {
    if (scope.kind === "all") return EVERYTHING;
    parts.push(scope);
  }
  return scopeFrom(
    parts.flatMap(({ accountIds }) => accountIds),
    parts.flatMap(({ arns }) => Object.entries(arns ?? {})),
  );
}

/** What lies in both. */
export function intersectionOf(one: Scope, other: Scope): Scope {
  if (one.kind === "all") return other;
  if (other.kind === "all") return one;
  const mine = Object.entries(one.arns ?? {}).filter(([arn, accountId]) => inScope(other, accountId, arn));
  const theirs = Object.entries(other.arns ?? {}).filter(([arn, accountId]) => inScope(one, accountId, arn));
  return scopeFrom(
    one.accountIds.filter((id) => other.accountIds.includes(id)),
    [...mine, ...theirs],
  );
}

/** Whether nothing of `inner` lies outside `outer`. */
export function covers(outer: Scope, inner: Scope): boolean {
  if (outer.kind === "all") return true;
  if (inner.kind === "all") return false;
  return (
    inner.accountIds.every((id) => outer.accountIds.includes(id)) &&
    Object.entries(inner.arns ?? {}).every(([arn, accountId]) => inScope(outer, accountId, arn))
  );
}

export function isEmptyScope(scope: Scope): boolean {
  return scope.kind === "accounts" && scope.accountIds.length === 0 && Object.keys(scope.arns ?? {}).length === 0;
}

function scopeFrom(accountIds: readonly string[], arns: readonly (readonly [string, string])[]): Scope {
  const whole = [...new Set(accountIds)];
  const rest = arns.filter(([, accountId]) => !whole.includes(accountId));
  return { kind: "accounts", accountIds: whole, ...(rest.length > 0 ? { arns: Object.fromEntries(rest) } : {}) };
}
