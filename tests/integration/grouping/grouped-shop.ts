import { foldClassCounts } from "@/lib/db/class-counts";
import { rows, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, look, type World } from "../../support/world";

/** A queue whose messages fail for reasons that a test chooses; its dead-letter queue was read while it was empty. */
export async function aGroupedShop(world: World, name = "orders", known?: { id: string }) {
  const account = known ?? (await connectShop(world));
  const pair = await aQueuePair(world.aws, name);
  const queue = await seenQueue(world, account.id, `${name}-dlq`);
  let order = 0;
  const send = (errors: readonly string[]) =>
    deadLetter(
      world.aws,
      pair,
      errors.map((error) => JSON.stringify({ type: "OrderPlaced", error, order: ++order })),
    );
  const scan = async () => {
    await look(world, account.id);
    await scanQueue(world.worker(), queue.id, false);
  };
  const classes = async () =>
    (await world.ask("listFailureClasses", { view: "all", queueId: queue.id, limit: 200 })).items;
  return {
    accountId: account.id,
    queueId: queue.id,
    pair,
    send,
    scan,
    /** Messages fail with these errors and are found. */
    async fail(...errors: string[]): Promise<void> {
      await send(errors);
      await scan();
    },
    classes,
    /** The class whose title begins so. */
    async classOf(title: string) {
      const found = (await classes()).find((one) => one.title.startsWith(title));
      if (!found)
        throw new Error(`no class is called ${title}: ${(await classes()).map((one) => one.title).join(" | ")}`);
      return found;
    },
    /** What each living class says of itself, and what its messages and buckets say: title → figures. */
    async figures() {
      await foldClassCounts(world.workerDb);
      const found = await rows<{ title: string; total: number; present: number; kept: number; arrived: number }>(
        world.db,
        sql`SELECT c.title, c.total_count AS total, c.present_count AS present,
              (SELECT count(*)::int FROM failed_message f WHERE f.class_id = c.id) AS kept,
              (SELECT coalesce(sum(b.count), 0)::int FROM series.class_arrival b WHERE b.class_id = c.id) AS arrived
            FROM failure_class c WHERE c.merged_into IS NULL AND c.queue_id = ${queue.id} ORDER BY c.title`,
      );
      return Object.fromEntries(found.map(({ title, ...counts }) => [title, Object.values(counts)]));
    },
    auditOf: async (action: string) =>
      (await rows<{ detail: unknown }>(world.db, sql`SELECT detail FROM audit_entry WHERE action = ${action}`)).map(
        ({ detail }) => detail,
      ),
  };
}
export type GroupedShop = Awaited<ReturnType<typeof aGroupedShop>>;
/** The figures of a class all of whose messages wait. */
export const all = (count: number) => [count, count, count, count];
