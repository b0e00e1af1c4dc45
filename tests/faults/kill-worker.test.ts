import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { until } from "../support/eventually";
import { createWorld } from "../support/world";
import { aRunOf, progressed } from "./crashing-run";
import { expectConserved, heldBodies } from "./multiset";
import { aWorkerProcess } from "./worker-process";

const CRASHES = 4;
const PAUSES_MS = [900, 1700, 1300, 2100];

const end: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test("five workers killed one after the other lose nothing of a redrive of 2,000, and name what may be there twice", async () => {
  const world = await createWorld();
  end.push(() => world.stop());
  const { runId, bodies } = await aRunOf(world, 2_000, 500);

  for (let crash = 0; crash < CRASHES; crash++) {
    const worker = await aWorkerProcess(world);
    await progressed(world, runId, crash * 300);
    await sleep(PAUSES_MS[crash]);
    await worker.kill();
  }
  const last = await aWorkerProcess(world);
  end.push(() => last.stop());
  const resumed = performance.now();
  await until(
    () => world.ask("getRun", { id: runId }),
    (run) => run.counters.waiting === 0 && run.state !== "running",
    90_000,
  );

  const run = await world.ask("getRun", { id: runId });
  const twice = await expectConserved(world, runId, bodies, { source: "crash", dlq: "crash-dlq" });
  expect(run.counters).toMatchObject({ selected: 2_000, waiting: 0, sending: 0, ambiguous: 0 });
  expect(heldBodies(world, "crash-dlq").size).toBe(0);
  expect(twice).toBeLessThanOrEqual(CRASHES * 8 * 10);
  console.log(
    `kill -9 × ${CRASHES}: ${twice} of 2,000 arrived twice, all named; finished ${Math.round((performance.now() - resumed) / 1000)} s after the last start`,
  );
}, 240_000);
