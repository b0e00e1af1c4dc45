import { afterAll, beforeAll, expect, test } from "vitest";
import { foldClassCounts } from "@/lib/db/class-counts";
import { inTransaction } from "@/lib/db/connect";
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

test("a class that somebody holds keeps no fold waiting, and no older look is written over a newer one", async () => {
  const [held, other] = await shown();
  const expire = (classId: string | undefined, hours: number) =>
    execute(
      world.db,
      sql`UPDATE failed_message SET expires_at = dlo_now() + make_interval(hours => ${hours}) WHERE class_id = ${classId}`,
    );
  const folds: Promise<number>[] = [];
  await inTransaction(world.workerDb, async (tx) => {
    await execute(tx, sql`SELECT 1 FROM failure_class WHERE id = ${held?.id} FOR UPDATE`);
    await Promise.all([expire(held?.id, 5), expire(other?.id, 5)]);
    folds.push(foldClassCounts(world.workerDb));
    await new Promise((done) => setTimeout(done, 100));
    await expire(other?.id, 3);
    folds.push(foldClassCounts(world.workerDb));
    await new Promise((done) => setTimeout(done, 100));
  });

  expect(await Promise.all(folds)).toEqual([1, 1]);
  expect(await foldClassCounts(world.workerDb)).toBe(1);
  const kept = await rows<{ isTrue: boolean }>(
    world.db,
    sql`SELECT c.first_expiry_at = (SELECT min(f.expires_at) FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present') AS is_true
        FROM failure_class c WHERE c.id IN (${held?.id}, ${other?.id})`,
  );
  expect(kept).toEqual([{ isTrue: true }, { isTrue: true }]);
  expect(await shown()).toEqual(await counted());
});

test("the figures on top of Now are those of the messages, folded or not", async () => {
  const figures = async () => {
    const { indexedCount, lossWithin24hCount, firstLossAt } = await world.ask("getNow", {});
    return { indexedCount, lossWithin24hCount, firstLossAt };
  };
  const counted = () =>
    firstRow(
      world.db,
      sql`SELECT count(*)::int AS indexed_count, count(*) FILTER (WHERE expires_at < dlo_now() + interval '1 day')::int AS loss_within24h_count, min(expires_at) AS first_loss_at
          FROM failed_message WHERE state = 'present'`,
    );
  expect(await figures()).toEqual(await counted());
  await execute(
    world.db,
    sql`UPDATE failed_message SET expires_at = dlo_now() + interval '1 hour' WHERE id IN (SELECT id FROM failed_message WHERE message_type = 'B' AND state = 'present' LIMIT 2)`,
  );
  await execute(
    world.db,
    sql`UPDATE failed_message SET state = 'redriven' WHERE id = (SELECT min(id) FROM failed_message WHERE message_type = 'A' AND state = 'present')`,
  );
  expect(await figures()).toEqual(await counted());
  await foldClassCounts(world.workerDb);
  expect(await figures()).toEqual(await counted());
});
