import { expect, test } from "vitest";
import { deleteByHandle, receiptHandleOf } from "./claims";
import { START, TestRegion } from "./test-region";

const MINUTE = 60_000;

function minutesOf(aws: TestRegion, name: string, from = START) {
  const queue = aws.state.queueMetrics("111111111111", "eu-west-1").find(({ queueName }) => queueName === name);
  return [...(queue?.minutes(from, aws.now) ?? [])];
}

test("every minute shows what was there at its end, although nobody looked", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "12345");
  aws.send(queue, "1");
  aws.receive(queue, { limit: 1, visibilitySeconds: 90 });
  aws.pass(180);

  expect(minutesOf(aws, "orders")).toMatchObject([
    { at: START, visible: 1, notVisible: 1, sent: 2, sentBytes: 6, sentBytesMin: 1, sentBytesMax: 5, received: 1 },
    { at: START + MINUTE, visible: 2, notVisible: 0, sent: 0, received: 0, ageOfOldestSeconds: 120 },
    { at: START + 2 * MINUTE, visible: 2, ageOfOldestSeconds: 180 },
  ]);
});

test("in a dead-letter queue age counts from the move and nothing counts as sent", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq");
  const source = aws.source("orders", dlq);
  aws.send(source, "poison");
  aws.pass(600);
  for (const _ of [1, 2]) aws.receive(source, { visibilitySeconds: 0 });
  aws.pass(60);

  expect(minutesOf(aws, "orders-dlq").at(-1)).toMatchObject({ visible: 1, sent: 0, ageOfOldestSeconds: 60 });
});

test("a message received three times in vain no longer makes a standard queue look old", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "poison");
  aws.pass(60);
  for (let times = 0; times < 2; times++) aws.receive(queue, { visibilitySeconds: 0 });
  aws.receive(queue, { visibilitySeconds: 90 });
  aws.send(queue, "fresh");
  aws.pass(120);

  const ages = minutesOf(aws, "orders").map((minute) => minute.ageOfOldestSeconds);
  expect(ages).toEqual([60, 120, 120]);
});

test("on a FIFO queue a message received again and again goes on ageing", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders.fifo", { ContentBasedDeduplication: "true" });
  aws.send(queue, "poison", { MessageGroupId: "g" });
  for (let times = 0; times < 5; times++) aws.receive(queue, { visibilitySeconds: 0 });
  aws.pass(60);

  expect(minutesOf(aws, "orders.fifo")).toMatchObject([{ ageOfOldestSeconds: 60, groupsInFlight: 0 }]);
});

test("a queue falls silent six hours after it was last touched, one with messages never", () => {
  const aws = new TestRegion();
  aws.queue("empty");
  aws.send(aws.queue("full", { MessageRetentionPeriod: "1209600" }), "stays");
  aws.pass(10 * 24 * 3600);

  expect(minutesOf(aws, "empty")).toHaveLength(360);
  expect(minutesOf(aws, "full")).toHaveLength(10 * 24 * 60);
});

test("a quiet fortnight takes no room", () => {
  const aws = new TestRegion();
  aws.send(aws.queue("full", { MessageRetentionPeriod: "1209600" }), "stays");
  aws.pass(13 * 24 * 3600);

  expect(aws.region.metrics[0]?.serialize().stretches).toHaveLength(1);
});

test("deletes count even when there was nothing left to delete", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  aws.send(queue, "one");
  const handle = receiptHandleOf(queue, aws.receive(queue)[0]!);
  for (const _ of [1, 2]) deleteByHandle(queue, handle, "someone", aws.now);
  aws.pass(60);

  expect(minutesOf(aws, "orders")).toMatchObject([{ deleted: 2, visible: 0 }]);
});
