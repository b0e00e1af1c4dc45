import { EVERYTHING } from "@/lib/core/access/scope";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/connect";
import {
  type ErasureRow,
  endErasure,
  expirePreviews,
  getErasure,
  listErasuresToAdvance,
  listMended,
  lockErasure,
  tallyErasure,
} from "@/lib/db/erasures";
import type { WorkerCtx } from "../worker-context";
import { eraseBatch } from "./erase-batch";
import { eraseCopies } from "./erase-copies";
import { findErasureItems } from "./find-erasure-items";

const MOST_MS = 20_000;
const BATCH = 500;

/**
 * Moves erasures on, step by step: find, erase here, erase second copies, conclude. Each step is one transaction or may be
 * done twice, so a death between any two loses nothing. Those that wait for a run let the next go first.
 */
export async function advanceErasures(ctx: WorkerCtx, { batch = BATCH } = {}): Promise<void> {
  const startedMs = performance.now();
  const isTime = () => !ctx.signal.aborted && performance.now() - startedMs < MOST_MS;
  await expirePreviews(ctx.db);
  for (const erasure of await listErasuresToAdvance(ctx.db)) while (isTime() && (await step(ctx, erasure.id, batch)));
  while (isTime() && (await eraseCopies(ctx)));
  for (const erasure of await listErasuresToAdvance(ctx.db)) if (isTime()) await conclude(ctx, erasure);
  for (const { id } of await listMended(ctx.db)) await end(ctx, id, "done");
}

async function step(ctx: WorkerCtx, id: string, batch: number): Promise<boolean> {
  const erasure = await getErasure(ctx.db, EVERYTHING, id);
  if (erasure?.state !== "asked" && erasure?.state !== "erasing") return false;
  if (!erasure.isFound) {
    await findErasureItems(ctx, erasure, batch);
    return true;
  }
  return erasure.state === "erasing" && eraseBatch(ctx, erasure, batch);
}

/** Nothing is planned any more and every second copy was tried: it is over, wholly or partly. */
async function conclude(ctx: WorkerCtx, erasure: ErasureRow): Promise<void> {
  if (erasure.state !== "erasing" || !erasure.isFound) return;
  const { planned, copiesUntried, kept, copiesLeft } = await tallyErasure(ctx.db, erasure.id);
  if (planned > 0 || copiesUntried > 0) return;
  await end(ctx, erasure.id, kept > 0 || copiesLeft > 0 ? "partly" : "done");
}

async function end(ctx: WorkerCtx, id: string, state: "done" | "partly"): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const now = await lockErasure(tx, id);
    if (now?.state !== "erasing" && now?.state !== "partly") return;
    const { erased, kept, copiesLeft } = await tallyErasure(tx, id);
    await endErasure(tx, id, state);
    await appendAudit(tx, ctx, {
      action: "erasure.finished",
      objectKind: "erasure",
      objectId: id,
      detail: { state, erased, kept, secondCopiesLeft: copiesLeft },
    });
  });
}
