import { describe, expect, test } from "vitest";
import type { DoorAnswer } from "../coverage/dead-letter-door";
import { causeByCounts, deadLetterCauses, deliveryCauses, type PlaceKnown, type TargetKnown } from "./likely-causes";

const RULE = "arn:aws:events:eu-west-1:111111111111:rule/paid";
const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:orders";
const there = (door: DoorAnswer | null = null): PlaceKnown => ({ state: "there", door });
const gone: PlaceKnown = { state: "gone", door: null };
const opens: DoorAnswer = { answer: "opens", by: null };
const to = (arn: string, place: PlaceKnown, more: Partial<TargetKnown["target"]> = {}): TargetKnown => ({
  target: { id: "t", arn, roleArn: null, deadLetterArn: null, messageGroupId: null, ...more },
  place,
  deadLetter: null,
});
const dead = (deadLetterArn: string, deadLetter: PlaceKnown): TargetKnown => ({
  ...to(QUEUE, there(opens), { deadLetterArn }),
  deadLetter,
});

describe("why deliveries fail, as far as the inventory tells", () => {
  test.each<[string, TargetKnown, string, string]>([
    ["the target is gone", to(QUEUE, gone), "certain missing-target", "orders is gone"],
    [
      "the queue's policy lacks EventBridge",
      to(QUEUE, there({ answer: "refuses", by: "policy" })),
      "certain permission",
      "does not let events.amazonaws.com send",
    ],
    [
      "AWS's own key",
      to(QUEUE, there({ answer: "refuses", by: "managed-key" })),
      "certain permission",
      "key that EventBridge may not use",
    ],
    ["a key of one's own", to(QUEUE, there({ answer: "possible", by: "key" })), "possible permission", "key of yours"],
    ["a FIFO queue without a group", to(`${QUEUE}.fifo`, there(opens)), "certain schema", "no message group"],
    [
      "a state machine without a role",
      to("arn:aws:states:eu-west-1:1:stateMachine:saga", there()),
      "certain permission",
      "names none",
    ],
    [
      "a state machine with a role",
      to("arn:aws:states:eu-west-1:1:stateMachine:saga", there(), { roleArn: "arn:aws:iam::1:role/start" }),
      "possible permission",
      "the role start",
    ],
    [
      "an HTTP endpoint without a role",
      to("arn:aws:events:eu-west-1:1:api-destination/pay/1-2", there()),
      "certain permission",
      "names none",
    ],
    ["a function", to("arn:aws:lambda:eu-west-1:1:function:ship", there()), "possible permission", "policy of ship"],
    [
      "a bus of another account",
      to("arn:aws:events:eu-west-1:222222222222:event-bus/hub", there()),
      "possible permission",
      "account 222222222222",
    ],
  ])("%s", (_, target, verdict, words) => {
    const [cause] = deliveryCauses(RULE, [target]);

    expect(`${cause?.isCertain ? "certain" : "possible"} ${cause?.kind}`).toBe(verdict);
    expect(cause?.sentence).toContain(words);
  });

  test("a queue that lets EventBridge in is no cause", () => {
    expect(deliveryCauses(RULE, [to(QUEUE, there(opens))])).toEqual([]);
  });

  test("what is sure is said first", () => {
    const targets = [to("arn:aws:lambda:eu-west-1:1:function:ship", there()), to(QUEUE, gone)];

    expect(deliveryCauses(RULE, targets).map(({ isCertain }) => isCertain)).toEqual([true, false]);
  });
});

describe("why a dead-letter queue takes nothing", () => {
  test.each<[string, TargetKnown, string]>([
    ["it is gone", dead(`${QUEUE}-dlq`, gone), "is gone"],
    ["it is FIFO", dead(`${QUEUE}-dlq.fifo`, there()), "FIFO"],
    ["another Region", dead("arn:aws:sqs:us-east-1:111111111111:dlq", there()), "another Region"],
    ["its policy", dead(`${QUEUE}-dlq`, there({ answer: "refuses", by: "policy" })), "its policy lacks it"],
    ["nobody could look", dead(`${QUEUE}-dlq`, { state: "unknown", door: null }), "nobody could look"],
  ])("%s", (_, target, words) => {
    expect(deadLetterCauses(RULE, [target])[0]?.sentence).toContain(words);
  });
});

test.each([
  ["retried before it failed", { failed: 3, retried: 9, throttled: null }, ["transient"]],
  ["never retried", { failed: 3, retried: null, throttled: null }, ["permission"]],
  ["throttled and not failing: delayed", { failed: null, retried: null, throttled: 4 }, ["throttled"]],
  ["nothing told", { failed: null, retried: null, throttled: null }, []],
])("the counts say something of the cause: %s", (_, counts, kinds) => {
  expect(causeByCounts(counts).map(({ kind }) => kind)).toEqual(kinds);
});
