import type { Executions } from "@/lib/aws/step-functions/executions";
import { DloError } from "@/lib/core/errors";
import { failedStateOf } from "@/lib/core/executions/failed-state";
import { noting } from "../polling/noting";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

const NAME_CHARS = 80;

/**
 * Asks in which state executions failed: at most three calls each. Null where it does not tell. What is refused once is not
 * asked again in this round, and stops nothing else.
 */
export function askingWhereFailed(
  ctx: WorkerCtx,
  target: Target,
  stepFunctions: Pick<Executions, "lastSteps">,
): (executionArn: string) => Promise<string | null> {
  let isRefused = false;
  return async (executionArn) => {
    if (isRefused) return null;
    try {
      const steps = await noting(ctx, target, "execution-steps", () => stepFunctions.lastSteps(executionArn));
      return failedStateOf(steps)?.slice(0, NAME_CHARS) ?? null;
    } catch (error) {
      if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
      isRefused = true;
      return null;
    }
  };
}
