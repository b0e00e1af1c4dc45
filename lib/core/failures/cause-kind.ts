export const CAUSE_KINDS = [
  "transient",
  "throttled",
  "timeout",
  "permission",
  "missing-target",
  "schema",
  "code-error",
  "dependency",
  "unknown",
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** `reason` is for people: what was read and what it means. */
export type Cause = { kind: CauseKind; reason: string };

export type CauseRule = { kind: CauseKind; says: string; pattern: RegExp };
