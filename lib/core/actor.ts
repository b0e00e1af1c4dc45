import type { Capability } from "./access/capabilities";

/** Which accounts somebody may see and act on. Every list, count, search and stream query takes one. */
export type Scope = { readonly kind: "all" } | { readonly kind: "accounts"; readonly accountIds: readonly string[] };
export const EVERYTHING: Scope = { kind: "all" };

/** Who is asking: a person, a token acting for its owner, the worker itself, or a policy that a person switched on. */
export interface Actor {
  readonly kind: "user" | "token" | "worker" | "policy" | "setup" | "anonymous";
  readonly id: string;
  readonly name: string;
  readonly onBehalfOf?: string;
  readonly capabilities: readonly Capability[];
  readonly scope: Scope;
}

export const ANONYMOUS: Actor = {
  kind: "anonymous",
  id: "anonymous",
  name: "anonymous",
  capabilities: [],
  scope: { kind: "accounts", accountIds: [] },
};

/** Rescues what is about to be lost, in queues for which a person asked for that. */
export const AUTO_RESCUE: Actor = {
  kind: "policy",
  id: "policy:auto-rescue",
  name: "auto-rescue",
  capabilities: ["counts.see", "plans.create", "plans.apply"],
  scope: EVERYTHING,
};

export function may(actor: Actor, capability: Capability): boolean {
  return actor.capabilities.includes(capability);
}

/** Whether an object of this account lies in the scope. An object of no account is visible to everybody signed in. */
export function inScope(scope: Scope, accountId: string | undefined): boolean {
  return scope.kind === "all" || accountId === undefined || scope.accountIds.includes(accountId);
}
