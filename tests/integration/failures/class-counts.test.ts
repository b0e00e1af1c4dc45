import { afterAll, beforeAll, expect, test } from "vitest";
import { foldClassCounts } from "@/lib/db/class-counts";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let queueId: string;
beforeAll(async () => {
  world = await createWorld();
  const { id: accountId } = await connectShop(world);
  const pair = await aQueuePair(world.aws, "count");
  const bodies = Array.from({ length: 12 }, (_, n) => JSON.stringify({ type: n % 3 === 0 ? "A" : "B", n }));
  await deadLetter(world.aws, pair, bodies);
  queueId = (await seenQueue(world, accountId, "count-dlq")).id;
});
afterAll(() => world.stop());

const shown = async () =>
  (await world.ask("listFailureClasses", { view: "all", queueId })).items
    .map(({ id, presentCount, probablyExpiredCount }) => ({ id, presentCount, probablyExpiredCount }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
const counted = () =>
  rows(
    world.db,
    sql`SELECT c.id, count(*) FILTER (WHERE f.state = 'present')::int AS present_count, count(*) FILTER (WHERE f.state = 'probably-expired')::int AS probably_expired_count
        FROM failure_class c LEFT JOIN failed_message f ON f.class_id = c.id WHERE c.queue_id = ${queueId} GROUP BY 1 ORDER BY 1`,
  );

test("the counts of a class are those of its messages before and after each fold, whatever happened to them", async () => {
  expect(await shown()).toEqual(await counted());
  await execute(
    world.db,
    sql`UPDATE failed_message SET state = 'redriven' WHERE message_type = 'A' AND queue_id = ${queueId}`,
  );
  expect(await shown()).toEqual(await counted());
  await foldClassCounts(world.workerDb);
  expect(await shown()).toEqual(await counted());
  await execute(
    world.db,
    sql`UPDATE failed_message SET state = 'probably-expired' WHERE id IN (SELECT id FROM failed_message WHERE message_type = 'B' LIMIT 3)`,
  );
  await execute(world.db, sql`UPDATE failed_message SET last_seen_at = dlo_now()`);
  expect(await shown()).toEqual(await counted());
  expect((await shown()).map(({ presentCount }) => presentCount).sort()).toEqual([0, 5]);
});

test("two folds at once and a writer between them neither lose nor count twice", async () => {
  await Promise.all([
    execute(world.db, sql`UPDATE failed_message SET state = 'present' WHERE queue_id = ${queueId}`),
    foldClassCounts(world.workerDb),
    foldClassCounts(world.workerDb),
    execute(world.webDb, sql`SELECT 1`),
  ]);
  await foldClassCounts(world.workerDb);
  expect(await shown()).toEqual(await counted());
  const left = await firstRow<{ n: number }>(world.db, sql`SELECT count(*)::int AS n FROM class_delta`);
  expect(left?.n).toBe(0);
});

test("the first expiry of a class follows its messages with the next fold", async () => {
  await execute(
    world.db,
    sql`UPDATE failed_message SET expires_at = dlo_now() + interval '2 hours' WHERE id = (SELECT min(id) FROM failed_message WHERE message_type = 'A')`,
  );
  await foldClassCounts(world.workerDb);
  const [first] = (await world.ask("listFailureClasses", { view: "all", queueId })).items;
  expect(first?.messageType).toBe("A");
});
