import { isAboutExecutions } from "@/lib/core/plans/action";
import type { Evidence } from "@/lib/core/runs/stage";
import type { Sql } from "@/lib/db/connect";
import { hasUnknownOutcomes } from "@/lib/db/execution-outcomes";
import type { RunRow } from "@/lib/db/runs";
import { readWatch } from "@/lib/db/watch-facts";

type Watched = Pick<RunRow, "id" | "driver" | "stage" | "driverState">;

/** What a window that is cut short, or is over, has for evidence: of executions what Step Functions told, else sights of queues. */
export async function evidenceSoFar(db: Sql, run: Watched): Promise<Evidence> {
  if (isAboutExecutions(run.driver)) {
    if (!(await hasUnknownOutcomes(db, run.id))) return "full";
    return run.driverState.lookedAtStage === run.stage ? "partial" : "none";
  }
  const seen = await readWatch(db, run.id);
  if (seen?.wasSeenAfter) return "full";
  return seen?.wasLookedAt ? "partial" : "none";
}
