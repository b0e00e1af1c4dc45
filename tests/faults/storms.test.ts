import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { driveRun } from "@/lib/operations/runs/drive";
import { aFault, noFaults } from "../support/runs";
import { createWorld, type World } from "../support/world";
import { aCase, expectTruth, IS_LONG, type RunCase, runOf, sentAll, sentAtLeast } from "./case";
import { effectsOf } from "./stage";
import { HURRIED } from "./timing";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** Drives as the worker's sweep does: again while the run is to go on. */
async function driven(one: RunCase): Promise<void> {
  for (;;) {
    await driveRun({ ...world.worker(), ...(IS_LONG ? {} : { drainTiming: HURRIED }) }, one.runId);
    const { state } = await runOf(one);
    if (!["requested", "waiting", "running", "cancelling"].includes(state)) return;
    await sleep(100);
  }
}

const sendsOf = (one: RunCase) =>
  effectsOf(world, one.scene).filter(
    ({ action, principalArn }) => action === "SendMessage" && principalArn.includes(":assumed-role/"),
  );

test("a storm of throttling and 5xx slows a run down, is not answered by a storm of calls, and loses nothing", async () => {
  const [stormSeconds, untilFeltSeconds] = IS_LONG ? [30, 5] : [2, 1];
  const one = await aCase(world, 150, { ratePerSecond: 200 });
  const driving = driven(one);
  await sentAtLeast(one, 20);
  await aFault(world, { operation: "sqs:*", kind: "throttle", rate: 0.7, forSeconds: stormSeconds });
  await aFault(world, { operation: "sqs:*", kind: "5xx", forSeconds: stormSeconds });
  await sleep(untilFeltSeconds * 1000);
  const before = callCount();
  await sleep((stormSeconds - untilFeltSeconds) * 1000);
  const callsPerSecond = (callCount() - before) / (stormSeconds - untilFeltSeconds);
  await driving;
  await resumedToTheEnd(one);

  expect(await expectTruth(one)).toBe(0);
  expect((await runOf(one)).counters).toMatchObject({ selected: 150, sent: 150 });
  console.log(`${callsPerSecond.toFixed(1)} calls a second while AWS was down`);
  if (IS_LONG) expect(callsPerSecond).toBeLessThanOrEqual(5);
}, 180_000);

test("credentials that expire in the middle of a run are renewed, and nothing is sent twice", async () => {
  const one = await aCase(world, 150, { ratePerSecond: 100 });
  const driving = driven(one);
  await sentAtLeast(one, 20);
  await aFault(world, { operation: "sqs:*", kind: "expiredToken", forSeconds: 1 });
  await driving;
  await resumedToTheEnd(one);

  expect(await expectTruth(one)).toBe(0);
  expect((await runOf(one)).counters).toMatchObject({ selected: 150, sent: 150, ambiguous: 0 });
}, 180_000);

test("a role that may send and not delete has one message given back, and the run says so and waits", async () => {
  const one = await aCase(world, 20);
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "accessDenied" });
  await driven(one);
  const paused = await runOf(one);
  await expectTruth(one);
  const sent = sendsOf(one).length;
  await noFaults(world);
  await resumedToTheEnd(one);

  expect(paused).toMatchObject({ state: "paused", reason: expect.stringMatching(/denied/i) });
  expect(sent).toBe(1);
  expect(await expectTruth(one)).toBe(0);
}, 120_000);

test("stop all writes holds within five seconds, on a run that is under way", async () => {
  const one = await aCase(world, 600, { ratePerSecond: 50 });
  const driving = driven(one);
  await sentAtLeast(one, 20);

  await world.ask("stopWrites", { accountId: one.scene.accountId, reason: "a fault test" });
  const stoppedAt = world.simulator.world.clock.now();
  await driving;
  await sleep(1_000);
  const last = sendsOf(one).at(-1)?.at ?? 0;

  expect(last - stoppedAt).toBeLessThanOrEqual(5_000);
  expect(await runOf(one)).toMatchObject({ state: "paused", reason: expect.stringMatching(/writes are stopped/i) });
  await expectTruth(one);
}, 120_000);

function callCount(): number {
  return world.simulator.world.usage
    .serialize()
    .calls.filter(({ action }) => action.startsWith("sqs:"))
    .reduce((sum, { calls }) => sum + calls, 0);
}

/** As a person would: resumes what was paused until everything is sent. */
async function resumedToTheEnd(one: RunCase): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    if ((await runOf(one)).state !== "paused") break;
    await world.ask("resumeRun", { id: one.runId }, "operator");
    await driven(one);
  }
  await sentAll(one);
}
