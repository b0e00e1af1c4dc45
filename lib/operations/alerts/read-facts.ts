import type { AlertSettings } from "@/lib/contract/alert-settings";
import { type AlertFacts, NO_FACTS } from "@/lib/core/alerts/facts";
import type { Tx } from "@/lib/db/connect";
import type { WorkerCtx } from "../worker-context";

/** Everything that the conditions are judged from, as it is at that time. */
export async function readAlertFacts(
  _ctx: WorkerCtx,
  _tx: Tx,
  { staffedHours }: AlertSettings,
  at: Date,
): Promise<AlertFacts> {
  return { ...NO_FACTS, staffedHours, watchedSince: at };
}
