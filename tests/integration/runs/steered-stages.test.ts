import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import { advanceRuns, whenIdle } from "@/lib/operations/runs/advance";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aRun } from "../../support/runs";
import { aRound, failOnAll, pass, roundsUntil } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";
import { setRules } from "../approvals/people";

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
});
afterAll(() => world.stop());

let count = 0;
/** A run of three messages, one a stage, that was driven until its first stage is watched. */
async function aWatchedRun(terms: Partial<InputOf<"createPlan">> = {}) {
  const name = `orders-${++count}`;
  const pair = await aQueuePair(world.aws, name, { VisibilityTimeout: "0" });
  await deadLetter(world.aws, pair, [`${name} a`, `${name} b`, `${name} c`]);
  const dlq = await seenQueue(world, accountId, `${name}-dlq`);
  const runId = await aRun(world, {
    action: "redrive",
    selection: { queueId: dlq.id },
    stages: [1, 1, 1],
    stageObservationSeconds: 60,
    observationSeconds: 60,
    ratePerSecond: 100,
    ...terms,
  });
  await driveRun(world.worker(), runId);
  return { runId, pair, dlq, run: () => world.ask("getRun", { id: runId }) };
}
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: { code: string }) => error.code,
  );
const setMode = (id: string, mode: "off" | "index") => world.ask("updateQueue", { id, mode });

test("where nothing can be seen the next stage opens after the window, and says that there was no evidence", async () => {
  const { runId, dlq, run } = await aWatchedRun();
  await setMode(dlq.id, "off");

  await aRound(world, accountId);
  const watched = await run();
  await pass(world, 61);
  await aRound(world, accountId);

  expect(watched).toMatchObject({ state: "observing", stage: 1 });
  const opened = await run();
  expect(opened.stages[0]).toMatchObject({ state: "done", evidence: "none", endedBy: "window", returnedAtEnd: 0 });
  expect(opened).toMatchObject({ stage: 2, counters: { waiting: 2 } });
  await world.ask("cancelRun", { id: runId });
});

test("a look that does not come keeps nobody waiting for ever, and what was seen before it is called partial", async () => {
  const { runId, run } = await aWatchedRun();
  await pass(world, 31);
  await aRound(world, accountId);
  await pass(world, 30);
  for (const worker of ["worker-1", "worker-2"]) await advance(worker);
  const waiting = await run();
  await pass(world, 61);
  await advance();

  expect(waiting).toMatchObject({ state: "observing", stage: 1 });
  expect((await run()).stages[0]).toMatchObject({ evidence: "partial", endedBy: "window" });
  await world.ask("cancelRun", { id: runId });
});

test("a person opens the next stage without waiting, and the audit log keeps on what evidence", async () => {
  const { runId, run } = await aWatchedRun();

  const opened = await world.ask("continueRun", { id: runId, reason: "seen in the logs" }, "operator");
  const again = await codeOf(world.ask("continueRun", { id: runId }, "operator"));

  expect(opened).toMatchObject({ state: "running", stage: 2 });
  expect(opened.stages).toMatchObject([{ endedBy: "person", evidence: "none" }, { state: "sending" }, {}]);
  expect(again).toBe("run-not-open");
  const entries = (await world.ask("listAuditEntries", { runId })).items;
  expect(entries.find(({ action }) => action === "run.stage-opened")).toMatchObject({
    actorName: "operator",
    detail: { reason: "seen in the logs", evidence: "none" },
  });
  await driveRun(world.worker(), runId);
  expect(await run()).toMatchObject({ state: "observing", stage: 2, counters: { sent: 2 } });
  await world.ask("cancelRun", { id: runId });
});

test("a run that was paused while it was watched is watched on, and one that waits is taken over by another worker", async () => {
  const { runId, run } = await aWatchedRun();

  await world.ask("pauseRun", { id: runId }, "operator");
  await pass(world, 200);
  await aRound(world, accountId);
  const paused = await run();
  const resumed = await world.ask("resumeRun", { id: runId }, "operator");

  expect(paused).toMatchObject({ state: "paused", pausedBy: "person", counters: { sent: 1 } });
  expect(resumed).toMatchObject({ state: "observing", stage: 1, observeUntil: paused.observeUntil });
  await aRound(world, accountId, "worker-2");
  await aRound(world, accountId, "worker-2");
  await aRound(world, accountId, "worker-2");
  expect(await run()).toMatchObject({ stage: 2, counters: { sent: 2 } });
  await world.ask("cancelRun", { id: runId });
});

test("stopped writes hold a run that waits between two stages at once", async () => {
  const { runId, run } = await aWatchedRun();

  await world.ask("stopWrites", { reason: "incident" }, "operator");
  await advance();
  const paused = await run();
  await world.ask("allowWrites", {});
  await world.ask("resumeRun", { id: runId }, "operator");

  expect(paused).toMatchObject({
    state: "paused",
    pausedBy: "writes-stopped",
    reason: "All writes are stopped by operator.",
  });
  expect(await run()).toMatchObject({ state: "observing", stage: 1 });
  await world.ask("cancelRun", { id: runId });
});

test("a run that is cancelled between two stages keeps what it sent and releases the rest", async () => {
  const { runId, run, dlq } = await aWatchedRun();

  await world.ask("cancelRun", { id: runId }, "operator");
  await driveRun(world.worker(), runId);

  const cancelled = await run();
  expect(cancelled).toMatchObject({ state: "cancelled", counters: { sent: 1, skipped: 2 } });
  expect(cancelled.stages.map(({ state }) => state)).toEqual(["done", "not-opened", "not-opened"]);
  const again = await world.ask("createPlan", { action: "redrive", selection: { queueId: dlq.id } });
  expect(again.itemCount).toBe(2);
});

test("too many returns of the last stage pause nothing, but the end says so; new failures are counted apart", async () => {
  const { runId, pair } = await aWatchedRun({ stages: [3] });
  await failOnAll(world, pair.sourceUrl);
  await deadLetter(world.aws, pair, ["somebody else's"]);

  const done = await roundsUntil(world, { accountId, runId, stepSeconds: 20 }, "done", "paused");

  expect(done).toMatchObject({ state: "done", newFailures: 1, counters: { sent: 3, returned: 3, gone: 0 } });
  expect(done.reasons).toMatchObject([{ state: "deleted", reason: "came back: same message id", count: 3 }]);
  expect((await world.ask("listRuns", {})).items[0]).toMatchObject({ id: runId, newFailures: 1 });
  const [notice] = (await world.ask("listNotices", { unread: "true" }, "operator")).items;
  expect(notice).toMatchObject({ kind: "run-finished", runId });
  expect(notice?.text).toContain("3 came back; that is more than the 5 % that may come back");
});

test("whoever does not want to know what comes of the last stage ends the watching, and nothing is called gone by that", async () => {
  const { runId } = await aWatchedRun({ stages: [3] });

  const ended = await world.ask("cancelRun", { id: runId, reason: "seen elsewhere" }, "operator");

  expect(ended).toMatchObject({ state: "done", counters: { sent: 3, unknown: 3, gone: 0 } });
  expect(ended.stages).toMatchObject([{ state: "done", endedBy: "person", evidence: "none" }]);
});

test("a run is taken back before it has begun; after that only cancel is left, and says what it keeps", async () => {
  const { runId, run, dlq } = await aWatchedRun();
  const messages = (await world.ask("listFailedMessages", { queueId: dlq.id })).items;
  await world.ask("cancelRun", { id: runId });
  await driveRun(world.worker(), runId);
  const waitingId = await aRun(world, {
    action: "redrive",
    selection: { messageIds: messages.filter(({ state }) => state === "present").map(({ id }) => id) },
    undoSeconds: 60,
  });

  const late = await world.ask("undoRun", { id: runId }, "operator").catch((error: Error) => error);
  const waiting = await world.ask("getRun", { id: waitingId });
  const undone = await world.ask("undoRun", { id: waitingId }, "operator");
  await driveRun(world.worker(), waitingId);

  expect(late).toMatchObject({
    code: "run-not-open",
    message: `R-${(await run()).number} has begun; cancel keeps what was sent.`,
  });
  expect(waiting.undoUntil).not.toBeNull();
  expect(undone).toMatchObject({ state: "cancelled", undoUntil: null, counters: { sent: 0, skipped: 2 } });
});

test("the rate is changed while it runs, but not above what other people approved", async () => {
  const { runId } = await aWatchedRun();

  const faster = await world.ask("setRunRate", { id: runId, ratePerSecond: 200 }, "operator");
  await setRules(world, [{ id: "any", name: "Any", isOn: true, when: { messagesOver: 0 }, approvals: 1 }]);
  const above = await codeOf(world.ask("setRunRate", { id: runId, ratePerSecond: 201 }, "operator"));
  const below = await world.ask("setRunRate", { id: runId, ratePerSecond: 99 }, "operator");
  await world.ask("cancelRun", { id: runId });
  await driveRun(world.worker(), runId);
  const ended = await codeOf(world.ask("setRunRate", { id: runId, ratePerSecond: 1 }, "operator"));

  expect([faster.ratePerSecond, above, below.ratePerSecond, ended]).toEqual([
    200,
    "rate-not-allowed",
    99,
    "run-not-open",
  ]);
});

async function advance(workerId?: string): Promise<void> {
  await advanceRuns(world.worker(workerId));
  await whenIdle();
}
