import type { AlertReasonView } from "@/lib/contract/alert-fields";

const PLACES: Readonly<Record<AlertReasonView["subject"]["kind"], { path: string; prefix: string } | undefined>> = {
  class: { path: "/failures", prefix: "fc_" },
  queue: { path: "/queues", prefix: "q_" },
  rule: { path: "/events/rules", prefix: "res_" },
  pipeline: { path: "/pipelines", prefix: "pl_" },
  account: { path: "/accounts", prefix: "acc_" },
  run: { path: "/runs", prefix: "run_" },
  plan: undefined,
  poller: undefined,
  alarm: undefined,
};

type About = Pick<AlertReasonView, "subject" | "queueId" | "classId" | "accountId">;

/** The page where what a reason is about is shown and mended; undefined where there is none. */
export function placeOfReason({ subject: { kind, id }, queueId, classId, accountId }: About): string | undefined {
  const place = PLACES[kind];
  if (place && id.startsWith(place.prefix)) return `${place.path}/${id}`;
  if (kind === "poller") return "/settings?tab=pollers";
  if (kind === "plan") return id.startsWith("apr_") ? `/approvals/${id}` : "/approvals";
  if (classId) return `/failures/${classId}`;
  if (queueId) return `/queues/${queueId}`;
  return kind === "account" && accountId ? `/accounts/${accountId}` : undefined;
}

export const SUBJECT_WORDS: Readonly<Record<AlertReasonView["subject"]["kind"], string>> = {
  class: "failure",
  queue: "queue",
  rule: "rule",
  pipeline: "pipeline",
  account: "account",
  run: "run",
  plan: "approval",
  poller: "poller",
  alarm: "CloudWatch alarm",
};
