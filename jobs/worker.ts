import { readEnv } from "@/lib/env";
import { createLog } from "@/lib/log";
import { advanceRuns, whenIdle } from "@/lib/operations/runs/advance";
import { startPolling } from "./boss";
import { openWorker, type WorkerRoot } from "./context";
import { followIntents } from "./intents";
import { createMetrics } from "./metrics";
import { runOwnPolls } from "./own-polls";
import { pause } from "./pause";
import { POLLERS } from "./pollers";
import { startRuns } from "./runs";
import { openWorkerDoor } from "./worker-door";

/** How long work under way is waited for at a stop; with the rest it stays under 20 seconds. */
const DRAIN_MS = 15_000;
const LAST_RESORT_MS = 19_500;

/** `npm run worker`: the only process that reaches AWS. Any number of them share the work. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog("worker", env.DLO_LOG_LEVEL);
  // What nobody caught may have left anything half done: the next process starts from what was committed.
  for (const kind of ["uncaughtException", "unhandledRejection"] as const)
    process.on(kind, (error) => {
      log.fatal({ err: error }, `${kind}: the worker ends`);
      process.exit(1);
    });
  const root = await openWorker(env, log);
  const metrics = createMetrics();
  const stop = new AbortController();
  const door = await openWorkerDoor({
    host: env.DLO_WORKER_HOST,
    port: env.DLO_WORKER_PORT,
    metrics,
    reasonNotReady: () => reasonNotReady(root, stop.signal),
  });
  const runs = startRuns(root, metrics, advanceRuns, stop.signal);
  const polling = await startPolling(root, metrics, POLLERS, stop.signal);
  const ownPolls = runOwnPolls(root, metrics, POLLERS, stop.signal);
  const intents = followIntents(root, metrics, polling, runs);
  log.info(
    { workerId: root.workerId, url: `http://${env.DLO_WORKER_HOST}:${env.DLO_WORKER_PORT}` },
    "the worker works",
  );

  const stopped = await new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, resolve);
  });
  log.info({ signal: stopped }, "the worker stops");
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  stop.abort(new Error("the worker stops"));
  await Promise.allSettled([
    intents.close(),
    polling.stop(DRAIN_MS),
    ownPolls,
    Promise.race([runs.ended.then(whenIdle), pause(DRAIN_MS)]),
  ]);
  door.closeAllConnections();
  door.close();
  await root.close();
  log.info("the worker has stopped");
  process.exit(0);
}

async function reasonNotReady(root: WorkerRoot, stopping: AbortSignal): Promise<string | undefined> {
  if (stopping.aborted) return "the worker is stopping";
  return root.ping().then(
    () => undefined,
    () => "the database does not answer",
  );
}

await main().catch((error: Error) => {
  console.error(`worker: ${error.message}`);
  process.exit(1);
});
