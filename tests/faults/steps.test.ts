import { afterEach, expect, test } from "vitest";
import { createWorld } from "../support/world";
import { aCase, expectTruth, IS_LONG, inTime, sentAll } from "./case";
import { CallHold, LedgerHold, type LedgerPlace } from "./holds";
import { expireLease, hiddenIn, outlast } from "./stage";
import { aRunWorker } from "./worker-process";

interface CallStep {
  readonly action: string;
  readonly isAfterEffect: boolean;
}
/** Between which two lines a worker is killed, in the order in which a message passes them. */
const STEPS: Readonly<Record<string, CallStep | LedgerPlace>> = {
  "before receive": { action: "sqs:ReceiveMessage", isAfterEffect: false },
  "after receive": "intent",
  "after intent commit": { action: "sqs:SendMessageBatch", isAfterEffect: false },
  "send in flight": { action: "sqs:SendMessageBatch", isAfterEffect: true },
  "after send ack": "sent",
  "after `sent` commit": { action: "sqs:DeleteMessageBatch", isAfterEffect: false },
  "delete in flight": { action: "sqs:DeleteMessageBatch", isAfterEffect: true },
  "after delete ack": "deleted",
  "before final commit": "end",
};
const COUNT = 80;

const end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test.each(IS_LONG ? (["resend", "hold"] as const) : (["resend"] as const))(
  "workers killed -9 between any two of their lines lose nothing of a run that is to %s, and what may be there twice is named",
  async (duplicates) => {
    const world = await createWorld();
    end.push(() => world.stop());
    const calls = CallHold.install(world);
    const ledger = await LedgerHold.install(world);
    end.push(() => ledger.close());
    const one = await aCase(world, COUNT, { duplicates });

    let spare = aRunWorker(world);
    for (const [name, step] of Object.entries(STEPS)) {
      const worker = await spare;
      spare = aRunWorker(world);
      const isThere =
        typeof step === "string"
          ? ledger.next(step)
          : calls.next(step.action, one.scene.awsAccountId, step.isAfterEffect);
      worker.go();
      await inTime(name, isThere, worker);
      await worker.kill();
      if (typeof step === "string") await ledger.clear(step);
      await expireLease(world, one.scene);
      await outlast(world, one.scene, hiddenIn(one.scene));
    }
    const last = await spare;
    end.push(() => last.kill());
    last.go();
    const run = await sentAll(one);

    const twice = await expectTruth(one);
    expect(run.counters).toMatchObject({ selected: COUNT, waiting: 0, sending: 0 });
    expect(twice).toBeLessThanOrEqual(duplicates === "hold" ? 0 : Object.keys(STEPS).length * 80);
  },
  240_000,
);
