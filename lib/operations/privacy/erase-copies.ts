import { DloError } from "@/lib/core/errors";
import {
  type CopyToErase,
  forgetCopy,
  isCopyToErase,
  listCopiesToErase,
  noteCopyLeft,
  noteHeldCopies,
} from "@/lib/db/erasure-batch";
import type { WorkerCtx } from "../worker-context";

const AT_ONCE = 20;

/**
 * Deletes second copies of erased vault items, all their versions. The row that says where a copy lies goes only when S3
 * has deleted it, so a death in between asks S3 again, which is harmless. One that S3 refuses stays, with the reason, and
 * is tried again after an hour. Returns whether it found something to do.
 */
export async function eraseCopies(ctx: WorkerCtx): Promise<boolean> {
  await noteHeldCopies(ctx.db);
  const copies = await listCopiesToErase(ctx.db, AT_ONCE);
  for (const copy of copies) {
    if (ctx.signal.aborted) return false;
    if (!(await isCopyToErase(ctx.db, copy.vaultItemId))) continue;
    const problem = await problemOf(ctx, copy);
    if (problem === null) await forgetCopy(ctx.db, copy.vaultItemId);
    else await noteCopyLeft(ctx.db, copy.vaultItemId, problem);
  }
  return copies.length > 0;
}

async function problemOf(ctx: WorkerCtx, { accountId, bucket, key }: CopyToErase): Promise<string | null> {
  const copies = ctx.aws.secondCopies;
  if (copies?.bucket !== bucket)
    return `second copy not erased: it lies in the bucket ${bucket}, and this worker has ${copies ? `the bucket ${copies.bucket}` : "none"}`;
  try {
    await copies.erase(accountId, key);
    return null;
  } catch (error) {
    if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
    return `second copy not erased: ${error.message}`;
  }
}
