import { expect, test } from "vitest";
import { deleteByHandle, receiptHandleOf } from "./claims";
import { receiveFrom } from "./receiving";
import { SqsState } from "./state";
import { TestRegion } from "./test-region";

function reloaded(aws: TestRegion) {
  const data: unknown = JSON.parse(JSON.stringify(aws.state.serialize()));
  const state = SqsState.load(data, { effect: () => {} });
  return { state, region: state.regionOf("111111111111", "eu-west-1") };
}

test("a state that was saved and loaded saves the same again", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq");
  const source = aws.source("orders", dlq, 1);
  aws.deadLetter(source, "poison", { MessageAttributes: { a: { DataType: "Binary", BinaryValue: "AAE=" } } });
  aws.send(source, "delayed", { DelaySeconds: 60 });
  aws.region.moveTasks.start(dlq, { senderId: "x", deniedArns: [], perSecond: 1 }, aws.now);
  aws.pass(90);

  const { state } = reloaded(aws);

  expect(JSON.parse(JSON.stringify(state.serialize()))).toEqual(JSON.parse(JSON.stringify(aws.state.serialize())));
});

test("after a restart a receipt handle still deletes and a claim still runs out", () => {
  const aws = new TestRegion();
  const orders = aws.queue("orders");
  aws.send(orders, "one");
  aws.send(orders, "two");
  const [one] = aws.receive(orders, { visibilitySeconds: 30 });
  const handle = receiptHandleOf(orders, one!);

  const { state, region } = reloaded(aws);
  const queue = region.find("orders")!;
  deleteByHandle(queue, handle, "someone", aws.now);
  state.tick(aws.now + 30_000);

  expect(queue.store.counts).toMatchObject({ visible: 1, inFlight: 0, delayed: 0 });
});

test("after a restart a running move task goes on where it was", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("orders-dlq");
  const source = aws.source("orders", dlq, 1);
  for (let n = 0; n < 6; n++) aws.deadLetter(source, `${n}`);
  aws.region.moveTasks.start(dlq, { senderId: "x", deniedArns: [], perSecond: 2 }, aws.now);
  aws.pass(1);

  const { state, region } = reloaded(aws);
  state.tick(aws.now + 10_000);

  expect(region.moveTasks.of(dlq.arn)).toMatchObject([{ status: "COMPLETED", movedCount: 6 }]);
});

test("FIFO order, closed groups and remembered ids outlive a restart", () => {
  const aws = new TestRegion();
  const orders = aws.queue("orders.fifo", { ContentBasedDeduplication: "true" });
  for (const body of ["a1", "a2"]) aws.send(orders, body, { MessageGroupId: "a" });
  aws.send(orders, "b1", { MessageGroupId: "b" });
  aws.receive(orders, { limit: 1, visibilitySeconds: 30 });

  const { region } = reloaded(aws);
  const queue = region.find("orders.fifo")!;
  const request = { limit: 10, visibilitySeconds: 60 };
  const now = receiveFrom(queue, request, aws.now).map((message) => message.body);
  queue.settle(aws.now + 30_000);
  const later = receiveFrom(queue, request, aws.now + 30_000).map((message) => message.body);

  expect([now, later]).toEqual([["b1"], ["a1", "a2"]]);
});
