import { afterEach, beforeEach, expect, test } from "vitest";
import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import { reasonsOf } from "@/lib/core/alerts/judge-conditions";
import { inTransaction } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { judgeQueueRhythms } from "@/lib/operations/alerts/judge-queue-rhythms";
import { readAlertFacts } from "@/lib/operations/alerts/read-facts";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
  const { id } = await connectShop(world);
  await aQueuePair(world.aws, "orders");
  await look(world, id);
});
afterEach(() => world.stop());

/** In use each hour of so many days, and quiet for so many hours since. */
async function habit(days: number, quietHours: number): Promise<void> {
  await execute(
    world.db,
    sql`UPDATE queue SET discovered_at = dlo_now() - make_interval(hours => ${quietHours + days * 24})`,
  );
  await execute(
    world.db,
    sql`INSERT INTO series.queue_rollup (queue_id, account_id, width_seconds, bucket, sample_count, visible_max, visible_min)
        SELECT id, account_id, 3600, date_bin('1 hour', dlo_now() - make_interval(hours => h), 'epoch'), 9, 3, 0 FROM queue, generate_series(${quietHours}::int, ${quietHours + days * 24}::int) AS h
        WHERE name = 'orders'`,
  );
  await execute(world.db, sql`UPDATE queue_state SET changed_at = dlo_now() - make_interval(hours => ${quietHours})`);
}
const silent = () =>
  inTransaction(world.workerDb, async (tx) => {
    const at = new Date();
    const facts = await readAlertFacts(world.worker(), tx, alertSettingsSchema.parse({}), at);
    return reasonsOf(facts, at).filter(({ condition }) => condition === "queue-silent");
  });

test("a queue that used to be in use each hour and is not for half a day is told, until it is in use again", async () => {
  await habit(10, 12);
  await judgeQueueRhythms(world.worker());
  const found = await silent();
  await execute(world.db, sql`UPDATE queue_state SET changed_at = dlo_now()`);
  const after = await silent();
  await judgeQueueRhythms(world.worker());

  expect(found).toMatchObject([{ severity: "notify", subject: { kind: "queue", name: "orders" } }]);
  expect(found[0]?.sentence).toContain("Nothing was seen in it for 1");
  expect(after).toEqual([]);
});

test.each([
  ["with less than a week of use nobody knows its habit", 5, 12],
  ["a quiet of two hours is none yet", 10, 2],
])("%s", async (_, days, quietHours) => {
  await habit(days, quietHours);
  await judgeQueueRhythms(world.worker());

  expect(await silent()).toEqual([]);
});
