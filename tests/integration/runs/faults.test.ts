import { afterEach, beforeEach, expect, test } from "vitest";
import { driveRun } from "@/lib/operations/runs/drive";
import { heldBodies } from "../../faults/multiset";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aDrivenRun, aFault, aRun, itemsOf, noFaults } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, type ShopOptions, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

async function aDeadLetterQueue(bodies: readonly string[], options: ShopOptions = {}) {
  const account = await connectShop(world, options);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, bodies);
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  return { account, pair, dlq };
}
const inSource = () => heldBodies(world, "orders");
const inDlq = () => heldBodies(world, "orders-dlq");
const BODIES = Array.from({ length: 12 }, (_, index) => `{"type":"Order","id":${index},"error":"boom"}`);

test("a lost answer to a send in a plan that holds is ambiguous, and that message is never sent again", async () => {
  const { dlq } = await aDeadLetterQueue(["only"]);
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "resetAfter", queueName: "orders", nth: 1 });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, duplicates: "hold" });

  expect(run.counters).toMatchObject({ selected: 1, sent: 0, ambiguous: 1, unknown: 1 });
  expect(inSource().get("only")).toBe(1);
  expect(inDlq().get("only")).toBe(1);
});

test("a lost answer in a plan that resends is sent again and named as possibly twice", async () => {
  const { dlq } = await aDeadLetterQueue(["only"]);
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "resetAfter", queueName: "orders", nth: 1 });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, duplicates: "resend" });

  const [item] = await itemsOf(world, run.id);
  expect(run.counters).toMatchObject({ sent: 1, deleted: 1, ambiguous: 0 });
  expect(item).toMatchObject({ attempt: 2, state: "deleted", reason: expect.stringContaining("may arrive twice") });
  expect(inSource().get("only")).toBe(2);
});

test("a send that AWS refuses for some entries gives back the others only, with the reason", async () => {
  const { dlq } = await aDeadLetterQueue(BODIES);
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "partialBatch", n: 2, queueName: "orders", nth: 2 });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  expect(run.counters).toMatchObject({ selected: 12, sent: 10, deleted: 10, rejected: 2 });
  expect([...inSource().keys(), ...inDlq().keys()].sort()).toEqual([...BODIES].sort());
});

test("a delete that fails for some entries is made good without sending those again", async () => {
  const { dlq } = await aDeadLetterQueue(BODIES);
  await aFault(world, {
    operation: "sqs:DeleteMessageBatch",
    kind: "partialBatch",
    n: 3,
    queueName: "orders-dlq",
    nth: 2,
  });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  expect(run.counters).toMatchObject({ selected: 12, sent: 12, deleted: 12 });
  expect([...inSource().values()].every((count) => count === 1)).toBe(true);
  expect(inDlq().size).toBe(0);
}, 90_000);

test("the first denied delete pauses the run after one message, and resuming deletes it without sending it again", async () => {
  const { dlq } = await aDeadLetterQueue(BODIES);
  await aFault(world, { operation: "sqs:DeleteMessageBatch", kind: "accessDenied" });

  const paused = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });
  await noFaults(world);
  await world.ask("resumeRun", { id: paused.id }, "operator");
  await driveRun(world.worker(), paused.id);
  const resumed = await world.ask("getRun", { id: paused.id });

  expect(paused).toMatchObject({
    state: "paused",
    reason: expect.stringContaining("denied"),
    counters: { sent: 1, deleted: 0, waiting: 11 },
  });
  expect(resumed.counters).toMatchObject({ sent: 12, deleted: 12 });
  expect([...inSource().values()].every((count) => count === 1)).toBe(true);
}, 90_000);

test("throttling slows a run down and loses nothing", async () => {
  const { dlq } = await aDeadLetterQueue(BODIES);
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "throttle", from: 1, until: 2 });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  expect(run.counters).toMatchObject({ sent: 12, deleted: 12, ambiguous: 0 });
  expect([...inSource().values()].every((count) => count === 1)).toBe(true);
}, 90_000);

test("a dead-letter queue deleted under our feet ends the run, and what was sent stays counted as sent", async () => {
  const { dlq, pair } = await aDeadLetterQueue(BODIES);
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 2 });
  const driving = driveRun(world.worker(), runId);
  await expect
    .poll(async () => (await world.ask("getRun", { id: runId })).counters.sent, { timeout: 20_000 })
    .toBeGreaterThan(1);

  const { DeleteQueueCommand } = await import("@aws-sdk/client-sqs");
  await world.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: pair.dlqUrl }));
  await driving;

  const run = await world.ask("getRun", { id: runId });
  const { sent, skipped, selected } = run.counters;
  expect(run.state).toBe("failed");
  expect(sent + skipped).toBe(selected);
}, 90_000);

test("an empty receive while messages are there does not end a run", async () => {
  const { dlq } = await aDeadLetterQueue(BODIES);
  await aFault(world, {
    operation: "sqs:ReceiveMessage",
    kind: "emptyReceive",
    queueName: "orders-dlq",
    from: 1,
    until: 4,
  });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  expect(run.counters).toMatchObject({ sent: 12, deleted: 12, skipped: 0 });
}, 90_000);

test("a message handed out twice at once is sent once", async () => {
  const { dlq } = await aDeadLetterQueue(BODIES);
  await aFault(world, { operation: "sqs:ReceiveMessage", kind: "duplicateDelivery", queueName: "orders-dlq" });

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  expect(run.counters).toMatchObject({ selected: 12, sent: 12 });
  expect([...inSource().values()].every((count) => count === 1)).toBe(true);
}, 90_000);

test("messages that somebody else took meanwhile are skipped with the reason, not called sent", async () => {
  const { dlq, pair } = await aDeadLetterQueue(["mine", "theirs"]);
  const { ReceiveMessageCommand, DeleteMessageCommand } = await import("@aws-sdk/client-sqs");
  const { Messages = [] } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: pair.dlqUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  const theirs = Messages.find((message) => message.Body === "theirs");
  await world.aws.sqs.send(
    new DeleteMessageCommand({ QueueUrl: pair.dlqUrl, ReceiptHandle: theirs?.ReceiptHandle ?? "" }),
  );

  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id } });

  const skipped = (await itemsOf(world, run.id)).find((item) => item.state === "skipped");
  expect(run.counters).toMatchObject({ selected: 2, sent: 1, skipped: 1 });
  expect(skipped?.reason).toBe("not in the dead-letter queue any more");
}, 90_000);
