import { ListMessageMoveTasksCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import { EVERYTHING } from "@/lib/core/access/scope";
import { execute, sql } from "@/lib/db/query";
import { interruptRestoredRuns } from "@/lib/db/restored";
import { getRun } from "@/lib/db/runs";
import { putSetting } from "@/lib/db/settings";
import { keepRetention } from "@/lib/operations/polling/keep-house";
import { driveRun } from "@/lib/operations/runs/drive";
import { openNextStage } from "@/lib/operations/runs/observe";
import { aQueue } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aFault, aRun, noFaults } from "../../support/runs";
import { failOnAll, pass, roundsUntil, whyNotAddedUp } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
});
afterAll(() => world.stop());

let count = 0;
async function aQueueOf(bodies: readonly string[], attributes: Parameters<typeof aQueuePair>[2] = {}) {
  const name = `q-${++count}`;
  const fifo = attributes.FifoQueue === "true" ? ".fifo" : "";
  const pair = await aQueuePair(world.aws, name, { VisibilityTimeout: "0", ...attributes });
  await deadLetter(world.aws, pair, bodies, fifo ? () => "g" : undefined);
  return { pair, dlq: await seenQueue(world, accountId, `${name}-dlq${fifo}`) };
}
async function aRunOf(bodies: readonly string[], terms: Partial<InputOf<"createPlan">> = {}) {
  const { pair, dlq } = await aQueueOf(bodies);
  const watched = { stages: [1, 1], stageObservationSeconds: 60, observationSeconds: 60, ratePerSecond: 100 };
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, ...watched, ...terms });
  return { runId, pair, dlq, run: () => world.ask("getRun", { id: runId }) };
}
const drive = (runId: string) => driveRun(world.worker(), runId);
const actionsOf = async (runId: string) =>
  (await world.ask("listAuditEntries", { runId, limit: 200 })).items.map(({ action }) => action);

test("a worker that was about to open the next stage does not undo a pause that came first", async () => {
  const { runId, run } = await aRunOf(["a", "b"]);
  await drive(runId);
  const before = await getRun(world.workerDb, EVERYTHING, runId);
  if (!before) throw new Error("no run");
  await world.ask("pauseRun", { id: runId, reason: "wait" }, "operator");

  const isOpen = await openNextStage(world.worker("worker-2"), before, "full");

  expect(isOpen).toBe(false);
  expect(await run()).toMatchObject({ state: "paused", pausedBy: "person", stage: 1, counters: { sent: 1 } });
  await world.ask("cancelRun", { id: runId });
  await drive(runId);
});

test("of two workers one opens the next stage, once", async () => {
  const { runId } = await aRunOf(["a", "b"]);
  await drive(runId);
  const before = await getRun(world.workerDb, EVERYTHING, runId);
  if (!before) throw new Error("no run");

  await Promise.all(["w-1", "w-2", "w-3"].map((id) => openNextStage(world.worker(id), before, "none")));

  expect((await actionsOf(runId)).filter((action) => action === "run.stage-opened")).toHaveLength(1);
  await world.ask("cancelRun", { id: runId });
  await drive(runId);
});

test("a run that is paused before it has begun waits again when it is resumed, and begins as it would have", async () => {
  const { runId, run } = await aRunOf(["a", "b"], { undoSeconds: 30 });
  await world.ask("pauseRun", { id: runId }, "operator");

  const resumed = await world.ask("resumeRun", { id: runId }, "operator");
  await pass(world, 31);
  await drive(runId);

  expect(resumed).toMatchObject({ state: "waiting", startedAt: null });
  expect(resumed.undoUntil).not.toBeNull();
  const watched = await run();
  expect(watched).toMatchObject({ state: "observing", counters: { sent: 1 } });
  expect(watched.stages[0]).toMatchObject({ state: "watching", sent: 1 });
  expect(await actionsOf(runId)).toContain("run.started");
  await world.ask("cancelRun", { id: runId });
  await drive(runId);
});

test("a move task that was paused before it had begun is cancelled without ever being started", async () => {
  const { pair, dlq } = await aQueueOf(["a", "b"]);
  const runId = await aRun(world, { action: "redrive", driver: "move-task", selection: { queueId: dlq.id } });
  await world.ask("pauseRun", { id: runId }, "operator");
  await world.ask("cancelRun", { id: runId }, "operator");

  await drive(runId);

  expect(await world.ask("getRun", { id: runId })).toMatchObject({ state: "cancelled" });
  const tasks = await world.aws.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: pair.dlqArn }));
  expect(tasks.Results ?? []).toEqual([]);
});

test("a run can be cancelled although AWS lets us do nothing any more", async () => {
  const { runId, run } = await aRunOf(["a", "b"]);
  await drive(runId);
  await world.ask("cancelRun", { id: runId }, "operator");
  await aFault(world, { operation: "sqs:GetQueueAttributes", kind: "accessDenied" });

  await drive(runId);
  await noFaults(world);

  expect(await run()).toMatchObject({ state: "cancelled", counters: { sent: 1, skipped: 1 } });
});

test("whoever goes on against returns is not asked again for those, but what is sent afterwards is judged anew", async () => {
  const { runId, pair, run } = await aRunOf(["a", "b", "c", "d"], { stages: [1, 1, 2] });
  await drive(runId);
  await failOnAll(world, pair.sourceUrl);
  await roundsUntil(world, { accountId, runId }, "paused");
  await world.ask("resumeRun", { id: runId, acceptReturns: true }, "operator");
  await drive(runId);
  const goesOn = await run();

  await failOnAll(world, pair.sourceUrl);
  const again = await roundsUntil(world, { accountId, runId }, "paused");

  expect(goesOn).toMatchObject({ state: "observing", stage: 2 });
  expect(again).toMatchObject({ pausedBy: "returns", stage: 2, counters: { sent: 2, returned: 2 } });
  expect(again.reason).toMatch(/^1 of 1 sent came back/);
  await world.ask("cancelRun", { id: runId });
  await drive(runId);
});

test("a worker that was away for hours waits for its look before it opens the next stage", async () => {
  const { runId, pair, run } = await aRunOf(["a", "b"]);
  await drive(runId);
  await failOnAll(world, pair.sourceUrl);
  await pass(world, 3 * 3600);

  const paused = await roundsUntil(world, { accountId, runId, stepSeconds: 1 }, "paused", "running", "done");

  expect(paused).toMatchObject({ pausedBy: "returns", counters: { sent: 1, returned: 1 } });
  expect((await run()).stages[1]).toMatchObject({ sent: 0 });
  await world.ask("cancelRun", { id: runId });
  await drive(runId);
});

test("a new failure with the body of something that was sent is no return, in its own queue or in another", async () => {
  const first = await aRunOf(["same", "same"]);
  const second = await aRunOf(["same", "same"]);
  for (const { runId } of [first, second]) await drive(runId);
  await failOnAll(world, second.pair.sourceUrl);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: first.pair.dlqArn, maxReceiveCount: 1 });
  const sourceUrl = await aQueue(world.aws, "another-source", { VisibilityTimeout: "0", RedrivePolicy });
  await deadLetter(world.aws, { sourceUrl }, ["same"]);
  await world.ask("scanQueue", { id: first.dlq.id });

  const stopped = await roundsUntil(world, { accountId, runId: second.runId }, "paused");

  expect(stopped).toMatchObject({ pausedBy: "returns", counters: { sent: 1, returned: 1 } });
  expect(await first.run()).toMatchObject({ state: "observing", newFailures: 1, counters: { sent: 1, returned: 0 } });
  for (const { runId } of [first, second]) {
    await world.ask("cancelRun", { id: runId });
    await drive(runId);
  }
});

test("whenever a run is read while it goes on, its counters and its stages add up", async () => {
  const bodies = Array.from({ length: 60 }, (_, n) => `m${n}`);
  const { runId, run } = await aRunOf(bodies, { stages: [1, 10], stageObservationSeconds: 0, ratePerSecond: 500 });
  let isOver = false;
  const driven = drive(runId).finally(() => (isOver = true));
  const found = new Set<string | undefined>();
  let reads = 0;
  for (; !isOver; reads++) found.add(whyNotAddedUp(await run()));
  await driven;

  expect([...found]).toEqual([undefined]);
  expect(reads).toBeGreaterThan(10);
  expect(await run()).toMatchObject({ state: "observing", stage: 3, counters: { sent: 60 } });
});

test("a FIFO group of which only the head can be seen does not hide that its first message came back", async () => {
  const bodies = Array.from({ length: 14 }, (_, n) => `f${n}`);
  const { pair, dlq } = await aQueueOf(bodies, { FifoQueue: "true" });
  const terms = { stageObservationSeconds: 60, observationSeconds: 60, ratePerSecond: 100 };
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, ...terms });
  await drive(runId);
  await failOnAll(world, pair.sourceUrl);

  const paused = await roundsUntil(world, { accountId, runId }, "paused", "done");

  expect(paused).toMatchObject({ state: "paused", pausedBy: "returns", stage: 1, counters: { sent: 1, returned: 0 } });
  expect(paused.reason).toMatch(/^More came to lie in the dead-letter queue than could be met/);
  await expect(world.ask("resumeRun", { id: runId }, "operator")).rejects.toMatchObject({
    code: "returns-not-accepted",
  });
  const goesOn = await world.ask("resumeRun", { id: runId, acceptReturns: true }, "operator");
  expect(goesOn).toMatchObject({ state: "running", stage: 2 });
  await world.ask("cancelRun", { id: runId });
  await drive(runId);
});

test("after a restore from a backup a run between two stages is interrupted, and one that is only watched is not", async () => {
  const between = await aRunOf(["a", "b"]);
  const last = await aRunOf(["a", "b"], { stages: [2] });
  for (const { runId } of [between, last]) await drive(runId);
  await putSetting(world.db, "database-identity", "another cluster/1/1");

  const stopped = await interruptRestoredRuns(world.workerDb);

  expect(stopped.map(({ id }) => id)).toEqual([between.runId]);
  expect(await between.run()).toMatchObject({ state: "interrupted", counters: { sent: 1, ambiguous: 1, waiting: 0 } });
  expect(await last.run()).toMatchObject({ state: "observing" });
});

test("notices are forgotten after 90 days", async () => {
  const total = async () => (await world.ask("listNotices", {}, "operator")).items.length;
  const before = await total();
  await execute(
    world.db,
    sql`UPDATE notice SET at = dlo_now() - interval '91 days' WHERE id = (SELECT min(id) FROM notice)`,
  );

  await keepRetention(world.worker());

  expect(await total()).toBe(before - 1);
});
