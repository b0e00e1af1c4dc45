import type { Tx } from "@/lib/db/connect";
import { renewNotice } from "@/lib/db/notices";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { type Arrived, countBounces, countLateReturns, matchReturned, type Returned } from "@/lib/db/returns";
import type { Ctx } from "../context";
import { tell } from "./tell-asker";

/**
 * Recognises which of these new messages came back from a run: their items, their bounces and those of their classes say so
 * from now on. A run that is watched is looked at at once; of one that had ended, whoever asked for it is told.
 */
export async function noteReturns(ctx: Ctx, tx: Tx, queueId: string, arrived: readonly Arrived[]): Promise<void> {
  if (arrived.length === 0) return;
  const returned = await matchReturned(tx, queueId, arrived);
  if (returned.length === 0) return;
  await countBounces(
    tx,
    returned.map(({ classId }) => classId),
  );
  await tellOfReturns(ctx, tx, returned, "message");
}

/** Open pages and whoever watches the runs learn of it at once; of one that had ended, whoever asked for it is told. */
export async function tellOfReturns(
  ctx: Ctx,
  tx: Tx,
  returned: readonly Late[],
  what: "message" | "execution",
): Promise<void> {
  const perRun = new Map(returned.map((one) => [one.runId, one]));
  for (const run of perRun.values()) {
    const about = { topic: "run", id: run.runId, accountId: run.accountId } as const;
    await notifyChange(tx, about);
    if (run.isLate) await tellLate(ctx, tx, run, what);
    else await notifyIntent(tx, about);
  }
}
type Late = Pick<Returned, "runId" | "accountId" | "isLate">;

async function tellLate(ctx: Ctx, tx: Tx, { runId, accountId }: Late, noun: string): Promise<void> {
  const { runNumber, lateCount } = await countLateReturns(tx, runId);
  const what = lateCount === 1 ? `1 ${noun}` : `${lateCount} ${noun}s`;
  const text = `${what} of R-${runNumber} came back after it had ended.`;
  if (await renewNotice(tx, runId, "late-returns", text)) return;
  await tell(ctx, tx, { id: runId, accountId }, "late-returns", text);
}
