import type { WorkerRoot } from "./context";
import type { Metrics } from "./metrics";
import { pause } from "./pause";
import type { Poller, ProcessPoller } from "./poller";
import { runPoll } from "./run-poll";

/** Runs the pollers that are about this process alone, each by its own clock, and each once more when it stops. */
export async function runOwnPolls(
  root: WorkerRoot,
  metrics: Metrics,
  pollers: readonly Poller[],
  stopping: AbortSignal,
): Promise<void> {
  const own = pollers.filter((poller) => poller.scope === "process");
  await Promise.all(own.map((poller) => repeat(root, metrics, poller, stopping)));
}

async function repeat(root: WorkerRoot, metrics: Metrics, poller: ProcessPoller, stopping: AbortSignal): Promise<void> {
  let isLast = false;
  while (!isLast) {
    await pause(poller.everySeconds * 1000, stopping);
    isLast = stopping.aborted;
    await runOnce(root, metrics, poller);
  }
}

/** With a signal of its own: the last time, at the stop, is no reason to break off. */
async function runOnce(root: WorkerRoot, metrics: Metrics, poller: ProcessPoller): Promise<void> {
  const { signal } = new AbortController();
  const facts = {
    poller: poller.name,
    accountId: "",
    region: "",
    everySeconds: poller.everySeconds,
    dueAt: new Date(),
  };
  await runPoll(root, metrics, facts, signal, () => poller.run(root.ctx(signal))).catch((error) =>
    root.log.error({ poller: poller.name, err: error }, "a poll of this process could not be noted"),
  );
}
