import type { WorkerRoot } from "./context";
import type { Metrics } from "./metrics";

export interface PollFacts {
  readonly poller: string;
  /** Empty for pollers that belong to no account. */
  readonly accountId: string;
  readonly region: string;
  readonly everySeconds: number;
  readonly dueAt: Date;
}

/**
 * Runs one poll and keeps its heartbeat, failed or not: a poller that fails in silence looks like a calm system. Work
 * broken off by `signal` is no failure; its heartbeat stays as it was.
 */
export async function runPoll(
  root: WorkerRoot,
  metrics: Metrics,
  facts: PollFacts,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const { dueAt, ...place } = facts;
  const startedAt = performance.now();
  const lagSeconds = Math.max(0, Math.round((Date.now() - dueAt.getTime()) / 1000));
  metrics.pollLag.set({ poller: place.poller }, lagSeconds);
  await root.notePollStarted({ ...place, lagSeconds });
  const error = await work().then(
    () => null,
    (failure: unknown) => failure ?? new Error("failed without a reason"),
  );
  const tookMs = Math.round(performance.now() - startedAt);
  metrics.pollSeconds.observe({ poller: place.poller, outcome: error === null ? "ok" : "failed" }, tookMs / 1000);
  if (error !== null && signal.aborted) return;
  if (error !== null) root.log.warn({ ...place, tookMs, err: error }, "a poll failed");
  await root.notePollEnded(place, { tookMs, error: error === null ? null : messageOf(error) });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000);
}
