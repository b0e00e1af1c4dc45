import { expect, test } from "vitest";
import { changeVisibility, deleteByHandle, receiptHandleOf } from "./claims";
import { checkInFlightLimit } from "./receiving";
import { TestRegion } from "./test-region";

test("a message is invisible for its visibility timeout and then comes back with a higher count", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "one");
  aws.receive(queue, { visibilitySeconds: 30 });
  aws.pass(29);
  const early = aws.receive(queue);
  aws.pass(1);

  expect(early).toEqual([]);
  expect(queue.store.counts).toMatchObject({ visible: 1, inFlight: 0 });
  expect(aws.receive(queue)[0]?.receiveCount).toBe(2);
});

test("an older handle deletes nothing and says nothing", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "one");
  const older = receiptHandleOf(queue, aws.receive(queue, { visibilitySeconds: 0 })[0]!);
  aws.receive(queue);
  deleteByHandle(queue, older, "someone", aws.now);

  expect(queue.store.size).toBe(1);
});

test("the latest handle deletes a message of a standard queue even after its visibility timeout", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "one");
  const handle = receiptHandleOf(queue, aws.receive(queue, { visibilitySeconds: 1 })[0]!);
  aws.pass(2);
  deleteByHandle(queue, handle, "someone", aws.now);

  expect(aws.receive(queue)).toEqual([]);
});

test("a handle of another queue is no handle here", () => {
  const aws = new TestRegion();
  const [orders, other] = [aws.queue("orders"), aws.queue("other")];
  aws.send(orders, "one");
  const handle = receiptHandleOf(orders, aws.receive(orders)[0]!);

  expect(() => deleteByHandle(other, handle, "someone", aws.now)).toThrow(/receipt handle .* is not valid/);
});

test("twelve hours after the receive a message cannot be held any longer", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "one");
  const handle = receiptHandleOf(queue, aws.receive(queue, { visibilitySeconds: 43_200 })[0]!);
  aws.pass(1);

  expect(() => changeVisibility(queue, handle, 43_200, aws.now)).toThrow(/beyond the limit/);
  expect(() => changeVisibility(queue, handle, 43_199, aws.now)).not.toThrow();
});

test("a message received too often goes to the dead-letter queue with its id and its send time", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq");
  const source = aws.source("orders", dlq, 2);
  const sent = aws.send(source, "poison");
  const sentAt = aws.now;
  for (let times = 0; times < 3; times++) {
    aws.receive(source, { visibilitySeconds: 1 });
    aws.pass(1);
  }

  expect(aws.receive(dlq)).toMatchObject([
    { id: sent.messageId, sentAt, deadLetterSourceArn: source.arn, receiveCount: 3, body: "poison" },
  ]);
  expect(source.store.size).toBe(0);
});

test("a FIFO dead-letter queue starts the send time anew and deduplicates by message id", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq.fifo");
  const source = aws.source("orders.fifo", dlq);
  const sent = aws.send(source, "poison", { MessageGroupId: "g", MessageDeduplicationId: "mine" });
  aws.receive(source, { visibilitySeconds: 5 });
  aws.pass(5);
  aws.receive(source);

  expect(aws.receive(dlq)).toMatchObject([
    { id: sent.messageId, dedupId: sent.messageId, sentAt: aws.now, groupId: "g" },
  ]);
});

test("a dead-letter queue that no longer allows the source gets nothing from it", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq");
  const source = aws.source("orders", dlq);
  aws.region.configure(dlq, { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' }, aws.now);
  aws.deadLetter(source, "stays");

  expect([source.store.size, dlq.store.size]).toEqual([1, 0]);
});

test("retention in a standard dead-letter queue goes on from the first send, in a FIFO one it starts anew", () => {
  const aws = new TestRegion();
  const twoHours = { MessageRetentionPeriod: "7200" };
  const dlq = aws.queue("a-dlq", twoHours);
  const fifoDlq = aws.queue("b-dlq.fifo", twoHours);
  const source = aws.source("a", dlq);
  const fifoSource = aws.source("b.fifo", fifoDlq);
  aws.send(source, "standard");
  aws.send(fifoSource, "fifo", { MessageGroupId: "g", MessageDeduplicationId: "d" });
  aws.pass(3600);
  for (const queue of [source, source, fifoSource, fifoSource]) aws.receive(queue, { visibilitySeconds: 0 });
  aws.pass(3600);

  expect([dlq.store.size, fifoDlq.store.size]).toEqual([0, 1]);
});

test("messages in flight expire too", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders", { MessageRetentionPeriod: "60" });
  aws.send(queue, "one");
  aws.receive(queue, { visibilitySeconds: 600 });
  aws.pass(60);

  expect(queue.store.counts).toMatchObject({ visible: 0, inFlight: 0 });
  expect(aws.effects.at(-1)).toMatchObject({ action: "DeleteMessage", principalArn: "sqs" });
});

test("a delayed message becomes receivable when its delay is over", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "later", { DelaySeconds: 10 });
  const early = aws.bodies(queue);
  aws.pass(10);

  expect([early, aws.bodies(queue)]).toEqual([[], ["later"]]);
});

test("duplicate delivery: two receivers hold the same message, only the later handle deletes it", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "twice");
  const first = receiptHandleOf(queue, aws.receive(queue, { fault: "duplicateDelivery" })[0]!);
  const [second] = aws.receive(queue);
  deleteByHandle(queue, first, "someone", aws.now);

  expect(second?.body).toBe("twice");
  expect(queue.store.counts.inFlight).toBe(1);
});

test("a late receive: the claim is over when the answer arrives", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "late");
  const late = aws.bodies(queue, { fault: "lateReceive", visibilitySeconds: 600 });

  expect(late).toEqual(["late"]);
  expect(aws.bodies(queue)).toEqual(["late"]);
});

test("120,000 in flight: a standard queue refuses, a FIFO queue gives nothing", { timeout: 30_000 }, () => {
  const aws = new TestRegion();
  const standard = aws.queue("orders");
  const fifo = aws.queue("orders.fifo", { ContentBasedDeduplication: "true" });
  for (let n = 0; n < 120_001; n++) {
    aws.send(standard, `${n}`);
    aws.send(fifo, `${n}`, { MessageGroupId: `${n}` });
  }
  for (let n = 0; n < 12_000; n++) for (const queue of [standard, fifo]) aws.receive(queue);

  expect(() => checkInFlightLimit(standard)).toThrow(/Too many messages are in flight/);
  expect(aws.receive(fifo)).toEqual([]);
});

test("what a receive costs does not grow with the length of the queue", () => {
  const millisecondsFor = (length: number) => {
    const aws = new TestRegion();
    const queue = aws.queue("orders");
    for (let n = 0; n < length; n++) aws.send(queue, `${n}`);
    const startedAt = performance.now();
    for (let n = 0; n < 500; n++) aws.receive(queue, { visibilitySeconds: 5 });
    return performance.now() - startedAt;
  };
  millisecondsFor(6000);

  expect(millisecondsFor(100_000)).toBeLessThan(20 * millisecondsFor(6000) + 50);
});
