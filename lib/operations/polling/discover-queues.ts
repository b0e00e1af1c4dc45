import { NotFound } from "@/lib/core/errors";
import { findFeature } from "@/lib/db/capabilities";
import { saveConsumers, saveConsumersFromMappings } from "@/lib/db/queue-consumers";
import { listLivingQueues, type QueueRow } from "@/lib/db/queues";
import type { WorkerCtx } from "../worker-context";
import { inBatches, whereverPossible } from "./in-batches";
import { listNames, type SelectableQueue } from "./list-names";
import { markDeadLetters } from "./mark-dead-letters";
import { noting } from "./noting";
import { noteQueuesDeleted } from "./queue-changes";
import { readNewQueues } from "./read-new-queues";
import { withTagsAtOnce } from "./read-tags";
import { looking, sessionFor, type Target } from "./target";

const MANY = 50;
/** At 20 calls a second a round stays well below the ten minutes that a poll may take; the rest is read in the next. */
const MOST_NEW_A_ROUND = 4000;

/**
 * Finds the queues of one Region and who dead-letters into whom. All names are listed; only the queues that the selection
 * takes in are read, once, as they are met: known ones are kept fresh by the depth poller. Of an account that only lists,
 * nothing but names is asked for.
 */
export async function discoverQueues(ctx: WorkerCtx, target: Target): Promise<void> {
  await looking(ctx, target, "discover", () =>
    noting(ctx, target, "queues", async () => {
      const listed = await listNames(ctx, target);
      if (target.account.polling === "listing") return;
      const place = { accountId: target.account.id, region: target.region };
      const okAt = (await findFeature(ctx.db, place, "queues"))?.okAt;
      const since = okAt ? new Date(okAt) : null;
      const known = await listLivingQueues(ctx.db, place.accountId, place.region);
      const knownUrls = new Set(known.map((queue) => queue.url));
      const unread = listed.filter((queue) => queue.isSelected && !knownUrls.has(queue.url));
      await readNewQueues(ctx, target, await manyWithTags(ctx, target, unread), since);
      const urls = new Set(listed.map((queue) => queue.url));
      await forgetMissing(
        ctx,
        target,
        known.filter((queue) => !urls.has(queue.url)),
        since,
      );
      await markDeadLetters(ctx, target.account.id);
      await readConsumers(ctx, target);
    }),
  );
}

/** Where many queues are new, their tags come from one call instead of one for each; at most so many are read a round. */
async function manyWithTags(ctx: WorkerCtx, target: Target, unread: readonly SelectableQueue[]) {
  const now = unread.slice(0, MOST_NEW_A_ROUND);
  const isWorthIt = now.length > MANY && now.some((queue) => queue.tags === null);
  return (isWorthIt && (await withTagsAtOnce(ctx, target, now))) || now;
}

/** A queue that is no longer listed and no longer answers is deleted; one that nobody looks at is not asked. */
async function forgetMissing(
  ctx: WorkerCtx,
  target: Target,
  missing: readonly QueueRow[],
  since: Date | null,
): Promise<void> {
  const { sqs } = sessionFor(ctx, target, "read", "discover");
  const gone: QueueRow[] = [];
  await inBatches(missing, 8, async (queue) => {
    try {
      if (queue.isSelected) await sqs.attributes(queue.url);
      else gone.push(queue);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      gone.push(queue);
    }
  });
  await noteQueuesDeleted(ctx, gone, since);
}

/** Consumers of dead-letter queues, queue by queue, for as long as the inventory does not tell them all at once. */
async function readConsumers(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const functions = await findFeature(ctx.db, place, "functions");
  if (functions?.state === "ok" && functions.okAt !== null) return saveConsumersFromMappings(ctx.db, place);
  const queues = await listLivingQueues(ctx.db, target.account.id, target.region);
  const { lambda } = sessionFor(ctx, target, "read", "discover");
  await whereverPossible(
    queues.filter((queue) => queue.isDeadLetterQueue && queue.isSelected),
    8,
    async (queue) => saveConsumers(ctx.db, queue.id, await lambda.consumersOf(queue.arn)),
  ).catch((error) => {
    // Consumers are an extra: without lambda:ListEventSourceMappings the rest of the inventory still counts.
    ctx.log.warn({ ...place, error: String(error) }, "consumers of dead-letter queues could not be read");
  });
}
