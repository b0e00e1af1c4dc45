import type { StandsNow } from "./now-status";

/** Why an execution is not taken up, in words for its row; undefined when it stands as the plan has it. */
export function movedOn(now: StandsNow | undefined, isSameEnd: boolean): string | undefined {
  if (!now) return "Step Functions does not know it any more";
  if (now.stoppedAt === null) return "it was redriven meanwhile and runs again";
  if (now.status === "SUCCEEDED") return "it was redriven meanwhile and succeeded";
  return isSameEnd ? undefined : "it was redriven meanwhile and failed again: plan it anew";
}
