import type { PlanDriver } from "@/lib/core/plans/action";
import type { Place } from "./aims/aim";

/** Lambda tries an asynchronous event twice more, after 1 and after 2 minutes (Lambda developer guide, asynchronous invocation). */
const ASYNC_RETRIES_SECONDS = 180;

/**
 * After about how long a message that fails again is back in the dead-letter queue: every attempt hides it for the visibility
 * timeout. Null where no setting tells.
 */
export function expectedReturnSeconds(_driver: PlanDriver, places: readonly Place[]): number | null {
  const waits = places.map(({ kind, queue }) => {
    if (kind === "function") return ASYNC_RETRIES_SECONDS;
    if (!queue || queue.maxReceiveCount === null) return null;
    return queue.maxReceiveCount * queue.visibilityTimeoutSeconds;
  });
  return waits.length === 0 || waits.includes(null) ? null : Math.max(...waits.map((seconds) => seconds ?? 0));
}
