import { expect, test } from "vitest";
import { TestRegion } from "./test-region";

const BY_TESTER = { senderId: "AIDATESTER", deniedArns: [] };

function withDeadLetters(count: number) {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq");
  const source = aws.source("orders", dlq);
  for (let n = 0; n < count; n++) aws.send(source, `${n}`);
  for (let n = 0; n < count; n++) aws.receive(source, { limit: 1, visibilitySeconds: 0 });
  for (let n = 0; n < count; n++) aws.receive(source, { limit: 1, visibilitySeconds: 0 });
  return { aws, dlq, source };
}

test("a task moves at its rate and is complete when nothing is left", () => {
  const { aws, dlq, source } = withDeadLetters(20);
  const task = aws.region.moveTasks.start(dlq, { ...BY_TESTER, perSecond: 5 }, aws.now);
  aws.pass(2);
  const halfway = task.movedCount;
  aws.pass(3);

  expect(halfway).toBe(10);
  expect(task).toMatchObject({ status: "COMPLETED", movedCount: 20, toMoveCount: 20 });
  expect(aws.bodies(source)).toHaveLength(10);
});

test("a moved message is a new one: new id, count at zero, no dead-letter source", () => {
  const { aws, dlq, source } = withDeadLetters(1);
  const [before] = [...dlq.store.all()];
  aws.region.moveTasks.start(dlq, BY_TESTER, aws.now);
  aws.pass(1);

  const [after] = aws.receive(source);
  expect(after).toMatchObject({ body: "0", receiveCount: 1, senderId: "AIDATESTER" });
  expect(after?.deadLetterSourceArn).toBeUndefined();
  expect(after?.id).not.toBe(before?.id);
});

test("only one task at a time runs on a queue", () => {
  const { aws, dlq } = withDeadLetters(2);
  aws.region.moveTasks.start(dlq, { ...BY_TESTER, perSecond: 1 }, aws.now);

  expect(() => aws.region.moveTasks.start(dlq, BY_TESTER, aws.now)).toThrow(/already a task running/);
});

test("a cancelled task keeps what it moved and moves no more", () => {
  const { aws, dlq } = withDeadLetters(10);
  const task = aws.region.moveTasks.start(dlq, { ...BY_TESTER, perSecond: 2 }, aws.now);
  aws.pass(2);
  aws.region.moveTasks.cancel(task, aws.now);
  const atOnce = task.status;
  aws.pass(60);

  expect([atOnce, task.status, task.movedCount, dlq.store.size]).toEqual(["CANCELLING", "CANCELLED", 4, 6]);
});

test("a message that SQS did not dead-letter stops a task without a destination, and stays", () => {
  const { aws, dlq, source } = withDeadLetters(1);
  aws.send(dlq, "sent straight here");
  const task = aws.region.moveTasks.start(dlq, BY_TESTER, aws.now);
  aws.pass(1);

  expect(task).toMatchObject({ status: "FAILED", failureReason: "CouldNotDetermineMessageSource", movedCount: 1 });
  expect(aws.bodies(dlq)).toEqual(["sent straight here"]);
  expect(aws.bodies(source)).toEqual(["0"]);
});

test("with a destination of its own a task moves them all", () => {
  const { aws, dlq } = withDeadLetters(1);
  const target = aws.queue("elsewhere");
  aws.send(dlq, "sent straight here");
  aws.region.moveTasks.start(dlq, { ...BY_TESTER, destinationArn: target.arn }, aws.now);
  aws.pass(1);

  expect(aws.bodies(target)).toEqual(["0", "sent straight here"]);
});

test("a task whose destination is deleted fails and says so", () => {
  const { aws, dlq } = withDeadLetters(10);
  const target = aws.queue("elsewhere");
  const task = aws.region.moveTasks.start(dlq, { ...BY_TESTER, destinationArn: target.arn, perSecond: 1 }, aws.now);
  aws.pass(3);
  aws.region.delete(target, "someone", aws.now);
  aws.pass(3);

  expect(task).toMatchObject({
    status: "FAILED",
    failureReason: "AWS.SimpleQueueService.NonExistentQueue",
    movedCount: 3,
  });
  expect(dlq.store.size).toBe(7);
});

test("messages in flight are left behind", () => {
  const { aws, dlq } = withDeadLetters(3);
  aws.receive(dlq, { limit: 1 });
  const task = aws.region.moveTasks.start(dlq, BY_TESTER, aws.now);
  aws.pass(1);

  expect([task.status, task.movedCount, dlq.store.counts.inFlight]).toEqual(["COMPLETED", 2, 1]);
});

test("a source that the dead-letter queue no longer allows gets nothing back", () => {
  const { aws, dlq } = withDeadLetters(1);
  aws.region.configure(dlq, { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' }, aws.now);
  const task = aws.region.moveTasks.start(dlq, BY_TESTER, aws.now);
  aws.pass(1);

  expect(task).toMatchObject({ status: "FAILED", failureReason: "AccessDenied", movedCount: 0 });
});

test("FIFO messages move in order and no deduplication swallows them", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq.fifo");
  const source = aws.source("orders.fifo", dlq);
  const target = aws.queue("again.fifo", { ContentBasedDeduplication: "true" });
  for (let n = 0; n < 5; n++) aws.send(source, `${n}`, { MessageGroupId: "g", MessageDeduplicationId: `${n}` });
  for (const _ of [1, 2]) aws.receive(source, { visibilitySeconds: 0 });
  aws.region.moveTasks.start(dlq, { ...BY_TESTER, destinationArn: target.arn }, aws.now);
  aws.pass(1);

  expect(aws.bodies(target)).toEqual(["0", "1", "2", "3", "4"]);
});
