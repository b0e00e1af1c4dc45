/** What somebody may do. A role is a set of these; later roles add rows, not code paths. */
export const CAPABILITIES = {
  "counts.see": "see accounts, queues, failure classes, runs and figures",
  "bodies.read": "read message bodies and attributes",
  "classes.triage": "decide about failure classes or write notes on them",
  "grouping.edit": "change grouping rules, and regroup",
  "queues.scan": "ask for a scan of a dead-letter queue",
  "queues.edit": "change a queue's mode and capture level, set owners and accept findings",
  "plans.create": "make a plan",
  "plans.apply": "apply a plan, and pause, resume or cancel its run",
  "messages.discard": "discard messages",
  "writes.stop": "stop all writes",
  "writes.allow": "allow writes again, and raise an account from read-only",
  "accounts.manage": "connect, change and remove accounts",
  "users.manage": "manage people and their roles",
  "tokens.manage": "make and revoke API tokens of one's own",
  "audit.read": "read the audit log",
} as const;
export type Capability = keyof typeof CAPABILITIES;

const VIEWER = ["counts.see", "tokens.manage"] as const satisfies readonly Capability[];
const OPERATOR = [
  ...VIEWER,
  "bodies.read",
  "classes.triage",
  "grouping.edit",
  "queues.scan",
  "plans.create",
  "plans.apply",
  "messages.discard",
  "writes.stop",
  "audit.read",
] as const satisfies readonly Capability[];

export const ROLES = {
  viewer: VIEWER,
  operator: OPERATOR,
  admin: Object.keys(CAPABILITIES) as Capability[],
} as const satisfies Record<string, readonly Capability[]>;
export type Role = keyof typeof ROLES;

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
