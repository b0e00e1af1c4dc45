import { expect, test } from "vitest";
import { createLog } from "@/lib/log";
import { createWorld } from "../../support/world";
import { Stage } from "../stage";
import { play } from "./play";
import type { PlannedFault, Schedule } from "./schedule";

/** A receive whose answer was lost: what it received is hidden, and nobody holds it. */
const lostReceive = (nth: number): PlannedFault => ({
  ...{ operation: "sqs:ReceiveMessage", kind: "5xx", from: nth, count: 1, size: 1, isAfterEffect: true },
});

test("a message hidden by a lost receive is never called gone because somebody took another one that was held", async () => {
  const world = await createWorld({ log: createLog("faults", "silent") });
  const stage = await Stage.open(world, 0, 2);
  const broken = [];
  for (const at of [52, 56]) {
    const messages = Array.from({ length: 20 }, () => ({ body: "", attributes: {}, group: 0, trace: "" }));
    const schedule: Schedule = {
      ...{ way: "mover", isFifo: false, duplicates: "resend", ratePerSecond: 500, stages: [20], strangerCount: 1 },
      ...{ hasTwoOperators: false, isHurried: false, messages, faults: [lostReceive(3)] },
      mishaps: [{ kind: "vanish", at, phase: "before" }],
    };
    broken.push(...(await play(world, stage, schedule)).broken);
  }
  await world.stop();

  expect(broken).toEqual([]);
}, 120_000);
