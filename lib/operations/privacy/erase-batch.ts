import { createHash } from "node:crypto";
import type { ErasureItemKind } from "@/lib/core/privacy/erasure";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/connect";
import * as content from "@/lib/db/erase-content";
import { judgeMessages, noteWaiting, saveOutcomes, takeMessages, takeOthers } from "@/lib/db/erasure-batch";
import { type ErasureRow, lockErasure } from "@/lib/db/erasures";
import { lockAgainstHolds } from "@/lib/db/holds";
import type { WorkerCtx } from "../worker-context";

const OTHERS = ["execution", "class", "evidence", "note", "view"] as const;

/**
 * Erases the next things of an erasure in one transaction with their outcome and audit entry: all of it is there
 * afterwards, or none. What is held is kept; what an open run works with waits. Returns whether it found something to do.
 */
export function eraseBatch(ctx: WorkerCtx, { id }: ErasureRow, batch: number): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const erasure = await lockErasure(tx, id);
    if (erasure?.state !== "erasing" || !erasure.isFound) return false;
    await lockAgainstHolds(tx);
    if (await eraseMessages(ctx, tx, erasure, batch)) return true;
    await noteWaiting(tx, id);
    for (const kind of OTHERS) if (await eraseOthers(ctx, tx, erasure, kind, batch)) return true;
    return false;
  });
}

async function eraseMessages(ctx: WorkerCtx, tx: Tx, erasure: ErasureRow, batch: number): Promise<boolean> {
  const taken = await takeMessages(tx, erasure.id, batch);
  if (taken.length === 0) return false;
  await content.lockMessages(tx, taken);
  // A run may have begun before they were locked; then they wait for it.
  const judged = (await judgeMessages(tx, taken)).filter(({ runNumber }) => runNumber === null);
  const free = judged.filter(({ holdId }) => holdId === null).map(({ id }) => id);
  await content.eraseContent(tx, free, erasure.kinds, {
    name: erasure.confirmedByName ?? erasure.askedByName,
    isTombstone: erasure.origin !== "capture-lowered",
  });
  await conclude(ctx, tx, erasure, "message", judged);
  return judged.length > 0;
}

async function eraseOthers(
  ctx: WorkerCtx,
  tx: Tx,
  erasure: ErasureRow,
  kind: (typeof OTHERS)[number],
  batch: number,
): Promise<boolean> {
  const judged = await takeOthers(tx, erasure.id, kind, batch);
  if (judged.length === 0) return false;
  const free = judged.filter(({ holdId }) => holdId === null).map(({ id }) => id);
  if (kind === "execution") await content.eraseExecutions(tx, free, erasure.confirmedByName ?? erasure.askedByName);
  if (kind === "class") await content.eraseClassTexts(tx, free);
  if (kind === "evidence") await content.eraseFindings(tx, free);
  if (kind === "note") await content.eraseNotes(tx, free);
  if (kind === "view") await content.removeViews(tx, free);
  await conclude(ctx, tx, erasure, kind, judged);
  return true;
}

async function conclude(
  ctx: WorkerCtx,
  tx: Tx,
  erasure: ErasureRow,
  kind: ErasureItemKind,
  judged: readonly { id: string; holdId: string | null }[],
): Promise<void> {
  const outcomes = judged.map(({ id, holdId }) => ({
    id,
    state: holdId === null ? ("erased" as const) : ("kept" as const),
    reason: holdId === null ? null : `legal hold ${holdId}`,
  }));
  await saveOutcomes(tx, erasure.id, kind, outcomes);
  const erased = outcomes.flatMap(({ id, state }) => (state === "erased" ? [id] : []));
  await appendAudit(tx, ctx, {
    action: "erasure.batch",
    objectKind: "erasure",
    objectId: erasure.id,
    detail: {
      kind,
      erased: erased.length,
      kept: outcomes.length - erased.length,
      idsSha256: createHash("sha256").update(erased.join("\n")).digest("hex"),
    },
  });
}
