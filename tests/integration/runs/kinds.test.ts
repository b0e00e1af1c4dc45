import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listRunsToAdvance, saveDriverState } from "@/lib/db/runs";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { driveRun } from "@/lib/operations/runs/drive";
import { observeRun } from "@/lib/operations/runs/observe";
import { heldBodies } from "../../faults/multiset";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { until } from "../../support/eventually";
import { aDrivenRun, aRun, itemsOf } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

async function aDeadLetterQueue(bodies: readonly string[], fifo = false) {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders", fifo ? { FifoQueue: "true" } : {});
  await deadLetter(world.aws, pair, bodies, fifo ? (index) => `g${index % 2}` : undefined);
  const dlq = await seenQueue(world, account.id, fifo ? "orders-dlq.fifo" : "orders-dlq");
  return { account, pair, dlq };
}

test("a discarded message is in the vault, whole and verified, before it leaves the queue, and a restore sends the same bytes", async () => {
  const body = '{"type":"Order","n":12345678901234567890,"text":"ä\\u0000 "}';
  const { dlq } = await aDeadLetterQueue([body]);

  const discarded = await aDrivenRun(world, {
    action: "discard",
    selection: { queueId: dlq.id },
    reason: "test order",
  });
  const [item] = (await world.ask("listVaultItems", {})).items;
  const kept = await world.ask("getVaultBody", { id: item?.id ?? "" });
  const restored = await aDrivenRun(world, { action: "restore", selection: { vaultItemIds: [item?.id ?? ""] } });

  expect(discarded.counters).toMatchObject({ sent: 1, deleted: 1 });
  expect(heldBodies(world, "orders-dlq").size).toBe(0);
  expect(item).toMatchObject({ reason: "test order", state: "kept" });
  expect(kept.body).toBe(body);
  expect(restored).toMatchObject({ state: "done", counters: { sent: 1 } });
  expect([...heldBodies(world, "orders").keys()]).toEqual([body]);
  expect((await world.ask("getVaultItem", { id: item?.id ?? "" })).state).toBe("restored");
});

test("attributes of every kind survive a redrive byte for byte", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  const bytes = Uint8Array.from([0, 255, 1, 128, 10]);
  const attributes = {
    Binary: { DataType: "Binary.gif", BinaryValue: bytes },
    Big: { DataType: "Number.int", StringValue: "12345678901234567890123456789012345678" },
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [`a${n}`, { DataType: "String", StringValue: `v${n}\t` }]),
    ),
  };
  await world.aws.sqs.send(
    new SendMessageCommand({ QueueUrl: pair.sourceUrl, MessageBody: "x", MessageAttributes: attributes }),
  );
  for (let receive = 0; receive < 2; receive++)
    await world.aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: pair.sourceUrl, VisibilityTimeout: 0 }));
  const dlq = await seenQueue(world, account.id, "orders-dlq");

  await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id } });

  const { Messages } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: pair.sourceUrl, MessageAttributeNames: ["All"] }),
  );
  const back = Messages?.[0]?.MessageAttributes;
  expect(back?.Binary).toMatchObject({ DataType: "Binary.gif", BinaryValue: bytes });
  expect(back?.Big).toMatchObject(attributes.Big);
  expect(Object.keys(back ?? {})).toHaveLength(10);
});

test("a body of 1 MiB is indexed, shown whole and given back unchanged", async () => {
  const big = `{"error":"too much","fill":"${"x".repeat(1_048_576 - 30)}"}`.slice(0, 1_048_576);
  const { dlq } = await aDeadLetterQueue([big]);
  const [message] = (await world.ask("listFailedMessages", { queueId: dlq.id })).items;

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id } });

  expect(message?.bodyBytes).toBe(Buffer.byteLength(big));
  expect((await world.ask("getMessageBody", { id: message?.id ?? "" })).body === big).toBe(true);
  expect(run.counters).toMatchObject({ sent: 1, deleted: 1 });
  expect(heldBodies(world, "orders").get(big)).toBe(1);
});

test("FIFO messages go back in the order of their group, with a deduplication id of the run", async () => {
  const bodies = Array.from({ length: 12 }, (_, index) => `m${String(index).padStart(2, "0")}`);
  const { dlq, pair } = await aDeadLetterQueue(bodies, true);

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  const order: { body: string; group: string; deduplicationId: string }[] = [];
  for (;;) {
    const { Messages } = await world.aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: pair.sourceUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 300,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    if (!Messages?.length) break;
    for (const message of Messages)
      order.push({
        body: message.Body ?? "",
        group: message.Attributes?.MessageGroupId ?? "",
        deduplicationId: message.Attributes?.MessageDeduplicationId ?? "",
      });
    if (order.length >= run.counters.sent) break;
  }
  expect(run.counters.sent).toBe(run.counters.selected);
  for (const group of ["g0", "g1"]) {
    const inGroup = order.filter((message) => message.group === group).map((message) => message.body);
    expect(inGroup).toEqual([...inGroup].sort());
  }
  expect(order.every((message) => message.deduplicationId.startsWith("rdv-"))).toBe(true);
}, 60_000);

test("what comes back is recognised by its id, and counted as returned, not as gone", async () => {
  const { account, dlq, pair } = await aDeadLetterQueue(["poison", "fine"]);
  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, observationSeconds: 2 });
  await comeBack(pair.sourceUrl, "poison");
  await look(world, account.id);
  await scanQueue(world.worker(), dlq.id, false);

  const outcomes = Object.fromEntries((await itemsOf(world, run.id)).map((item) => [item.outcome, item.reason]));
  const [back] = (await world.ask("listFailedMessages", { queueId: dlq.id, state: "present" })).items;

  expect(outcomes).toEqual({ returned: "came back: same message id", unknown: null });
  expect(back).toMatchObject({ cameBack: true });
});

/** The consumer takes the message again, fails again, and SQS dead-letters it again; the other one is processed. */
async function comeBack(sourceUrl: string, poison: string): Promise<void> {
  const { DeleteMessageCommand } = await import("@aws-sdk/client-sqs");
  for (let round = 0; round < 3; round++) {
    const { Messages = [] } = await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: sourceUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    for (const message of Messages.filter(({ Body }) => Body !== poison))
      await world.aws.sqs.send(
        new DeleteMessageCommand({ QueueUrl: sourceUrl, ReceiptHandle: message.ReceiptHandle ?? "" }),
      );
  }
}

test("gone is claimed only when the queue was seen after the last send; until then the outcome is unknown", async () => {
  const { account, dlq } = await aDeadLetterQueue(["a", "b"]);
  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, observationSeconds: 1 });
  expect(run.counters).toMatchObject({ unknown: 2, gone: 0 });
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await look(world, account.id);

  for (const open of await listRunsToAdvance(world.workerDb)) await observeRun(world.worker(), open);

  expect(await world.ask("getRun", { id: run.id })).toMatchObject({ state: "done", counters: { gone: 2, unknown: 0 } });
});

test("stop all writes pauses a running run within five seconds, and it goes on where it was when a person resumes it", async () => {
  const { dlq } = await aDeadLetterQueue(Array.from({ length: 40 }, (_, index) => `m${index}`));
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 8 });
  const driving = driveRun(world.worker(), runId);
  await until(
    () => world.ask("getRun", { id: runId }),
    (run) => run.counters.sent > 4,
  );

  await world.ask("stopWrites", { reason: "incident" }, "operator");
  const stoppedMs = performance.now();
  const paused = await until(
    () => world.ask("getRun", { id: runId }),
    (run) => run.state === "paused",
    5_000,
  );
  await driving;
  await world.ask("allowWrites", {});
  await world.ask("resumeRun", { id: runId }, "operator");
  await driveRun(world.worker(), runId);

  expect(performance.now() - stoppedMs).toBeGreaterThan(0);
  expect(paused.reason).toContain("stopped");
  expect((await world.ask("getRun", { id: runId })).counters).toMatchObject({ sent: 40, deleted: 40 });
  expect([...heldBodies(world, "orders").values()].every((count) => count === 1)).toBe(true);
}, 60_000);

test("a cancel in the undo window sends nothing, and the messages can be planned again", async () => {
  const { dlq } = await aDeadLetterQueue(["a", "b"]);
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id } });

  await world.ask("cancelRun", { id: runId }, "operator");
  await driveRun(world.worker(), runId);
  const again = await world.ask("createPlan", { action: "redrive", selection: { queueId: dlq.id } });

  expect((await world.ask("getRun", { id: runId })).counters).toMatchObject({ sent: 0, skipped: 2 });
  expect(heldBodies(world, "orders").size).toBe(0);
  expect(again.itemCount).toBe(2);
});

test("a move task gives everything back by SQS itself, and a second worker adopts it instead of starting another", async () => {
  const { dlq } = await aDeadLetterQueue(Array.from({ length: 30 }, (_, index) => `m${index}`));
  const runId = await aRun(world, {
    action: "redrive",
    selection: { queueId: dlq.id },
    driver: "move-task",
    ratePerSecond: 10,
  });
  const { StartMessageMoveTaskCommand } = await import("@aws-sdk/client-sqs");
  // A worker died right after the call and before it could write the handle down.
  await saveDriverState(world.workerDb, runId, { intentAt: new Date(Date.now() - 1_000).toISOString() });
  await world.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlq.arn, MaxNumberOfMessagesPerSecond: 10 }));

  await driveRun(world.worker("worker-2"), runId);

  const run = await world.ask("getRun", { id: runId });
  expect(run).toMatchObject({ state: "observing", approximateMoved: 30, counters: { selected: 0 } });
  expect(heldBodies(world, "orders").size).toBe(30);
}, 60_000);

test("a stranger's move task is refused by name and left alone", async () => {
  const { dlq } = await aDeadLetterQueue(Array.from({ length: 30 }, (_, index) => `m${index}`));
  const { StartMessageMoveTaskCommand, ListMessageMoveTasksCommand } = await import("@aws-sdk/client-sqs");
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, driver: "move-task" });
  await world.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlq.arn, MaxNumberOfMessagesPerSecond: 1 }));

  await driveRun(world.worker(), runId);

  const tasks = await world.aws.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dlq.arn, MaxResults: 10 }));
  expect(await world.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("another move task"),
  });
  expect(tasks.Results?.map((task) => task.Status)).toEqual(["RUNNING"]);
});

test("two people applying the same plan at once start one run", async () => {
  const { dlq } = await aDeadLetterQueue(["a"]);
  const plan = await world.ask("createPlan", { action: "redrive", selection: { queueId: dlq.id } });

  const answers = await Promise.all(
    [1, 2, 3].map(() => world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator")),
  );

  expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1);
});

test("two workers driving the same run at once send every message once", async () => {
  const { dlq } = await aDeadLetterQueue(Array.from({ length: 60 }, (_, index) => `m${index}`));
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  await Promise.all(["one", "two", "three"].map((name) => driveRun(world.worker(name), runId)));

  expect((await world.ask("getRun", { id: runId })).counters).toMatchObject({ sent: 60, deleted: 60 });
  expect([...heldBodies(world, "orders").values()].every((count) => count === 1)).toBe(true);
}, 60_000);
