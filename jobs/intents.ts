import { INTENT_TOPICS, type IntentTopic } from "@/lib/core/intent";
import type { Polling } from "./boss";
import type { WorkerRoot } from "./context";
import type { Metrics } from "./metrics";
import type { RunLoop } from "./runs";

/** Acts on wishes within a moment of their commit. All workers hear each one; leases and job keys see that one acts. */
export function followIntents(root: WorkerRoot, metrics: Metrics, polling: Polling, runs: RunLoop) {
  const act = async (intent: Intent) => {
    metrics.intents.inc({ topic: intent.topic });
    if (intent.topic === "run" || intent.topic === "writes") return runs.wake();
    if (intent.topic === "organization") return polling.pollNow(["listOrganization"], "");
    if (intent.topic === "regroup") return polling.pollNow(["advanceRegroups"], "");
    if (intent.topic === "erasure") return polling.pollNow(["advanceErasures"], "");
    if (intent.topic === "retention") return polling.pollNow(["applyRetention"], "");
    if (intent.topic === "coverage") return polling.pollNow(["judgeHoles"], "");
    if (intent.topic === "issues") return polling.pollNow(["syncIssues"], "");
    if (intent.topic === "alerts") return polling.pollNow(["judgeAlerts"], "");
    if (intent.topic === "notifications") return polling.pollNow(["deliverNotifications"], "");
    if (intent.topic === "review") return polling.pollNow(["writeDueReviews"], "");
    if (intent.topic === "pipelines") return polling.pollNow(["assemblePipelines"], "");
    if (!intent.accountId) return;
    if (intent.topic === "evidence") return polling.pollNow(["gatherEvidence"], intent.accountId);
    if (intent.topic === "scan") return polling.pollNow(["collectDue", "drainVaults"], intent.accountId);
    await root.rereadInventory(intent.accountId);
    return polling.pollNow(["checkAccess", "discoverQueues", "sampleDepth", "collectInventory"], intent.accountId);
  };
  const follow = (payload: string) => {
    const intent = parseIntent(payload);
    if (!intent) return root.log.warn({ payload }, "a notice that is no intent");
    act(intent).catch((error) => root.log.error({ intent, err: error }, "an intent could not be followed"));
  };
  // What was missed in a gap, the sweeps of runs and the polls find by themselves, the runs at once.
  return root.listenForIntents(follow, () => runs.wake());
}

interface Intent {
  readonly topic: IntentTopic;
  readonly accountId: string | null;
}
const TOPICS: readonly string[] = INTENT_TOPICS;

function parseIntent(payload: string): Intent | undefined {
  try {
    const read: unknown = JSON.parse(payload);
    if (typeof read !== "object" || read === null || !("topic" in read) || !TOPICS.includes(String(read.topic)))
      return undefined;
    const accountId = "accountId" in read && typeof read.accountId === "string" ? read.accountId : null;
    return { topic: read.topic as Intent["topic"], accountId };
  } catch {
    // Falls through as no intent: anybody who may NOTIFY can write anything.
    return undefined;
  }
}
