import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { sendHeartbeat } from "@/lib/operations/alerts/heartbeat";
import { judgeAlerts } from "@/lib/operations/alerts/judge-alerts";
import { judgeQueueRhythms } from "@/lib/operations/alerts/judge-queue-rhythms";
import { syncIssues } from "@/lib/operations/alerts/sync-issues";
import { collectDue } from "@/lib/operations/collecting/collect-due";
import { collectUse } from "@/lib/operations/costs/collect-use";
import { keepCeiling } from "@/lib/operations/costs/keep-ceiling";
import { reckonCosts } from "@/lib/operations/costs/reckon-costs";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { collectEventFigures } from "@/lib/operations/events/collect-event-figures";
import { gatherEvidence } from "@/lib/operations/evidence/gather-evidence";
import { lookAtExecutions } from "@/lib/operations/executions/look-at-executions";
import { advanceRegroups } from "@/lib/operations/grouping/advance-regroups";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { forgetRemoved } from "@/lib/operations/inventory/keep-inventory";
import { lookAroundNews } from "@/lib/operations/inventory/look-around-news";
import { readTrail } from "@/lib/operations/inventory/read-trail";
import { watchActivity } from "@/lib/operations/inventory/watch-activity";
import { rescueDue } from "@/lib/operations/losses/rescue-due";
import { assemblePipelines } from "@/lib/operations/pipelines/assemble-pipelines";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { reckonObjectives } from "@/lib/operations/pipelines/reckon-objectives";
import { sumFleet } from "@/lib/operations/pipelines/sum-fleet";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { checkAuditLog, pruneAuditLog, sealAuditLog } from "@/lib/operations/polling/keep-audit";
import { flushUsage, foldCounts, judgeClasses, keepRetention } from "@/lib/operations/polling/keep-house";
import { listOrganization } from "@/lib/operations/polling/list-organization";
import { noteWorkerIdentity } from "@/lib/operations/polling/note-worker-identity";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { applyRetention } from "@/lib/operations/privacy/apply-retention";
import { remaskKept } from "@/lib/operations/privacy/remask";
import { collectReplays } from "@/lib/operations/replays/collect-replays";
import { writeDueReviews } from "@/lib/operations/reviews/write-review";
import { collectUnrecorded } from "@/lib/operations/unrecorded/collect-unrecorded";
import { checkSecondCopy } from "@/lib/operations/vault/check-second-copy";
import { drainVaults } from "@/lib/operations/vault/drain-vaults";
import type { Poller } from "./poller";

/**
 * Everything that happens by the clock. `sampleDepth`, `collectMetrics`, `collectDue`, `watchActivity`, `collectUnrecorded`,
 * `collectEventFigures`, `collectUse` and `listOrganization` look for what is due by its own cadence, so their period is only how late
 * they may be.
 */
export const POLLERS: readonly Poller[] = [
  { name: "checkAccess", scope: "region", alsoWhenListing: true, everySeconds: 60, run: checkAccess },
  { name: "discoverQueues", scope: "region", alsoWhenListing: true, everySeconds: 120, run: discoverQueues },
  { name: "sampleDepth", scope: "region", everySeconds: 2, run: sampleDepth },
  { name: "collectMetrics", scope: "region", everySeconds: 60, run: collectMetrics },
  { name: "collectDue", scope: "region", everySeconds: 5, run: collectDue },
  { name: "gatherEvidence", scope: "region", everySeconds: 10, run: gatherEvidence },
  { name: "drainVaults", scope: "region", everySeconds: 5, run: drainVaults },
  { name: "collectInventory", scope: "region", everySeconds: 300, run: collectInventory },
  { name: "lookAroundNews", scope: "region", everySeconds: 10, run: lookAroundNews },
  { name: "watchActivity", scope: "region", everySeconds: 60, run: watchActivity },
  { name: "collectUnrecorded", scope: "region", everySeconds: 60, run: collectUnrecorded },
  { name: "lookAtExecutions", scope: "region", everySeconds: 10, run: lookAtExecutions },
  { name: "collectEventFigures", scope: "region", everySeconds: 20, run: collectEventFigures },
  { name: "collectUse", scope: "region", everySeconds: 60, run: collectUse },
  { name: "collectReplays", scope: "region", everySeconds: 60, run: collectReplays },
  { name: "readTrail", scope: "region", everySeconds: 300, run: readTrail },
  { name: "forgetRemoved", scope: "global", everySeconds: 60, run: forgetRemoved },
  { name: "rescueDue", scope: "global", everySeconds: 300, run: rescueDue },
  { name: "listOrganization", scope: "global", everySeconds: 60, run: listOrganization },
  { name: "checkSecondCopy", scope: "global", everySeconds: 60, run: checkSecondCopy },
  { name: "advanceRegroups", scope: "global", everySeconds: 5, run: advanceRegroups },
  { name: "advanceErasures", scope: "global", everySeconds: 10, run: advanceErasures },
  { name: "applyRetention", scope: "global", everySeconds: 300, run: applyRetention },
  { name: "remaskKept", scope: "global", everySeconds: 5, run: remaskKept },
  { name: "noteWorkerIdentity", scope: "global", everySeconds: 60, run: noteWorkerIdentity },
  { name: "judgeHoles", scope: "global", everySeconds: 20, run: judgeHoles },
  { name: "assemblePipelines", scope: "global", everySeconds: 20, run: assemblePipelines },
  { name: "judgePipelines", scope: "global", everySeconds: 15, run: judgePipelines },
  { name: "judgeQueueRhythms", scope: "global", everySeconds: 300, run: judgeQueueRhythms },
  { name: "reckonObjectives", scope: "global", everySeconds: 20, run: reckonObjectives },
  { name: "sumFleet", scope: "global", everySeconds: 10, run: sumFleet },
  { name: "deliverNotifications", scope: "global", everySeconds: 2, run: deliverNotifications },
  { name: "sendHeartbeat", scope: "global", everySeconds: 60, run: sendHeartbeat },
  { name: "judgeAlerts", scope: "global", everySeconds: 2, run: judgeAlerts },
  { name: "foldCounts", scope: "global", everySeconds: 2, run: foldCounts },
  { name: "judgeClasses", scope: "global", everySeconds: 30, run: judgeClasses },
  { name: "sealAuditLog", scope: "global", everySeconds: 10, run: sealAuditLog },
  { name: "checkAuditLog", scope: "global", everySeconds: 3600, run: checkAuditLog },
  { name: "pruneAuditLog", scope: "global", everySeconds: 3600, run: pruneAuditLog },
  { name: "keepRetention", scope: "global", everySeconds: 3600, run: keepRetention },
  { name: "reckonCosts", scope: "global", everySeconds: 60, run: reckonCosts },
  { name: "keepCeiling", scope: "global", everySeconds: 30, run: keepCeiling },
  { name: "writeDueReviews", scope: "global", everySeconds: 60, run: writeDueReviews },
  { name: "syncIssues", scope: "global", everySeconds: 30, run: syncIssues },
  { name: "flushUsage", scope: "process", everySeconds: 60, run: flushUsage },
];
