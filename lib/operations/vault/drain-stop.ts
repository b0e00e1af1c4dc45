import { Conflict, DloError, Forbidden } from "@/lib/core/errors";

/** Why a slice of a drain ended before the queue was quiet, what to do, and whether a person must ask before it goes on. */
export class DrainStop extends Error {
  constructor(
    readonly reason: string,
    readonly fix: string | null = null,
    readonly isPaused = false,
    /** Looking again costs no call to AWS, so it is done soon. */
    readonly isCheap = false,
  ) {
    super(reason);
  }
}

/** An error in a drain's words. What nobody expected says so; the log has it. */
export function stopFor(error: unknown): DrainStop {
  if (error instanceof DrainStop) return error;
  if (error instanceof Conflict && error.code === "queue-busy")
    return new DrainStop("The lease on this queue was lost to another worker.");
  if (!(error instanceof DloError)) return new DrainStop("Something unexpected failed; the worker's log has it.");
  const fix = typeof error.detail.fix === "string" ? error.detail.fix : null;
  return new DrainStop(error.message, error instanceof Forbidden || fix ? fix : null);
}

const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 600;

/** How long to wait after a slice that was stopped; `failureCount` in a row took nothing. */
export function waitSecondsAfter(stop: DrainStop, failureCount: number): number {
  if (stop.isCheap || failureCount <= 1) return FIRST_WAIT_SECONDS;
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (failureCount - 1));
}
