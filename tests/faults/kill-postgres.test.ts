import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../support/database";
import { until } from "../support/eventually";
import { startTestPostgres } from "../support/postgres.mjs";
import { createWorld } from "../support/world";
import { aRunOf, isThrough, progressed } from "./crashing-run";
import { expectConserved, heldBodies } from "./multiset";
import { aWorkerProcess } from "./worker-process";

const end: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test("a Postgres that is killed and comes back loses nothing: no effect happens without a committed intent", async () => {
  const postgres = await startTestPostgres({ isDurable: true });
  end.push(() => postgres.discard());
  const database = await createTestDatabase(postgres.url);
  const world = await createWorld({ database: { ...database, drop: async () => undefined } });
  end.push(() => world.stop());
  const { runId, bodies } = await aRunOf(world, 1_000, 300);
  const worker = await aWorkerProcess(world);
  end.push(() => worker.stop());

  await progressed(world, runId, 50);
  await postgres.kill();
  await sleep(3_000);
  await postgres.start();
  await until(
    () => world.ask("getRun", { id: runId }).catch(() => undefined),
    (run) => run !== undefined && isThrough(run),
    120_000,
  );

  const run = await world.ask("getRun", { id: runId });
  expect(run.state).not.toBe("failed");
  await expectConserved(world, runId, bodies, { source: "crash", dlq: "crash-dlq" });
  expect(heldBodies(world, "crash-dlq").size).toBe(0);
}, 240_000);
