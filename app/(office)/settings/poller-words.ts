import type { Status } from "@/app/_components/ui/status";
import type { Poller } from "@/lib/contract/system";

/** What each poller is for, by its name in the code. */
const WORDS: Readonly<Record<string, string>> = {
  checkAccess: "can each role be taken",
  discoverQueues: "which queues there are",
  sampleDepth: "counters of queues that are due",
  collectMetrics: "age and flow from CloudWatch",
  collectDue: "scans of queues in index mode",
  gatherEvidence: "logs and figures for failures that carry no error",
  drainVaults: "moves queues in vault mode into the vault",
  collectUnrecorded: "what was lost without a message",
  checkSecondCopy: "can the second copy be written",
  foldCounts: "adds up what changed in each failure",
  collectInventory: "settings of everything, and what changed",
  lookAroundNews: "settings around a failure that is news",
  watchActivity: "in which hours rules ran",
  collectEventFigures: "figures of rules and buses, and rules that stopped",
  collectUse: "how much each resource is used, for costs and health",
  collectReplays: "replays of archives, ours and others'",
  lookAtExecutions: "what became of failed executions",
  readTrail: "who changed it, from CloudTrail",
  listOrganization: "accounts of the organisation",
  reckonObjectives: "how pipelines keep what was promised of them",
  sumFleet: "adds up all queues for their chart",
  deliverNotifications: "sends what channels are told",
  sendHeartbeat: "tells an outside watcher that all is well here",
  writeDueReviews: "writes the weekly review when it is due",
  judgeHoles: "where events would vanish, and whose it is",
  assemblePipelines: "which resources make a pipeline",
  judgeAlerts: "what deserves that somebody is told, and who",
  judgePipelines: "how each pipeline does, and why",
  judgeQueueRhythms: "which queues are quiet against their own habit",
  forgetRemoved: "clears what belonged to removed accounts",
  advanceRegroups: "previews and applies grouping rules",
  remaskKept: "masks what was kept before the masking rules changed",
  advanceErasures: "what somebody asked to erase, second copies too",
  applyRetention: "erases what is past the days that it is kept",
  noteWorkerIdentity: "who the worker is, for the roles",
  rescueDue: "copies what dies within a day, where asked for",
  judgeClasses: "new, escalating, resolved; wakes the snoozed",
  sealAuditLog: "chains the audit log",
  checkAuditLog: "checks the audit log",
  pruneAuditLog: "removes audit entries past their time",
  keepRetention: "deletes what is past its retention",
  flushUsage: "writes down our own calls",
  reckonCosts: "what resources and pipelines cost",
  syncIssues: "makes issues of classes in trackers, and reads their status",
  keepCeiling: "keeps our own cost under its ceiling",
};

export function pollerWords(name: string): string {
  return WORDS[name] ?? "";
}

export const POLLER_STATES: Readonly<Record<Poller["state"], { status: Status; word: string }>> = {
  ok: { status: "pass", word: "OK" },
  late: { status: "warn", word: "Late" },
  failing: { status: "failed", word: "Failing" },
  never: { status: "unknown", word: "Not run yet" },
};

const ORDER: Readonly<Record<Poller["state"], number>> = { failing: 0, late: 1, never: 2, ok: 3 };

/** Those that need somebody first, then by name and place. */
export function sortedPollers(pollers: readonly Poller[]): Poller[] {
  return pollers.toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
}

/** The pollers in a sentence. */
export function pollersHeadline(pollers: readonly Poller[]): string {
  const count = (state: Poller["state"]) => pollers.filter((poller) => poller.state === state).length;
  if (pollers.length === 0) return "No worker has reported yet.";
  const parts = (["failing", "late", "never"] as const)
    .map((state) => [count(state), state === "never" ? "not run yet" : state] as const)
    .filter(([many]) => many > 0);
  if (parts.length === 0) return `all ${pollers.length} on time`;
  return `${parts.map(([many, word]) => `${many} ${word}`).join(", ")} of ${pollers.length}`;
}
