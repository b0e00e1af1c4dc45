import fc from "fast-check";
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
    anchorArn: sourceArn,
    failingStage: "the consumer of orders",
    wayBack: "Send it back to orders, with its body, attributes and group unchanged.",
    original: "{}",
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

const subscription = (topic: string, name: string) => ({
  kind: "subscription" as const,
  arn: `arn:aws:sns:x:1:${topic}:${name}`,
  part: null,
  topicArn: `arn:aws:sns:x:1:${topic}`,
  isRaw: true,
});

test("a direct send is a mere guess where subscriptions of several topics pass messages on without a mark", () => {
  const origin = originOf(aMessage(), { ...graph, namedBy: [subscription("t", "a"), subscription("u", "b")] });

  expect(origin).toMatchObject({ kind: "direct-send", certainty: "unknown" });
});

test("a message without a mark belongs to the topic whose subscriptions give up here, though not to one of them", () => {
  const origin = originOf(aMessage(), { ...graph, namedBy: [subscription("t", "a"), subscription("t", "b")] });

  expect(origin).toMatchObject({ kind: "sns-subscription", certainty: "probable", anchorArn: "arn:aws:sns:x:1:t" });
  expect(origin.wayBack).toContain("which of the 2 subscriptions of t");
});

test("what an AWS service marked, but no rule knows, is not taken for a direct send", () => {
  const origin = originOf(aMessage({ attributes: { ERROR_CODE: text("X") } }), graph);

  expect(origin).toMatchObject({ kind: "unknown", certainty: "unknown", anchorArn: dlqArn });
});

const rule = "arn:aws:events:x:1:rule/bus/paid";
const dead = (more: Record<string, string>, body = "{}") =>
  originOf(
    aMessage({
      body,
      attributes: Object.fromEntries(Object.entries(more).map(([name, value]) => [name, text(value)])),
    }),
    graph,
  );

test("a rule's dead letter tells code, message and retries, and the code tells the cause", () => {
  const marks = { RULE_ARN: rule, TARGET_ARN: "arn:aws:lambda:x:1:function:f" };

  const origin = dead({ ...marks, ERROR_CODE: "THROTTLING", ERROR_MESSAGE: "Rate exceeded", RETRY_ATTEMPTS: "185" });

  expect(origin).toMatchObject({
    anchorArn: rule,
    anchorPart: marks.TARGET_ARN,
    error: { code: "THROTTLING", text: "Rate exceeded", retries: 185, cause: "throttled" },
  });
  expect(origin.wayBack).toContain("Invoke f alone");
});

test("an error code that nobody knows is kept, and its cause left to the text", () => {
  const origin = dead({ RULE_ARN: rule, TARGET_ARN: "t", ERROR_CODE: "BRAND_NEW", RETRY_ATTEMPTS: "many" });

  expect(origin.error).toEqual({ code: "BRAND_NEW", where: "attribute ERROR_CODE" });
});

test("the event in a function's record is what goes back, with every digit of its numbers", () => {
  const record =
    '{"requestContext":{"functionArn":"arn:aws:lambda:x:1:function:f:live","condition":"RetriesExhausted","approximateInvokeCount":3},"requestPayload":{"id": 12345678901234567890},"responsePayload":{"errorType":"TypeError","errorMessage":"x is undefined"}}';

  expect(dead({}, record)).toMatchObject({
    anchorArn: "arn:aws:lambda:x:1:function:f",
    original: '{"id": 12345678901234567890}',
    error: { code: "TypeError", text: "x is undefined", retries: 2 },
  });
});

test("the input of a schedule that was cut cannot go back", () => {
  const origin = dead({ SCHEDULE_ARN: "arn:aws:scheduler:x:1:schedule/g/s", IS_PAYLOAD_TRUNCATED: "true" });

  expect(origin.original).toBeUndefined();
  expect(origin.wayBack).toContain("cannot be sent back");
});

test.each([
  ["DDBStreamBatchInfo", false],
  ["KinesisBatchInfo", true],
])("a pointer into a stream says until when its records are there: %s", (name, isAtTheEarliest) => {
  const info = { approximateArrivalOfFirstRecord: "2026-11-01T10:00:00Z" };

  const origin = dead({}, JSON.stringify({ requestContext: { functionArn: "f" }, [name]: info }));

  expect(origin.recordsUntil).toEqual({ at: new Date("2026-11-02T10:00:00Z"), isAtTheEarliest });
  expect(origin.original).toBeUndefined();
});

test("a batch whose time nobody can read has no deadline, and throws nothing", () => {
  const info = { approximateArrivalOfFirstRecord: "soon" };

  expect(dead({}, JSON.stringify({ requestContext: { functionArn: "f" }, KinesisBatchInfo: info }))).toMatchObject({
    kind: "stream-mapping",
  });
});

test("what one of our own runs sent here is known by its id, unless the service that failed left its marks", () => {
  const sentByUs = new Map([["m", 7]]);

  expect(originOf(aMessage(), { ...graph, sentByUs })).toMatchObject({ kind: "restored", certainty: "certain" });
  expect(originOf(aMessage({ system: moved }), { ...graph, sentByUs }).kind).toBe("sqs-redrive");
});

test("whatever stands where AWS writes its marks, an origin is named and nothing is thrown", () => {
  const value = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("", "1.0", "Notification", rule),
  );
  const member = fc.oneof(value, fc.jsonValue({ maxDepth: 2 }));
  const names = (list: string) => fc.constantFrom(...list.split(" "));
  const inner = fc.dictionary(
    names("functionArn condition partnerResourceArn streamArn approximateArrivalOfFirstRecord errorType __proto__"),
    member,
  );
  const body = fc.dictionary(
    names(
      "requestContext context KinesisBatchInfo DDBStreamBatchInfo requestPayload responsePayload Type TopicArn MessageId UnsubscribeURL subscriberArn failedMessages version",
    ),
    fc.oneof(member, inner),
  );
  const attributes = fc.dictionary(
    names("RULE_ARN TARGET_ARN SCHEDULE_ARN SUBSCRIBER_ARN BUS_ARN ERROR_CODE RequestID ErrorCode ErrorMessage"),
    value,
  );
  fc.assert(
    fc.property(body, attributes, (json, marks) => {
      const origin = dead(marks, JSON.stringify(json));
      expect([origin.failingStage, origin.wayBack, origin.anchorArn].every((part) => part !== "")).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
