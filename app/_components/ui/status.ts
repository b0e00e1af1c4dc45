export type Tone = "accent" | "ink" | "ink-2" | "ink-3" | "ok" | "warn" | "danger" | "unknown";

export type Status =
  | "new"
  | "ongoing"
  | "escalating"
  | "regressed"
  | "resolved"
  | "acknowledged"
  | "snoozed"
  | "dismissed"
  | "backlog"
  | "blind"
  | "off"
  | "index"
  | "vault"
  | "pass"
  | "warn"
  | "block"
  | "unproven"
  | "waiting"
  | "running"
  | "paused"
  | "observing"
  | "done"
  | "failed"
  | "cancelled"
  | "interrupted"
  | "sent"
  | "rejected"
  | "skipped"
  | "ambiguous"
  | "gone"
  | "returned"
  | "unknown";

export const toneClass: Record<Tone, string> = {
  accent: "text-accent",
  ink: "text-ink",
  "ink-2": "text-ink-2",
  "ink-3": "text-ink-3",
  ok: "text-ok",
  warn: "text-warn",
  danger: "text-danger",
  unknown: "text-unknown",
};

export const statusTone: Record<Status, Tone> = {
  new: "accent",
  ongoing: "ink",
  escalating: "warn",
  regressed: "warn",
  resolved: "ok",
  acknowledged: "ink-2",
  snoozed: "ink-2",
  dismissed: "ink-2",
  backlog: "ink-2",
  blind: "unknown",
  off: "unknown",
  index: "ink-2",
  vault: "ink-2",
  pass: "ok",
  warn: "warn",
  block: "danger",
  unproven: "unknown",
  waiting: "ink-2",
  running: "accent",
  paused: "warn",
  observing: "accent",
  done: "ok",
  failed: "danger",
  cancelled: "ink-2",
  interrupted: "unknown",
  sent: "accent",
  rejected: "warn",
  skipped: "ink-2",
  ambiguous: "unknown",
  gone: "ok",
  returned: "warn",
  unknown: "unknown",
};

/** "escalating" → "Escalating": the word that stands beside the shape when the caller names no other. */
export function statusWord(status: Status): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}
