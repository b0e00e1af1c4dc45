import type { ConsumerSpan } from "../plans/checks/consumer-span";

export interface ExecutionTimes {
  readonly stoppedAt: Date;
}

/**
 * How many executions surely failed with what is there now, and how many surely before its last change. The step that failed
 * was tried shortly before the end, at most `tryMs`: one whose last try may straddle the change is in neither count.
 */
export function failedAgainst(
  executions: readonly ExecutionTimes[],
  { unchangedSince, changedAfter }: Pick<ConsumerSpan, "unchangedSince" | "changedAfter">,
  tryMs: number,
): { readonly unchangedCount: number; readonly changedCount: number } {
  const since = unchangedSince === null ? Number.POSITIVE_INFINITY : Date.parse(unchangedSince);
  const before = changedAfter === null ? Number.NEGATIVE_INFINITY : Date.parse(changedAfter);
  const times = executions.map(({ stoppedAt }) => stoppedAt.getTime());
  return {
    unchangedCount: times.filter((at) => at - tryMs >= since).length,
    changedCount: times.filter((at) => at < before).length,
  };
}
