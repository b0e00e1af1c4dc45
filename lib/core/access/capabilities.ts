/** What somebody may do. A role is a set of these; own roles add rows, not code paths. */
export const CAPABILITIES = {
  "counts.see": "see accounts, queues, failure classes, runs and figures",
  "bodies.read": "read message bodies and attributes",
  "bodies.reveal": "see masked values of a message",
  "classes.triage": "decide about failure classes and write notes on them",
  "grouping.edit": "change grouping rules, and regroup",
  "queues.scan": "ask for a scan of a dead-letter queue",
  "queues.edit": "change a queue's mode and capture level, set owners and accept findings",
  "pipelines.edit": "name, merge and split pipelines, and set their objectives",
  "alerts.answer": "acknowledge alerts, call one noise, and silence what one answers for",
  "alerts.manage": "change channels, routes, staffed hours, thresholds, the heartbeat and the review's schedule",
  "reviews.write": "write minutes and action items in a review, and make hand-over capsules",
  "costs.manage": "change prices and the cost ceiling, and import bills",
  "plans.create": "make a plan",
  "plans.apply": "apply a plan of few messages, and pause, resume or cancel its run",
  "plans.apply-large": "apply a plan of many messages",
  "plans.approve": "approve or refuse plans of others",
  "plans.break-glass": "apply a plan without its approvals in an emergency",
  "messages.discard": "discard messages",
  "messages.edit": "send an edited body instead of the original",
  "messages.erase": "erase messages for good, and place or lift legal holds",
  "queues.purge": "purge a queue",
  "replays.start": "start an archive replay",
  "writes.stop": "stop all writes",
  "writes.allow": "allow writes again, and raise an account from read-only",
  "accounts.manage": "connect, change and remove accounts",
  "privacy.manage": "change masking rules and how long things are kept",
  "approvals.manage": "change which plans need approval",
  "users.manage": "manage people, roles, grants and sign-in",
  "tokens.manage": "make and revoke API tokens of one's own",
  "audit.read": "read, verify and export the audit log",
} as const;
export type Capability = keyof typeof CAPABILITIES;

const INSTALLATION_WIDE: readonly string[] = [
  "users.manage",
  "approvals.manage",
  "privacy.manage",
  "costs.manage",
  "alerts.manage",
] satisfies Capability[];

/** Whether the capability means the whole installation, so that a grant over a part of it gives nothing. */
export function isInstallationWide(capability: Capability): boolean {
  return INSTALLATION_WIDE.includes(capability);
}

const VIEWER = ["counts.see", "tokens.manage"] as const satisfies readonly Capability[];
const OPERATOR = [
  ...VIEWER,
  "bodies.read",
  "classes.triage",
  "alerts.answer",
  "reviews.write",
  "grouping.edit",
  "queues.scan",
  "pipelines.edit",
  "plans.create",
  "plans.apply",
  "plans.apply-large",
  "messages.discard",
  "messages.edit",
  "replays.start",
  "writes.stop",
  "audit.read",
] as const satisfies readonly Capability[];
const APPROVER = [
  ...VIEWER,
  "bodies.read",
  "plans.approve",
  "writes.stop",
  "audit.read",
] as const satisfies readonly Capability[];

/** The roles that every installation has. They cannot be changed; roles of one's own stand beside them. */
export const ROLES = {
  viewer: VIEWER,
  operator: OPERATOR,
  approver: APPROVER,
  admin: Object.keys(CAPABILITIES) as Capability[],
} as const satisfies Record<string, readonly Capability[]>;
export type Role = keyof typeof ROLES;

export function isBuiltInRole(text: unknown): text is Role {
  return typeof text === "string" && Object.hasOwn(ROLES, text);
}
