// A worker that does nothing but drive runs, to be killed: the product's own composition root and run loop, no pollers.
import { openWorker } from "@/jobs/context";
import { createMetrics } from "@/jobs/metrics";
import { startRuns } from "@/jobs/runs";
import { readEnv } from "@/lib/env";
import { createLog } from "@/lib/log";
import { advanceRuns } from "@/lib/operations/runs/advance";

const env = readEnv();
const root = await openWorker(env, createLog("worker", env.DLO_LOG_LEVEL));
const stop = new AbortController();
console.log(`ready ${root.workerId}`);
// A spare one waits for its turn, so that a case does not wait for it to be loaded.
process.once("message", () => startRuns(root, createMetrics(), advanceRuns, stop.signal));
