import type { ListedQueue } from "@/lib/db/queue-listing";
import type { WorkerCtx } from "../worker-context";
import { whereverPossible } from "./in-batches";
import { noting } from "./noting";
import { sessionFor, type Target } from "./target";

/** The queues with the tags of the whole place, from one call; undefined where that is refused or fails. */
export async function withTagsAtOnce<Q extends ListedQueue>(
  ctx: WorkerCtx,
  target: Target,
  queues: readonly Q[],
): Promise<Q[] | undefined> {
  const { account, region } = target;
  const arnOf = (name: string) => `arn:${account.partition}:sqs:${region}:${account.awsAccountId}:${name}`;
  try {
    const all = await noting(ctx, target, "tags", () => sessionFor(ctx, target, "read", "discover").tags.all());
    // The tagging API leaves out what never had a tag.
    return queues.map((queue) => ({ ...queue, tags: all.get(arnOf(queue.name)) ?? queue.tags ?? {} }));
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    ctx.log.warn({ accountId: account.id, region, error: String(error) }, "tags could not be read at once");
    return undefined;
  }
}

/** One call for each queue whose tags nobody knows yet; those that refuse us stay unknown. */
export async function withTagsOneByOne(
  ctx: WorkerCtx,
  target: Target,
  queues: readonly ListedQueue[],
): Promise<ListedQueue[]> {
  const { sqs } = sessionFor(ctx, target, "read", "discover");
  const read = new Map<string, Record<string, string>>();
  const unread = queues.filter((queue) => queue.tags === null);
  await whereverPossible(unread, 8, async ({ name, url }) => {
    read.set(name, await sqs.tags(url));
  }).catch((error) => ctx.log.warn({ region: target.region, error: String(error) }, "no queue's tags could be read"));
  return queues.map((queue) => ({ ...queue, tags: queue.tags ?? read.get(queue.name) ?? null }));
}
