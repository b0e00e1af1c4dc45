import type { Tx } from "@/lib/db/connect";
import { type EndedAgain, markExecutionsReturned } from "@/lib/db/execution-outcomes";
import { countBounces } from "@/lib/db/returns";
import type { Ctx } from "../context";
import { tellOfReturns } from "../runs/note-returns";

/**
 * Recognises which of these ends are of executions that a run took up: its items, its class and whoever watches say so from
 * now on, also when the run had ended.
 */
export async function noteExecutionReturns(ctx: Ctx, tx: Tx, ended: readonly EndedAgain[]): Promise<void> {
  if (ended.length === 0) return;
  const returned = await markExecutionsReturned(tx, ended);
  if (returned.length === 0) return;
  await countBounces(
    tx,
    returned.flatMap(({ classId }) => classId ?? []),
  );
  await tellOfReturns(ctx, tx, returned, "execution");
}
