import type { Status } from "@/app/_components/ui/status";
import type { ClassActivity } from "@/lib/contract/class-triage";
import { snoozeWords } from "./triage-words";

export const ACTIVITY_ITEMS = 20;

/** The shape that stands beside a line of activity. */
export function activityStatus({ kind, action, status, run }: ClassActivity): Status {
  if (kind === "note") return "index";
  if (kind === "run") return run && RUN_STATES.has(run.state) ? (run.state as Status) : "running";
  if (kind === "action") return ACTION_STATUS[action] ?? "waiting";
  if (kind === "woken") return "snoozed";
  return status ?? "unknown";
}

const RUN_STATES = new Set(["waiting", "running", "paused", "observing", "done", "failed", "cancelled", "interrupted"]);
const ACTION_STATUS: Record<string, Status> = {
  "class.acknowledged": "acknowledged",
  "class.snoozed": "snoozed",
  "class.dismissed": "dismissed",
  "class.reopened": "ongoing",
};
const ACTION_WORDS: Record<string, string> = {
  "class.acknowledged": "acknowledged it",
  "class.dismissed": "dismissed it",
  "class.reopened": "reopened it",
  "class.merged": "merged it",
  "class.unmerged": "took it",
  "class.issue-asked": "asked for an issue of it",
  "class.issue-made": "made an issue of it",
  "class.issue-failed": "could not make an issue of it",
};
const STATUS_WORDS = {
  new: "is new",
  ongoing: "is ongoing",
  escalating: "escalates",
  regressed: "regressed",
  backlog: "is backlog",
  resolved: "is resolved",
} as const;

/** What happened, as the sentence after who did it; "It" where the class did it by itself. */
export function activityWords(item: ClassActivity): { who: string; what: string } {
  const who = item.by ?? "It";
  if (item.kind === "note") return { who, what: "wrote" };
  if (item.kind === "run") return { who, what: `asked for ${article(item.action)}` };
  if (item.kind === "woken") return { who, what: "is back from its snooze" };
  if (item.kind === "first-seen")
    return { who, what: item.status === "backlog" ? "was there before we looked" : "was seen first" };
  if (item.kind === "status") return { who, what: item.status ? STATUS_WORDS[item.status] : item.action };
  if (item.action === "class.assigned")
    return { who, what: item.owner ? `assigned it to ${item.owner}` : "gave it back to its owner" };
  if (item.snooze) return { who, what: `snoozed it ${snoozeWords(item.snooze)}` };
  return { who, what: ACTION_WORDS[item.action] ?? item.action };
}

function article(action: string): string {
  return `a ${action.replaceAll("-", " ")}`;
}
