import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../support/database";
import { deadLetter, seenQueue } from "../support/dead-letters";
import { until } from "../support/eventually";
import { startTestPostgres } from "../support/postgres.mjs";
import { aQueuePair, connectShop, createWorld, type World } from "../support/world";
import { allItems, expectConserved, heldBodies } from "./multiset";
import { aWorkerProcess } from "./worker-process";

const CRASHES = 4;
const PAUSES_MS = [900, 1700, 1300, 2100];

let end: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of end.reverse()) await step();
  end = [];
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

const isThrough = (run: { state: string; counters: { waiting: number } }) =>
  run.counters.waiting === 0 && run.state !== "running";

async function aRunOf(world: World, count: number, ratePerSecond: number, duplicates: "resend" | "hold" = "resend") {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "crash");
  const bodies = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ type: "Crash", index, errorMessage: "boom" }),
  );
  await deadLetter(world.aws, pair, bodies);
  const dlq = await seenQueue(world, account.id, "crash-dlq");
  const plan = await world.ask(
    "createPlan",
    { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond, duplicates },
    "operator",
  );
  expect(plan.itemCount).toBe(count);
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return { runId, bodies };
}

/** Waits until at least this many were sent, so that the next thing happens in the middle of it. */
async function progressed(world: World, runId: string, sent: number): Promise<void> {
  await until(
    () => world.ask("getRun", { id: runId }),
    (run) => run.counters.sent > sent || run.state === "observing",
    60_000,
  );
}
