import { setTimeout as sleep } from "node:timers/promises";
import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { driveRun } from "@/lib/operations/runs/drive";
import { clientsOf, rootKeys } from "../aws/sim-clients";
import { until } from "../support/eventually";
import { createWorld, REGION, type World } from "../support/world";
import { aCase, expectTruth, type RunCase, runOf } from "./case";
import { Life } from "./model/life";
import { effectsOf, expireLease, type Scene } from "./stage";
import { HURRIED } from "./timing";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const driven = (life: Life, one: Pick<RunCase, "runId">) =>
  life
    .live({ ...world.worker(life.name), drainTiming: HURRIED }, (mortal) => driveRun(mortal, one.runId))
    .catch(() => undefined);

test("a worker that stood still with messages in its hands sends none of them once its lease is another's and the run is paused", async () => {
  const one = await aCase(world, 30, { stages: [30] });
  const sleeper = new Life("sleeper", ({ name, phase }, life) => {
    if (name === "sqs.receive" && phase === "after") life.freeze();
  });
  const working = driven(sleeper, one);
  await sleeper.frozen;
  await expireLease(world, one.scene);
  await world.ask("pauseRun", { id: one.runId }, "operator");
  await sleep(100);
  sleeper.thaw();
  await Promise.race([working, sleep(4_000)]);
  sleeper.kill();

  expect(effectsOf(world, one.scene).filter(({ action }) => action === "SendMessage")).toEqual([]);
  expect(await runOf(one)).toMatchObject({ state: "paused", counters: { waiting: 30, sent: 0 } });
  await expectTruth(one);
}, 60_000);

test("a move task of somebody else that began while ours was asked for is neither taken for ours nor cancelled", async () => {
  const { scene, runId } = await aMoveTaskRun();
  const { sqs } = clientsOf(world.simulator.url, rootKeys(scene.awsAccountId), REGION);
  const dlqArn = scene.region.find(scene.dlqName)?.arn ?? "";
  const dying = new Life("dying", ({ name, phase }, life) => {
    if (name === "sqs.startMoveTask" && phase === "before") life.kill();
  });
  await Promise.race([driven(dying, { runId }), dying.died]);
  await expireLease(world, scene);
  const stranger = await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: dlqArn,
      DestinationArn: scene.elsewhereArn,
      MaxNumberOfMessagesPerSecond: 1,
    }),
  );
  await Promise.race([driveRun(world.worker("next"), runId), sleep(5_000)]);
  const run = await world.ask("getRun", { id: runId });
  await world.ask("cancelRun", { id: runId }, "operator").catch(() => undefined);
  await driveRun(world.worker("last"), runId);

  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dlqArn }));
  expect(dying.isAlive).toBe(false);
  expect(["failed", "interrupted"]).toContain(run.state);
  expect(run.reason).toMatch(/somebody/);
  expect(Results.map(({ Status, TaskHandle }) => [Status, TaskHandle])).toEqual([["RUNNING", stranger.TaskHandle]]);
  await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: stranger.TaskHandle }));
}, 60_000);

async function aMoveTaskRun(): Promise<{ scene: Scene; runId: string }> {
  const { scene, runId: other } = await aCase(world, 40);
  await world.ask("cancelRun", { id: other }, "operator");
  await until(
    () => world.ask("getRun", { id: other }),
    ({ state }) => state === "cancelled",
  );
  const plan = await world.ask(
    "createPlan",
    { action: "redrive", driver: "move-task", selection: { queueId: scene.queueId } },
    "operator",
  );
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return { scene, runId };
}
