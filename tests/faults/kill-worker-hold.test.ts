import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { until } from "../support/eventually";
import { createWorld } from "../support/world";
import { aRunOf, progressed } from "./crashing-run";
import { allItems, heldBodies } from "./multiset";
import { aWorkerProcess } from "./worker-process";

const end: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test("a plan that holds never sends a message twice, whatever dies, and names the ones without an answer", async () => {
  const world = await createWorld();
  end.push(() => world.stop());
  const { runId, bodies } = await aRunOf(world, 400, 200, "hold");

  for (const pauseMs of [1_000, 1_400]) {
    const worker = await aWorkerProcess(world);
    await progressed(world, runId, 20);
    await sleep(pauseMs);
    await worker.kill();
  }
  const last = await aWorkerProcess(world);
  end.push(() => last.stop());
  await until(
    () => world.ask("getRun", { id: runId }),
    (run) => run.counters.waiting === 0 && run.state !== "running",
    90_000,
  );

  const source = heldBodies(world, "crash");
  const ambiguous = (await allItems(world, runId, "all")).filter((item) => item.state === "ambiguous").length;
  const lost = bodies.filter((body) => !source.has(body) && !heldBodies(world, "crash-dlq").has(body));
  expect([...source.values()].filter((count) => count > 1)).toEqual([]);
  expect(lost).toEqual([]);
  expect(heldBodies(world, "crash-dlq").size).toBeLessThanOrEqual(ambiguous);
}, 240_000);
