import { isAboutExecutions } from "@/lib/core/plans/action";
import { endInWords } from "@/lib/core/runs/end-in-words";
import { countersFrom } from "@/lib/core/runs/item";
import type { NoticeKind } from "@/lib/core/runs/notice";
import type { Observation } from "@/lib/core/runs/run";
import { judgeNow } from "@/lib/db/alert-news";
import type { Tx } from "@/lib/db/connect";
import { insertNotice } from "@/lib/db/notices";
import { notifyChange } from "@/lib/db/notify";
import { countItems } from "@/lib/db/run-items";
import type { RunRow } from "@/lib/db/runs";
import type { Ctx } from "../context";

const KINDS: Partial<Record<Observation["kind"], NoticeKind>> = {
  pause: "run-paused",
  observed: "run-finished",
  failed: "run-failed",
  vanished: "run-interrupted",
};

/** Tells whoever asked for a run that it paused by itself or ended, in the transaction of that step. */
export async function tellAsker(ctx: Ctx, tx: Tx, run: RunRow, seen: Observation): Promise<void> {
  const kind = KINDS[seen.kind];
  if (!kind) return;
  await tell(ctx, tx, run, kind, await wordsFor(tx, run, seen));
}

async function wordsFor(tx: Tx, run: RunRow, seen: Observation): Promise<string> {
  const name = `R-${run.number}`;
  if (seen.kind === "pause") return `${name} paused: ${seen.reason}`;
  if (seen.kind === "failed") return `${name} failed: ${seen.reason}`;
  if (seen.kind === "vanished") return `${name} was interrupted: ${seen.reason}`;
  const { outcome } = run.driverState;
  if (run.driver === "replay") return `${name} is done${typeof outcome === "string" ? `: ${outcome}` : "."}`;
  const counters = countersFrom(await countItems(tx, [run.id]));
  const noun = isAboutExecutions(run.driver) ? "execution" : "message";
  return `${name} is done: ${endInWords(counters, run.detail.returnThresholdPercent, noun)}.`;
}

/** Leaves a notice for whoever asked for the run, and tells open pages and the judge of alerts. */
export async function tell(
  ctx: Ctx,
  tx: Tx,
  run: Pick<RunRow, "id" | "accountId">,
  kind: NoticeKind,
  text: string,
): Promise<void> {
  const id = ctx.newId("notice");
  if (await insertNotice(tx, { id, runId: run.id, kind, text }))
    await notifyChange(tx, { topic: "notice", id, accountId: run.accountId });
  await judgeNow(tx);
}
