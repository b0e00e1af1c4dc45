import { expect, test } from "vitest";
import type { ObservedMessage } from "@/lib/core/messages/message";
import { originOf } from ".";

const dlqArn = "arn:aws-cn:sqs:cn-north-1:1:orders-dlq";
const sourceArn = "arn:aws-cn:sqs:cn-north-1:1:orders";
const graph = { queueArn: dlqArn, knownSourceQueueArns: [sourceArn] };
const text = (stringValue: string) => ({ dataType: "String", stringValue });
const aMessage = (over: Partial<ObservedMessage> = {}): ObservedMessage => ({
  messageId: "m",
  body: "{}",
  attributes: {},
  system: {},
  ...over,
});
const moved = { DeadLetterQueueSourceArn: sourceArn };

test("a message that SQS moved failed in the consumer of its source queue, and goes back there", () => {
  expect(originOf(aMessage({ system: moved }), graph)).toEqual({
    kind: "sqs-redrive",
    certainty: "certain",
    sourceQueueArn: sourceArn,
    failingStage: "the consumer of orders",
    wayBack: "Send it back to orders, with its body, attributes and group unchanged.",
  });
});

test("a message that pretends to come from EventBridge but was moved by SQS was moved by SQS", () => {
  const liar = aMessage({
    system: moved,
    attributes: { RULE_ARN: text("arn:aws:events:x:1:rule/r"), TARGET_ARN: text("t"), ERROR_CODE: text("TIMEOUT") },
  });

  expect(originOf(liar, graph).kind).toBe("sqs-redrive");
});

test("a source queue that no longer dead-letters here is said to be so", () => {
  const origin = originOf(aMessage({ system: moved }), { ...graph, knownSourceQueueArns: [] });

  expect(origin.wayBack).toContain("no longer names this queue");
});

test("a message without marks was sent directly", () => {
  expect(originOf(aMessage(), graph)).toMatchObject({ kind: "direct-send", certainty: "probable" });
});

test("a direct send is a mere guess where other services dead-letter too", () => {
  const origin = originOf(aMessage(), { ...graph, alsoNamedBy: ["arn:aws:sns:x:1:t:sub"] });

  expect(origin).toMatchObject({ kind: "direct-send", certainty: "unknown" });
});

test.each([
  ["an EventBridge rule", { RULE_ARN: text("r"), TARGET_ARN: text("t") }],
  ["a schedule", { SCHEDULE_ARN: text("s") }],
  ["a failed Lambda invocation", { RequestID: text("r"), ErrorCode: text("200"), ErrorMessage: text("x") }],
])("a dead letter of %s is not taken for a direct send", (_, attributes) => {
  expect(originOf(aMessage({ attributes }), graph)).toMatchObject({ kind: "unknown", certainty: "unknown" });
});
