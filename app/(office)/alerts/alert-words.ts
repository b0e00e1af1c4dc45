import type { Status } from "@/app/_components/ui/status";
import type { Alert } from "@/lib/contract/alert-fields";
import type { AlertEvent, AlertState, Mute } from "@/lib/core/alerts/alert";
import type { NotificationKind, NotificationState } from "@/lib/core/alerts/notification";
import type { Condition, Severity } from "@/lib/core/alerts/reason";

export const CONDITION_WORDS: Readonly<Record<Condition, string>> = {
  "predicted-loss": "loss ahead",
  "undelivered-dead-letters": "dead letters undelivered",
  "pipeline-failing": "pipeline failing",
  "pipeline-stalled": "pipeline stalled",
  "account-blind": "account blind",
  "poller-silent": "poller silent",
  "class-regressed": "failure regressed",
  "class-new": "new failure",
  "class-escalating": "failure escalating",
  "dead-letter-inflow": "dead-letter inflow",
  "budget-burn": "error budget burns",
  "rule-silent": "rule silent",
  "queue-silent": "queue silent",
  "age-threshold": "too old",
  "depth-threshold": "too deep",
  "run-paused": "run paused",
  "approval-waiting": "approval waiting",
  "cloudwatch-alarm": "CloudWatch alarm",
  "run-finished": "run finished",
};

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { page: "Pages", notify: "Notifies" };

export const STATE_WORDS: Readonly<Record<AlertState, string>> = {
  open: "Open",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
};

export function alertStatus({ state, severity }: Pick<Alert, "state" | "severity">): Status {
  if (state === "open") return severity === "page" ? "escalating" : "new";
  return state;
}

/** Why nobody was told, as the end of a sentence. */
export const MUTE_WORDS: Readonly<Record<Mute, string>> = {
  silence: "silenced",
  maintenance: "maintenance window",
  inhibited: "part of a graver alert",
  "non-production": "not production",
  "no-channel": "no channel",
  backlog: "backlog",
};

export const EVENT_WORDS: Readonly<Record<AlertEvent, string>> = {
  opened: "opened it",
  joined: "one more reason joined",
  paged: "channels were told",
  repeated: "told again, because nobody answered",
  acknowledged: "acknowledged it",
  unacknowledged: "handed it back",
  left: "a reason left: it does not hold any more",
  resolved: "resolved: none of its reasons holds any more",
  reopened: "open again",
  silenced: "nobody was told: silenced",
  inhibited: "nobody was told: part of a graver alert",
  noise: "judged whether it was noise",
};

export const EVENT_STATUS: Readonly<Record<AlertEvent, Status>> = {
  opened: "new",
  joined: "ongoing",
  paged: "sent",
  repeated: "sent",
  acknowledged: "acknowledged",
  unacknowledged: "returned",
  left: "resolved",
  resolved: "resolved",
  reopened: "regressed",
  silenced: "snoozed",
  inhibited: "snoozed",
  noise: "dismissed",
};

export const TOLD_WORDS: Readonly<Record<NotificationState, string>> = {
  waiting: "Waiting",
  sending: "Being sent",
  delivered: "Delivered",
  dead: "Given up",
  dropped: "Overtaken",
};

export const TOLD_STATUS: Readonly<Record<NotificationState, Status>> = {
  waiting: "waiting",
  sending: "running",
  delivered: "done",
  dead: "failed",
  dropped: "skipped",
};

export const TOLD_OF: Readonly<Record<NotificationKind, string>> = {
  opened: "that it opened",
  repeated: "that it still holds",
  acknowledged: "that somebody has it",
  resolved: "that it is over",
  test: "a test",
  review: "the review",
};

/** Whether and when somebody was told, in a few words; the time stands beside it. */
export function toldWords({ pagedAt, mute, severity, state }: Alert): string {
  if (pagedAt) return "paged";
  if (mute) return `nobody: ${MUTE_WORDS[mute]}`;
  if (severity === "notify") return "told, not paged";
  return state === "open" ? "nobody yet" : "nobody was paged";
}
