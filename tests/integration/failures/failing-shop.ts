import { execute, firstRow, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { judgeClasses } from "@/lib/operations/polling/keep-house";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, look, type World } from "../../support/world";

/** A shop whose dead-letter queue was read while it was empty, so that whatever comes is news. */
export async function aFailingShop(world: World) {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  const queue = await seenQueue(world, account.id, "orders-dlq");
  let sentCount = 0;
  const all = async () => (await world.ask("listFailureClasses", { view: "all" })).items;
  return {
    accountId: account.id,
    queueId: queue.id,
    pair,
    /** This many messages fail for the same reason and are found. */
    async fail(count: number): Promise<void> {
      const bodies = Array.from({ length: count }, () => JSON.stringify({ error: "boom", order: ++sentCount }));
      await deadLetter(world.aws, pair, bodies);
      await look(world, account.id);
      await scanQueue(world.worker(), queue.id, false);
    },
    async theClass() {
      const [found] = await all();
      if (!found) throw new Error("no class was found");
      return found;
    },
    judge: () => judgeClasses(world.worker()),
    needsAction: async () => (await world.ask("listFailureClasses", {})).items.map(({ id }) => id),
    activity: async (id: string) => (await world.ask("listClassActivity", { id })).items,
    /** As if the class had been known for a while and had been quiet since its last message. */
    async age(knownHours: number, quietMinutes = 0): Promise<void> {
      await execute(
        world.db,
        sql`UPDATE failure_class SET first_seen_at = first_seen_at - make_interval(hours => ${knownHours}),
              last_seen_at = last_seen_at - make_interval(mins => ${quietMinutes})`,
      );
    },
    auditCount: async (action: string) =>
      (
        await firstRow<{ n: number }>(
          world.db,
          sql`SELECT count(*)::int AS n FROM audit_entry WHERE action = ${action}`,
        )
      )?.n,
  };
}
export type FailingShop = Awaited<ReturnType<typeof aFailingShop>>;
