import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { createTestDatabase } from "../support/database";
import { until } from "../support/eventually";
import { startKillablePostgres } from "../support/postgres.mjs";
import { aFault } from "../support/runs";
import { aSecondBucket, idsInQueue, keptRows, SECOND } from "../support/vault";
import { createWorld, type World } from "../support/world";
import { aFullQueue, expectDrained, standing, type Watch, watch } from "./drained";
import { aWorkerProcess } from "./worker-process";

/** `DLO_LONG=1`: more messages, more kills, and what a killed worker held stays its own for as long as it would. */
const IS_LONG = process.env.DLO_LONG === "1";
/** What a killed worker had in its hands is hidden for this long. */
const HIDDEN_SECONDS = 31;

const end: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

/** Waits until the queue holds at most this many, so that the next thing happens in the middle of the drain. */
function drainedTo(world: World, count: number) {
  return until(
    async () => idsInQueue(world, "crash-dlq").length,
    (left) => left <= count,
    90_000,
  );
}

/** Lets pass what a killed worker leaves: its lease, and the visibility timeout of what it had in its hands. */
async function outlive(world: World): Promise<void> {
  await execute(world.db, sql`UPDATE lease SET expires_at = dlo_now()`);
  await world.simulator.world.advance(HIDDEN_SECONDS);
}

/** How many are committed and not deleted yet. */
async function countInBoth(world: World): Promise<number> {
  const inQueue = new Set(idsInQueue(world, "crash-dlq"));
  return (await keptRows(world)).filter((row) => inQueue.has(row.messageId)).length;
}

/**
 * Everything that the queue held is in the vault, and in the long form settled too: proved deleted, or not there when the
 * queue was seen empty. A loss ends it as well.
 */
function settled(world: World, count: number, { lost }: Watch) {
  return until(
    () => standing(world),
    (now) =>
      (now.keptCount === count && now.inQueueCount === 0 && (!IS_LONG || now.vaultedCount === count)) || lost.size > 0,
    150_000,
  );
}

test("workers killed one after the other while they drain with second copies lose nothing: each message is in the queue or in the vault at every look", async () => {
  const COUNT = IS_LONG ? 500 : 120;
  const world = await createWorld({ secondCopy: SECOND });
  end.push(() => world.stop());
  await aSecondBucket(world);
  const { ids, bodies, start } = await aFullQueue(world, COUNT, { isProduction: true });
  // Longer between the commit and the delete, so that a crash finds messages there.
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "delayMs", ms: IS_LONG ? 150 : 500 });
  const env = { DLO_SECOND_COPY_BUCKET: SECOND.bucket, DLO_SECOND_COPY_REGION: SECOND.region };
  const seen = watch(world, ids);
  let crashesBetween = 0;

  let worker = await aWorkerProcess(world, env);
  await until(
    () =>
      start().then(
        () => true,
        () => false,
      ),
    (isOn) => isOn,
    60_000,
  );
  const kills = IS_LONG ? [440, 300, 160] : [90, 50];
  for (const left of kills) {
    await drainedTo(world, left);
    await until(
      () => countInBoth(world),
      (count) => count > 0,
      10_000,
    );
    await worker.kill();
    if ((await countInBoth(world)) > 0) crashesBetween += 1;
    if (!IS_LONG) await outlive(world);
    worker = await aWorkerProcess(world, env);
  }
  end.push(() => worker.stop());
  await settled(world, COUNT, seen);
  await seen.end();

  expect([...seen.lost]).toEqual([]);
  await expectDrained(world, ids, bodies);
  expect((await keptRows(world)).every((row) => row.hasSecondCopy)).toBe(true);
  // Of two kills both may miss the moment between commit and delete; of the long form not all do.
  if (IS_LONG) expect(crashesBetween).toBeGreaterThan(0);
  console.log(
    `kill -9 × ${kills.length} over ${COUNT} messages: ${seen.looks} looks, none missing; ${crashesBetween} crashes fell between commit and delete`,
  );
}, 400_000);

test("a Postgres that is killed and comes back while a queue is drained loses nothing that was deleted from the queue", async () => {
  const COUNT = IS_LONG ? 600 : 160;
  const postgres = await startKillablePostgres();
  end.push(() => postgres.discard());
  const database = await createTestDatabase(postgres.url);
  const world = await createWorld({ database: { ...database, drop: async () => undefined } });
  end.push(() => world.stop());
  const { ids, bodies, start } = await aFullQueue(world, COUNT);
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "delayMs", ms: 100 });
  await start();
  const worker = await aWorkerProcess(world);
  end.push(() => worker.stop());
  const seen = watch(world, ids);

  await drainedTo(world, COUNT / 2);
  await postgres.kill();
  await sleep(IS_LONG ? 2_000 : 500);
  await postgres.start();
  await settled(world, COUNT, seen);
  await seen.end();

  expect([...seen.lost]).toEqual([]);
  await expectDrained(world, ids, bodies);
  console.log(`Postgres killed over ${COUNT} messages: ${seen.looks} looks, none missing`);
}, 400_000);
