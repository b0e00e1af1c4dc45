import { Conflict } from "@/lib/core/errors";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { writeStopFor } from "@/lib/db/settings";
import type { ResourceWork } from "../driver";

/** Before a repetition that may be the first to arrive: it is refused like any other effect. */
export async function refuseStopped({ ctx, run, lease }: ResourceWork): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await fence(tx, lease);
    const stop = await writeStopFor(tx, run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
  });
}
