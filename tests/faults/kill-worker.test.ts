import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { MOST_SENDING } from "@/lib/operations/runs/drivers/draining/drain";
import { createWorld } from "../support/world";
import { aCase, expectTruth, IS_LONG, sentAll, sentAtLeast } from "./case";
import { expireLease, hiddenIn, outlast } from "./stage";
import { aRunWorker } from "./worker-process";

const COUNT = IS_LONG ? 5_000 : 400;
const CRASHES = IS_LONG ? 8 : 2;
/** A moment between two looks at the counters, so that each crash falls somewhere else. */
const LONGEST_PAUSE_MS = IS_LONG ? 1_500 : 300;

const end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test.each([
  ["is to resend", { duplicates: "resend" }],
  ["is to hold", { duplicates: "hold" }],
  ["goes back to a FIFO queue", { isFifo: true }],
] as const)(
  "workers killed at random lose nothing of a run that %s, and whatever may be there twice is named",
  async (_, terms) => {
    const world = await createWorld();
    end.push(() => world.stop());
    const isFifo = "isFifo" in terms;
    const one = await aCase(world, isFifo && !IS_LONG ? 120 : COUNT, { ...terms, ratePerSecond: isFifo ? 100 : 300 });
    const step = Math.floor(one.scene.rowIds.size / (CRASHES + 2));

    let spare = aRunWorker(world);
    for (let crash = 0; crash < CRASHES; crash++) {
      const worker = await spare;
      spare = aRunWorker(world);
      worker.go();
      await sentAtLeast(one, 1 + crash * step);
      await sleep(Math.random() * LONGEST_PAUSE_MS);
      await worker.kill();
      if (IS_LONG) continue;
      await expireLease(world, one.scene);
      await outlast(world, one.scene, hiddenIn(one.scene));
    }
    const last = await spare;
    end.push(() => last.kill());
    last.go();
    const run = await sentAll(one, 180_000);

    const twice = await expectTruth(one);
    expect(run.counters).toMatchObject({ waiting: 0, sending: 0 });
    expect(twice).toBeLessThanOrEqual(
      "duplicates" in terms && terms.duplicates === "resend" ? CRASHES * MOST_SENDING : 0,
    );
    console.log(`kill -9 × ${CRASHES} at random, ${one.scene.rowIds.size} messages: ${twice} arrived twice, all named`);
  },
  400_000,
);
