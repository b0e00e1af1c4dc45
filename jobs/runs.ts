import type { WorkerCtx } from "@/lib/operations/worker-context";
import type { WorkerRoot } from "./context";
import type { Metrics } from "./metrics";
import { pause } from "./pause";

export interface RunLoop {
  /** Looks at the runs now instead of at the next sweep. */
  wake(): void;
  /** Resolves when the round under way at the stop has ended. */
  readonly ended: Promise<void>;
}

const SWEEP_MS = 5000;

/**
 * Moves runs on: at every wish that is heard of, and every 5 seconds for wishes that were not. One round at a time; a
 * wish that comes during a round starts another one after it. A round that fails is logged and tried again.
 */
export function startRuns(
  root: WorkerRoot,
  metrics: Metrics,
  advance: (ctx: WorkerCtx) => Promise<unknown>,
  stopping: AbortSignal,
): RunLoop {
  let alarm = new AbortController();
  const loop = async () => {
    while (!stopping.aborted) {
      alarm = new AbortController();
      const outcome = await advance(root.ctx(stopping)).then(
        () => "ok",
        (error: unknown) => {
          if (stopping.aborted) return "stopped";
          root.log.error({ err: error }, "a round of runs failed");
          return "failed";
        },
      );
      metrics.runRounds.inc({ outcome });
      await pause(SWEEP_MS, stopping, alarm.signal);
    }
  };
  return { wake: () => alarm.abort(), ended: loop() };
}
