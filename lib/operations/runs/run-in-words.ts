import { isAboutExecutions } from "@/lib/core/plans/action";
import { endInWords } from "@/lib/core/runs/end-in-words";
import { countersFrom } from "@/lib/core/runs/item";
import type { Sql } from "@/lib/db/connect";
import { countItems } from "@/lib/db/run-items";
import type { RunRow } from "@/lib/db/runs";

/** What a run did and what came of it so far, in one sentence: `R-12 (redrive) is done: 10 of 10 sent, 10 left …`. */
export async function runInWords(db: Sql, run: RunRow): Promise<string> {
  const name = `R-${run.number} (${run.action})`;
  const state = run.state === "done" ? "is done" : run.state === "waiting" ? "waits to begin" : `is ${run.state}`;
  const { outcome } = run.driverState;
  if (run.driver === "replay") return `${name} ${state}${typeof outcome === "string" ? `: ${outcome}` : "."}`;
  const counters = countersFrom(await countItems(db, [run.id]));
  const noun = isAboutExecutions(run.driver) ? "execution" : "message";
  return `${name} ${state}: ${endInWords(counters, run.detail.returnThresholdPercent, noun)}.`;
}
