import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seenQueue } from "../../support/dead-letters";
import { aRun, itemsOf } from "../../support/runs";
import { aConsumer, behaves, collect, pass, roundsUntil } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, READ_ACTIONS, REGION, SHOP, type World } from "../../support/world";

const BROKEN = [{ fails: { type: "TypeError", message: "x is undefined" } }];
let world: World;
let accountId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let classId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world, { readActions: [...READ_ACTIONS, "lambda:*"] })).id;
  pair = await aQueuePair(world.aws, "orders", { VisibilityTimeout: "6" });
  await aConsumer(world, "orders", pair.sourceArn);
  await behaves(world, "orders", BROKEN);
  for (let start = 0; start < 14; start += 7)
    await world.aws.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: pair.sourceUrl,
        Entries: Array.from({ length: 7 }, (_, n) => ({ Id: `${n}`, MessageBody: JSON.stringify({ id: start + n }) })),
      }),
    );
  await pass(world, 60);
  await seenQueue(world, accountId, "orders-dlq");
  classId = (await world.ask("listFailureClasses", { view: "all" })).items[0]?.id ?? "";
});
afterAll(() => world.stop());

let runId: string;
const run = () => world.ask("getRun", { id: runId });
const notices = async () => (await world.ask("listNotices", {}, "operator")).items;

test("a class whose consumer is still broken is stopped by the first stage, with one message bounced", async () => {
  runId = await aRun(world, {
    action: "redrive",
    selection: { classId },
    ratePerSecond: 100,
    stageObservationSeconds: 30,
    observationSeconds: 30,
  });

  const paused = await roundsUntil(world, { accountId, runId }, "paused");

  expect(paused).toMatchObject({ pausedBy: "returns", stage: 1, counters: { selected: 14, sent: 1, returned: 1 } });
  expect(paused.reason).toMatch(/^1 of 1 sent came back \([0-9a-f-]{36}\), more than the 5 % that may/);
  expect(paused.stages).toMatchObject([
    { state: "done", size: 1, sent: 1, returned: 1, endedBy: "returns" },
    { state: "waiting", size: 10, sent: 0, evidence: null },
    { state: "waiting", size: 3, sent: 0 },
  ]);
  expect(held("orders-dlq")).toHaveLength(14);
  expect(await world.ask("getFailureClass", { id: classId })).toMatchObject({ bounceCount: 1 });
  const bounced = (await world.ask("listFailedMessages", { classId, limit: 50 })).items.filter(
    (m) => m.bounceCount > 0,
  );
  expect(bounced).toMatchObject([{ bounceCount: 1, cameBack: true }]);
});

test("whoever asked for the run is told that it paused by itself, and nobody else is", async () => {
  const [first] = await notices();

  expect(first).toMatchObject({ kind: "run-paused", runId, readAt: null });
  expect(first?.text).toContain("paused: 1 of 1 sent came back");
  expect(await world.ask("listNotices", {}, "admin")).toMatchObject({ items: [], unreadCount: 0 });
  expect(await world.ask("readNotices", {}, "operator")).toEqual({ unreadCount: 0 });
  expect((await notices())[0]?.readAt).not.toBeNull();
});

test("such a run goes on only when a person says so, and the audit log keeps that they went on against the returns", async () => {
  await expect(world.ask("resumeRun", { id: runId }, "operator")).rejects.toMatchObject({
    code: "returns-not-accepted",
    detail: { returnedCount: 1, sentCount: 1 },
  });
  await behaves(world, "orders", [{}]);
  const resumed = await world.ask("resumeRun", { id: runId, acceptReturns: true, reason: "mended" }, "operator");

  expect(resumed).toMatchObject({ state: "running", stage: 2, pausedBy: null, reason: null });
  const entry = (await world.ask("listAuditEntries", { runId })).items.find(({ action }) => action === "run.resumed");
  expect(entry).toMatchObject({
    actorName: "operator",
    detail: { reason: "mended", acceptedReturns: { returnedCount: 1, sentCount: 1 } },
  });
});

test("a mended consumer lets each stage open on full evidence, and the run ends with what was seen", async () => {
  const watched = await roundsUntil(world, { accountId, runId }, "observing");
  const done = await roundsUntil(world, { accountId, runId }, "done");

  expect(watched.stages[1]).toMatchObject({ state: "watching", sent: 10 });
  expect(watched.expectedEndAt).not.toBeNull();
  expect(done.counters).toMatchObject({ selected: 14, sent: 14, gone: 13, returned: 1, unknown: 0 });
  expect(done.stages.slice(1)).toMatchObject([
    { state: "done", evidence: "full", endedBy: "window", returned: 0 },
    { state: "done", evidence: "full", endedBy: "window", returned: 0 },
  ]);
  expect(done.lastSightAt).not.toBeNull();
  expect((await notices())[0]).toMatchObject({
    kind: "run-finished",
    text: expect.stringContaining("14 of 14 sent, 13 left the dead-letter queue and were not seen again, 1 came back"),
  });
  expect((await world.ask("listRunItems", { id: runId, filter: "returned" })).totalCount).toBe(1);
  expect((await world.ask("listRunItems", { id: runId, filter: "skipped" })).totalCount).toBe(0);
});

test("a message that comes back after the run had ended is no longer called gone, is counted once, and is told", async () => {
  await behaves(world, "orders", BROKEN);
  const [gone] = (await itemsOf(world, runId)).filter(({ outcome }) => outcome === "gone");
  await world.aws.sqs.send(
    new SendMessageBatchCommand({ QueueUrl: pair.sourceUrl, Entries: [{ Id: "a", MessageBody: "another" }] }),
  );
  // The simulator gives ids as SQS does: the row is made to speak of the message that fails now.
  const { lastSightAt } = await run();
  await world.db.$executeRawUnsafe(
    `UPDATE run_item SET destination_message_id = '${held("orders")[0]?.id}' WHERE id = '${gone?.id}'`,
  );
  await pass(world, 60);
  await world.ask("scanQueue", { id: (await run()).queueId ?? "" });
  await collect(world, accountId);

  const late = await run();
  expect(late).toMatchObject({ state: "done", counters: { gone: 12, returned: 2 } });
  expect((late.lastSightAt ?? "") > (lastSightAt ?? "")).toBe(true);
  expect((await notices())[0]).toMatchObject({
    kind: "late-returns",
    text: `1 message of R-${late.number} came back after it had ended.`,
  });
});

function held(queueName: string) {
  return [...(world.simulator.world.sqs.regionOf(SHOP, REGION).find(queueName)?.store.all() ?? [])];
}
