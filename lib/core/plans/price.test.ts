import { expect, test } from "vitest";
import { PLAN_DRIVERS } from "./action";
import { executionsPrice, type PricedPlan, planPrice, replayNote } from "./price";

const PLACE = "us-east-1:111111111111";
const to = (destinationArn: string | null, bodyBytes = 1_000) => ({ destinationArn, bodyBytes, editedBytes: null });
const plan = (driver: PricedPlan["driver"], messages: PricedPlan["messages"], more: Partial<PricedPlan> = {}) =>
  planPrice({
    driver,
    messages,
    region: "us-east-1",
    isFifo: false,
    waitingCount: 1_000_000,
    hasSecondCopies: false,
    ...more,
  });
const QUEUE = `arn:aws:sqs:${PLACE}:orders`;

test.each([
  ["a queue, by receive, send and delete", "mover", to(QUEUE), {}, 1.2],
  ["a queue, by the chunks of a large message", "mover", to(QUEUE, 70_000), {}, 2],
  ["a FIFO queue, a quarter dearer each", "mover", to(`${QUEUE}.fifo`), { isFifo: true }, 1.5],
  ["a function, by what an invocation costs", "lambda-invoke", to(`arn:aws:lambda:${PLACE}:function:ship`), {}, 1],
  ["a bus, by what an event costs", "put-events", to(`arn:aws:events:${PLACE}:event-bus/shop`), {}, 1.8],
  ["a topic", "sns-endpoint", to(`arn:aws:sns:${PLACE}:mail`), {}, 1.3],
  [
    "a FIFO topic, by the publish and by its bytes",
    "sns-endpoint",
    to(`arn:aws:sns:${PLACE}:mail.fifo`, 1024 ** 2),
    {},
    6.8 + 0.3 + 16.6015625,
  ],
  ["nowhere, without a send", "discard", to(null), {}, 0.8],
  ["nowhere, with a second copy that is read back", "discard", to(null), { hasSecondCopies: true }, 6.2],
  ["a queue from the vault, without receive and delete", "restore", to(QUEUE), {}, 0.4],
] as const)("a message to %s is priced", (_, driver, message, more, expected) => {
  expect((plan(driver, [message], more).usd ?? Number.NaN) * 1_000_000).toBeCloseTo(expected, 6);
});

test("a message that goes nobody knows where makes the price unknown, not small, and the plan says so", () => {
  expect(plan("mover", [to(QUEUE), to(null)])).toMatchObject({
    usd: null,
    note: expect.stringMatching(/^Not known: where/),
  });
});

test("a move task is priced by what lay in the queue, as a range by how SQS batches", () => {
  expect(plan("move-task", [])).toMatchObject({
    usd: expect.closeTo(1.2),
    note: expect.stringContaining("Between $0.12 and $1.20 for the 1,000,000"),
  });
});

test("what takes a queue that nobody has counted says so, with the price of a million", () => {
  expect(plan("rescue", [], { waitingCount: null })).toMatchObject({
    usd: null,
    note: expect.stringMatching(/nobody has counted.*\$0\.4 a million/),
  });
});

test("executions are priced for each state, because nobody knows how many they go through", () => {
  expect(executionsPrice(2_000, "STANDARD", "us-east-1")).toMatchObject({
    usd: null,
    note: expect.stringMatching(/\$0\.05 for each state of all 2,000 executions, so \$0\.5 for ten/),
  });
  expect(executionsPrice(1_000_000, "EXPRESS", "us-east-1").note).toMatch(/requests cost \$1\.00/);
});

test("no kind of plan leaves the price without words", () => {
  for (const driver of PLAN_DRIVERS) expect(plan(driver, [to(QUEUE)]).note).not.toBe("");
  for (const events of [null, 5]) expect(replayNote(events)).not.toBe("");
});
