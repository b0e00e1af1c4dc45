import { expect, test } from "vitest";
import { changeVisibility, deleteByHandle, receiptHandleOf } from "./claims";
import { TestRegion } from "./test-region";

function filled(...messages: readonly (readonly [group: string, body: string])[]) {
  const aws = new TestRegion();
  const queue = aws.queue("orders.fifo", { ContentBasedDeduplication: "true" });
  for (const [MessageGroupId, body] of messages) aws.send(queue, body, { MessageGroupId });
  return { aws, queue };
}

test("one receive takes several messages of a group, in order, then of the next group", () => {
  const { aws, queue } = filled(["a", "a1"], ["b", "b1"], ["a", "a2"]);

  expect(aws.bodies(queue)).toEqual(["a1", "a2", "b1"]);
});

test("a group with a message in flight gives nothing, other groups flow", () => {
  const { aws, queue } = filled(["a", "a1"], ["a", "a2"], ["b", "b1"]);
  aws.receive(queue, { limit: 1 });

  expect(aws.bodies(queue)).toEqual(["b1"]);
});

test("a group flows again when its message in flight is deleted", () => {
  const { aws, queue } = filled(["a", "a1"], ["a", "a2"]);
  const [first] = aws.receive(queue, { limit: 1 });
  deleteByHandle(queue, receiptHandleOf(queue, first!), "someone", aws.now);

  expect(aws.bodies(queue)).toEqual(["a2"]);
});

test("a message that comes back keeps its place in the group", () => {
  const { aws, queue } = filled(["a", "a1"], ["a", "a2"], ["a", "a3"]);
  const [first, second] = aws.receive(queue, { limit: 2 });
  changeVisibility(queue, receiptHandleOf(queue, second!), 0, aws.now);
  changeVisibility(queue, receiptHandleOf(queue, first!), 0, aws.now);

  expect(aws.bodies(queue)).toEqual(["a1", "a2", "a3"]);
});

test("a group stays closed while a later message of it is in flight, even when the first has come back", () => {
  const { aws, queue } = filled(["a", "a1"], ["a", "a2"]);
  const [first] = aws.receive(queue, { limit: 2 });
  changeVisibility(queue, receiptHandleOf(queue, first!), 0, aws.now);

  expect(aws.bodies(queue)).toEqual([]);
});

test("a delayed message holds up those behind it", () => {
  const aws = new TestRegion();
  const queue = aws.queue("slow.fifo", { ContentBasedDeduplication: "true", DelaySeconds: "10" });
  aws.send(queue, "first", { MessageGroupId: "a" });
  queue.configure({ ...queue.attributes, DelaySeconds: "0" }, aws.now);
  aws.send(queue, "second", { MessageGroupId: "a" });
  const early = aws.bodies(queue);
  aws.pass(10);

  expect([early, aws.bodies(queue)]).toEqual([[], ["first", "second"]]);
});

test("a receipt that has expired is refused on a FIFO queue", () => {
  const { aws, queue } = filled(["a", "a1"]);
  const [message] = aws.receive(queue, { visibilitySeconds: 5 });
  const handle = receiptHandleOf(queue, message!);
  aws.pass(5);

  expect(() => deleteByHandle(queue, handle, "someone", aws.now)).toThrow(/receipt handle has expired/);
});

test("a receive repeated under the same attempt id gets the same messages under the same handles", () => {
  const { aws, queue } = filled(["a", "a1"], ["b", "b1"]);
  const first = aws.receive(queue, { attemptId: "try-1" }).map((message) => receiptHandleOf(queue, message));
  aws.pass(20);
  const again = aws.receive(queue, { attemptId: "try-1" }).map((message) => receiptHandleOf(queue, message));
  aws.pass(20);

  expect(again).toEqual(first);
  expect(queue.store.counts.inFlight).toBe(2);
});

test.each([
  ["queue", ["a1"]],
  ["messageGroup", ["a1", "b1"]],
])("with deduplication scope %s the same id in two groups leaves %j", (DeduplicationScope, kept) => {
  const aws = new TestRegion();
  const queue = aws.queue("dedup.fifo", { DeduplicationScope });
  aws.send(queue, "a1", { MessageGroupId: "a", MessageDeduplicationId: "same" });
  aws.send(queue, "b1", { MessageGroupId: "b", MessageDeduplicationId: "same" });

  expect(aws.bodies(queue)).toEqual(kept);
});

test("a deduplication id is remembered for five minutes, also after the message was deleted", () => {
  const { aws, queue } = filled(["a", "a1"]);
  const sent = aws.receive(queue)[0]!;
  deleteByHandle(queue, receiptHandleOf(queue, sent), "someone", aws.now);
  aws.pass(299);
  const repeated = aws.send(queue, "a1", { MessageGroupId: "a" });
  aws.pass(1);
  aws.send(queue, "a1", { MessageGroupId: "a" });

  expect(repeated.messageId).toBe(sent.id);
  expect(queue.store.counts.visible).toBe(1);
});
