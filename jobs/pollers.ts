import { collectDue } from "@/lib/operations/collecting/collect-due";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { flushUsage, judgeClasses, keepRetention, sealAuditLog } from "@/lib/operations/polling/keep-house";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import type { Poller } from "./poller";

/**
 * Everything that happens by the clock. `sampleDepth`, `collectMetrics` and `collectDue` look for what is due by its own
 * cadence, so their period is only how late they may be.
 */
export const POLLERS: readonly Poller[] = [
  { name: "checkAccess", scope: "region", everySeconds: 60, run: checkAccess },
  { name: "discoverQueues", scope: "region", everySeconds: 120, run: discoverQueues },
  { name: "sampleDepth", scope: "region", everySeconds: 2, run: sampleDepth },
  { name: "collectMetrics", scope: "region", everySeconds: 60, run: collectMetrics },
  { name: "collectDue", scope: "region", everySeconds: 5, run: collectDue },
  { name: "judgeClasses", scope: "global", everySeconds: 30, run: judgeClasses },
  { name: "sealAuditLog", scope: "global", everySeconds: 10, run: sealAuditLog },
  { name: "keepRetention", scope: "global", everySeconds: 3600, run: keepRetention },
  { name: "flushUsage", scope: "process", everySeconds: 60, run: flushUsage },
];
