import { isSelected, needsTags } from "@/lib/core/selection/selection";
import { findFeature } from "@/lib/db/capabilities";
import { inTransaction } from "@/lib/db/connect";
import { type ListedQueue, listPlaceListing, saveListing } from "@/lib/db/queue-listing";
import { readSelection } from "../selecting/apply-selection";
import type { WorkerCtx } from "../worker-context";
import { withTagsAtOnce, withTagsOneByOne } from "./read-tags";
import { sessionFor, type Target } from "./target";

/** Tags of names that are known are read again this often where they decide. */
const TAGS_EVERY_MS = 300_000;

export interface SelectableQueue extends ListedQueue {
  readonly isSelected: boolean;
  /** Its name was not listed at the look before. */
  readonly isNew: boolean;
}

/**
 * Lists the queues of a place by name and decides which of them are looked at. Nothing else of a queue is read for that
 * but its tags, and those only where a line of the selection is about tags.
 */
export async function listNames(ctx: WorkerCtx, target: Target): Promise<SelectableQueue[]> {
  const { account, region } = target;
  const place = { accountId: account.id, region };
  const { sqs } = sessionFor(ctx, target, "read", "discover");
  const urls = await sqs.listQueueUrls();
  const known = new Map((await listPlaceListing(ctx.db, place)).map((queue) => [queue.name, queue.tags]));
  const listed = urls.map((url) => ({ url, name: nameOf(url), tags: known.get(nameOf(url)) ?? null }));
  const tagged = needsTags(await readSelection(ctx.db)) ? await withTags(ctx, target, listed) : listed;
  return inTransaction(ctx.db, async (tx) => {
    // Read again as late as can be: somebody may have left out a queue while AWS answered.
    const selection = await readSelection(tx);
    const { name: accountName, awsAccountId } = account;
    const decided = tagged.map((queue) => ({
      ...queue,
      isNew: !known.has(queue.name),
      isSelected: isSelected(selection, { ...queue, region, accountName, awsAccountId }),
    }));
    await saveListing(tx, place, decided);
    return decided;
  });
}

function nameOf(url: string): string {
  return url.split("/").at(-1) ?? url;
}

/** One call for all tags of the place; where that is refused, one for each queue whose tags nobody knows yet. */
async function withTags(ctx: WorkerCtx, target: Target, listed: readonly ListedQueue[]): Promise<ListedQueue[]> {
  const place = { accountId: target.account.id, region: target.region };
  const readAt = (await findFeature(ctx.db, place, "tags"))?.okAt;
  const isFresh = readAt && ctx.now().getTime() - new Date(readAt).getTime() < TAGS_EVERY_MS;
  if (isFresh && listed.every((queue) => queue.tags !== null)) return [...listed];
  return (await withTagsAtOnce(ctx, target, listed)) ?? withTagsOneByOne(ctx, target, listed);
}
