import type { InputOf } from "@/lib/contract";
import type { Alert } from "@/lib/contract/alert-fields";
import type { Run } from "@/lib/contract/runs";
import { ALERT_STATES } from "@/lib/core/alerts/alert";
import { CLASS_STATUSES } from "@/lib/core/failures/class-status";
import { listing } from "./list-command";

const ACCOUNT = { account: { value: "<id>", summary: "only of this account" } };

export const classes = listing({
  name: "classes",
  summary: "List failure classes, those that lose something first on top; without flags those that need somebody.",
  flags: {
    ...ACCOUNT,
    status: { value: "<status>", oneOf: CLASS_STATUSES, summary: "only these, dismissed and snoozed ones too" },
    owner: { value: "<name>", summary: "only of this owner" },
    queue: { value: "<id>", summary: "only in this dead-letter queue" },
    pipeline: { value: "<id>", summary: "only of this pipeline" },
  },
  heading: ["CLASS", "STATUS", "WAITING", "FIRST LOSS", "CAUSE", "OWNER", "ACCOUNT", "REGION", "TITLE"],
  read: (client, given, page) =>
    client.listFailureClasses({
      ...page,
      status: given.text("status") as InputOf<"listFailureClasses">["status"],
      owner: given.text("owner"),
      accountId: given.text("account"),
      queueId: given.text("queue"),
      pipelineId: given.text("pipeline"),
    }),
  line: (one) => [
    one.id,
    one.status,
    String(one.presentCount + one.vaultedCount),
    minute(one.loss.at),
    one.causeKind,
    one.owner ?? "none",
    one.accountName,
    one.region,
    one.title,
  ],
});

export const messages = listing({
  name: "messages",
  summary: "List failed messages without their bodies, newest first.",
  flags: {
    class: { value: "<id>", summary: "only of this failure class" },
    queue: { value: "<id>", summary: "only of this dead-letter queue" },
    filter: { value: "<words>", summary: "what a search in the office would find" },
  },
  heading: ["MESSAGE", "STATE", "SEEN", "DIES", "RECEIVED", "CAUSE", "QUEUE", "TYPE"],
  read: (client, given, page) =>
    client.listFailedMessages({
      ...page,
      classId: given.text("class"),
      queueId: given.text("queue"),
      q: given.text("filter"),
    }),
  line: (one) => [
    one.id,
    one.state,
    minute(one.firstSeenAt),
    minute(one.expiresAt),
    String(one.receiveCount),
    one.causeKind,
    one.queueName,
    one.messageType,
  ],
});

export const runs = listing<Run>({
  name: "runs",
  summary: "List runs, newest first.",
  flags: {
    ...ACCOUNT,
    state: { value: "<state>", oneOf: ["open", "ended"], summary: "only these" },
    class: { value: "<id>", summary: "only those that touched this failure class" },
  },
  heading: ["RUN", "NUMBER", "STATE", "ACTION", "SENT", "GONE", "RETURNED", "OF", "BY"],
  read: (client, given, page) =>
    client.listRuns({
      ...page,
      state: given.text("state") as InputOf<"listRuns">["state"],
      accountId: given.text("account"),
      classId: given.text("class"),
    }),
  line: ({ id, number, state, action, counters, requestedBy }) => [
    ...[id, `R-${number}`, state, action],
    ...[counters.sent, counters.gone, counters.returned, counters.selected].map(String),
    requestedBy,
  ],
});

export const alerts = listing<Alert>({
  name: "alerts",
  summary: "List alerts, unresolved ones first, the gravest on top.",
  flags: {
    ...ACCOUNT,
    state: { value: "<state>", oneOf: [...ALERT_STATES, "unresolved"], summary: "only these" },
    owner: { value: "<name>", summary: "only of this owner" },
  },
  heading: ["ALERT", "NUMBER", "STATE", "SEVERITY", "OPENED", "ANSWERED BY", "OWNER", "WHAT"],
  read: (client, given, page) =>
    client.listAlerts({
      ...page,
      state: given.text("state") as InputOf<"listAlerts">["state"],
      owner: given.text("owner"),
      accountId: given.text("account"),
    }),
  line: (one) => [
    one.id,
    `A-${one.number}`,
    one.state,
    one.severity,
    minute(one.openedAt),
    one.acknowledgedBy ?? "nobody",
    one.owner ?? "none",
    one.title,
  ],
});

function minute(time: string | null): string {
  return time === null ? "unknown" : `${time.slice(0, 16)}Z`;
}
