import { afterEach, expect, test } from "vitest";
import { until } from "../support/eventually";
import { createWorld, type World } from "../support/world";
import { gatherEvidence } from "./evidence";
import { CallHold, LedgerHold, type LedgerPlace } from "./holds";
import { brokenInvariants } from "./invariants";
import { expireLease, hiddenIn, outlast, type Scene, Stage } from "./stage";
import { aRunWorker, type RunWorker } from "./worker-process";

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

test.each(["resend", "hold"] as const)(
  "a worker killed -9 between any two of its lines loses nothing of a run that is to %s, and what may be there twice is named",
  async (duplicates) => {
    const world = await createWorld();
    end.push(() => world.stop());
    const calls = CallHold.install(world);
    const ledger = await LedgerHold.install(world);
    end.push(() => ledger.close());
    const { scene, runId, selected } = await aRunOf(world, duplicates);

    for (const [name, step] of Object.entries(STEPS)) {
      const worker = await aRunWorker(world);
      const isThere = typeof step === "string" ? ledger.next(step) : calls.next(step.action, scene.awsAccountId, step.isAfterEffect);
      worker.go();
      await Promise.race([isThere, tooLate(name, worker)]);
      await worker.kill();
      if (typeof step === "string") await ledger.clear(step);
      await expireLease(world, scene);
      await outlast(world, scene, hiddenIn(scene));
    }
    const last = await aRunWorker(world);
    end.push(() => last.kill());
    last.go();
    const run = await until(
      () => world.ask("getRun", { id: runId }),
      ({ state }) => state === "observing" || state === "done",
      60_000,
    );

    const about = { way: "mover", duplicates, isFifo: false, isEverythingReleased: false, selected, runId } as const;
    expect(brokenInvariants(await gatherEvidence(world, scene, about))).toEqual([]);
    expect(run.counters.waiting + run.counters.sending).toBe(0);
  },
  240_000,
);

async function aRunOf(world: World, duplicates: "resend" | "hold") {
  const stage = await Stage.open(world, 1, 1);
  const drafts = Array.from({ length: COUNT }, (_, n) => ({ body: `${n}`, group: 0 }));
  const scene: Scene = await stage.set(drafts, false);
  const plan = await world.ask(
    "createPlan",
    { action: "redrive", selection: { queueId: scene.queueId }, duplicates, ratePerSecond: 500 },
    "operator",
  );
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return { scene, runId, selected: new Set(scene.seeded.map(({ id }) => id)) };
}

async function tooLate(step: string, worker: RunWorker): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 40_000));
  throw new Error(`no worker came to "${step}":\n${worker.output()}`);
}
