import { DloError } from "@/lib/core/errors";
import { readSecondCopyCheck, type SecondCopyCheck, saveSecondCopyCheck } from "@/lib/db/second-copies";
import type { WorkerCtx } from "../worker-context";

const GOOD_FOR_MS = 3_600_000;

/**
 * Asks S3 whether the bucket for second copies keeps every version: when a worker first has it, once an hour, and each time
 * while it was not so. What it says decides whether production may be drained.
 */
export async function checkSecondCopy(ctx: WorkerCtx): Promise<void> {
  const copies = ctx.aws.secondCopies;
  const known = await readSecondCopyCheck(ctx.db);
  if (!copies) {
    if (known) await saveSecondCopyCheck(ctx.db, null);
    return;
  }
  const { bucket, region } = copies;
  const isSame = known?.bucket === bucket && known.region === region;
  const isFresh = known && ctx.now().getTime() - new Date(known.checkedAt).getTime() < GOOD_FOR_MS;
  if (isSame && isFresh && known.problem === null) return;
  const problem = await problemOf(ctx, copies);
  const check: SecondCopyCheck = { bucket, region, problem, checkedAt: ctx.now().toISOString() };
  await saveSecondCopyCheck(ctx.db, check);
}

async function problemOf(
  ctx: WorkerCtx,
  copies: NonNullable<WorkerCtx["aws"]["secondCopies"]>,
): Promise<string | null> {
  try {
    // Of no watched account: the bucket is the installation's own.
    const versioning = await copies.versioning("");
    return versioning === "Enabled" ? null : `versioning is ${versioning === "Off" ? "off" : "suspended"}`;
  } catch (error) {
    if (error instanceof DloError && !ctx.signal.aborted) return error.message.replace(/\.$/, "");
    throw error;
  }
}
