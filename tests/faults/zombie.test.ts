import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createWorld } from "../support/world";
import { aCase, expectTruth, IS_LONG, inTime, runOf, sentAll } from "./case";
import { CallHold } from "./holds";
import { expireLease, hiddenIn, outlast } from "./stage";
import { aRunWorker } from "./worker-process";

/** A lease lives so long after its holder's last sign of life. */
const LEASE_MS = 10_000;

const end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test.each(["resend", "hold"] as const)(
  "a worker that stood still for longer than its lease and goes on writes nothing over who followed it: a run that is to %s stays true",
  async (duplicates) => {
    const world = await createWorld();
    end.push(() => world.stop());
    const calls = CallHold.install(world);
    const one = await aCase(world, IS_LONG ? 400 : 60, { duplicates });
    const [zombie, successor] = await Promise.all([aRunWorker(world), aRunWorker(world)]);
    end.push(
      () => zombie.kill(),
      () => successor.kill(),
    );

    const isSending = calls.next("sqs:SendMessageBatch", one.scene.awsAccountId, true);
    zombie.go();
    await inTime("send in flight", isSending, zombie);
    zombie.signal("SIGSTOP");
    const hidden = hiddenIn(one.scene);
    if (IS_LONG) await sleep(LEASE_MS + 1_000);
    else await expireLease(world, one.scene);
    successor.go();
    await sleep(1_500);
    zombie.signal("SIGCONT");
    await sleep(1_500);
    if (!IS_LONG) await outlast(world, one.scene, hidden);
    await sentAll(one);

    const twice = await expectTruth(one);
    const { state, counters } = await runOf(one);
    expect(state).not.toBe("failed");
    expect(counters.waiting + counters.sending).toBe(0);
    if (duplicates === "hold") expect(twice).toBe(0);
  },
  200_000,
);

test("two workers that are told of a run at once do each message once", async () => {
  const world = await createWorld();
  end.push(() => world.stop());
  const one = await aCase(world, 200);
  const workers = await Promise.all([aRunWorker(world), aRunWorker(world)]);
  end.push(...workers.map((worker) => () => worker.kill()));

  for (const worker of workers) worker.go();
  const run = await sentAll(one);

  expect(await expectTruth(one)).toBe(0);
  expect(run.counters).toMatchObject({ selected: 200, sent: 200, ambiguous: 0 });
}, 120_000);
