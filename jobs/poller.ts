import type { Target } from "@/lib/operations/polling/target";
import type { WorkerCtx } from "@/lib/operations/worker-context";

interface Periodic {
  readonly name: string;
  readonly everySeconds: number;
}
/** Runs for each Region of each connected account, on whichever worker is free. */
export interface RegionPoller extends Periodic {
  readonly scope: "region";
  /** Also for accounts of which only names of queues are listed; all else waits until they are polled. */
  readonly alsoWhenListing?: boolean;
  readonly run: (ctx: WorkerCtx, target: Target) => Promise<void>;
}
/** Runs once for all, on whichever worker is free. */
export interface GlobalPoller extends Periodic {
  readonly scope: "global";
  readonly run: (ctx: WorkerCtx) => Promise<void>;
}
/** Runs on every worker: it is about what that process alone holds. */
export interface ProcessPoller extends Periodic {
  readonly scope: "process";
  readonly run: (ctx: WorkerCtx) => Promise<void>;
}
export type Poller = RegionPoller | GlobalPoller | ProcessPoller;

/**
 * When a poll that was due at `dueAt` is due again. It keeps its rhythm, skips what was missed, and wanders by up to a
 * twentieth of its period so that polls which began together drift apart.
 */
export function nextDueAt(dueAt: Date, now: Date, everySeconds: number, chance: number): Date {
  const everyMs = everySeconds * 1000;
  const wanderMs = (chance - 0.5) * everyMs * 0.1;
  const inRhythm = dueAt.getTime() + everyMs + wanderMs;
  return new Date(Math.max(inRhythm, now.getTime() + Math.min(1000, everyMs / 2)));
}
