import { expect, test } from "vitest";
import { createLog } from "@/lib/log";
import { createWorld } from "../../support/world";
import { Stage } from "../stage";
import { play } from "./play";
import type { PlannedFault, Schedule } from "./schedule";

const once = { count: 1, size: 1, isAfterEffect: false };
const handedOutAgain: PlannedFault = { ...once, operation: "sqs:ReceiveMessage", kind: "duplicateDelivery", from: 1 };
const denied = (nth: number): PlannedFault => ({
  ...once,
  operation: "sqs:DeleteMessageBatch",
  kind: "accessDenied",
  from: nth,
});

test("a message that SQS handed out again is never called deleted by its older handle, whoever goes on with the run", async () => {
  const world = await createWorld({ log: createLog("faults", "silent") });
  const stage = await Stage.open(world, 0, 3);
  const broken = [];
  for (const nth of [1, 2, 3]) {
    const messages = Array.from({ length: 20 }, () => ({ body: "ä€", attributes: {}, group: 0, trace: "" }));
    const schedule: Schedule = {
      ...{ way: "mover", isFifo: false, duplicates: "resend", ratePerSecond: 500, stages: [20], strangerCount: 0 },
      ...{ hasTwoOperators: false, isHurried: false, mishaps: [], messages, faults: [handedOutAgain, denied(nth)] },
    };
    broken.push(...(await play(world, stage, schedule)).broken);
  }
  await world.stop();

  expect(broken).toEqual([]);
}, 120_000);
