import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../support/database";
import { startKillablePostgres } from "../support/postgres.mjs";
import { createWorld } from "../support/world";
import { aCase, expectTruth, IS_LONG, runOf, sentAll, sentAtLeast } from "./case";
import { aRunWorker } from "./worker-process";

const COUNT = IS_LONG ? 2_000 : 300;

const end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test("a Postgres that is killed and comes back loses nothing: no effect happens without a committed intent", async () => {
  const postgres = await startKillablePostgres();
  end.push(() => postgres.discard());
  const database = await createTestDatabase(postgres.url);
  const world = await createWorld({ database: { ...database, drop: async () => undefined } });
  end.push(() => world.stop());
  const one = await aCase(world, COUNT, { ratePerSecond: 150 });
  const worker = await aRunWorker(world);
  end.push(() => worker.kill());

  worker.go();
  for (const sent of IS_LONG ? [50, 600, 1_200] : [50]) {
    await sentAtLeast(one, sent);
    await postgres.kill();
    await sleep(IS_LONG ? 5_000 : 1_500);
    await postgres.start();
    await sleep(1_000);
  }
  const run = await sentAll(one, 120_000);

  await expectTruth(one);
  expect((await runOf(one)).state).not.toBe("failed");
  expect(run.counters).toMatchObject({ selected: COUNT, waiting: 0, sending: 0 });
}, 300_000);
