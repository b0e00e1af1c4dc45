import { inTransaction } from "@/lib/db/connect";
import { forgetDisconnected } from "@/lib/db/resources";
import type { WorkerCtx } from "../worker-context";

/** Turns what belonged to removed accounts and Regions into history: it counts nowhere and leads nowhere. */
export function forgetRemoved(ctx: WorkerCtx): Promise<void> {
  return inTransaction(ctx.db, forgetDisconnected);
}
