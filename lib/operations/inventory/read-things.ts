import type { Described, InventorySource } from "@/lib/aws/aws";
import { DloError, NotFound } from "@/lib/core/errors";
import { whereverPossible } from "../polling/in-batches";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { keepRead } from "./keep-read";
import type { Hashed, Known, Read } from "./round";

/** How many calls to one service are under way at once. */
const WIDTH = 6;
const KEPT_TOGETHER = 200;

/**
 * Reads these things and keeps them, some hundred at a time, so that a round that is broken off has not been in vain.
 * Returns what AWS refused or failed to tell of single ones: what the list said of the others stands all the same.
 */
export async function readThings(
  ctx: WorkerCtx,
  target: Target,
  source: InventorySource,
  things: readonly Hashed[],
  known: ReadonlyMap<string, Known>,
  since: Date | null,
): Promise<unknown[]> {
  const read: Read[] = [];
  const keep = () => keepRead(ctx, target, read.splice(0), since);
  try {
    return await whereverPossible(things, WIDTH, async (listed) => {
      ctx.signal.throwIfAborted();
      const described = await readIfThere(source, listed);
      if (described) read.push({ listed, described, known: known.get(listed.arn) });
      if (read.length >= KEPT_TOGETHER) await keep();
    });
  } catch (error) {
    // Nothing at all could be read, for example where listing is allowed and reading is not.
    if (error instanceof DloError && !ctx.signal.aborted) return [error];
    throw error;
  } finally {
    await keep();
  }
}

async function readIfThere(source: InventorySource, listed: Hashed): Promise<Described | undefined> {
  try {
    return await source.describe(listed);
  } catch (error) {
    // It vanished between listing and reading; the next list will not have it.
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
