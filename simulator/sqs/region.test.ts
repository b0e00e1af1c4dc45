import { expect, test } from "vitest";
import { TestRegion } from "./test-region";

const policy = (deadLetterTargetArn: string, maxReceiveCount: unknown = 3) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
});
const arn = (name: string, accountId = "111111111111", region = "eu-west-1") =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;
const withCode = (code: string) => expect.objectContaining({ code });

test("creating a queue again with the same attributes gives the same queue", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("dlq");
  const queue = aws.queue("orders", { DelaySeconds: "5", ...policy(dlq.arn, 3) });

  expect(aws.queue("orders", { DelaySeconds: "5", ...policy(dlq.arn, "3") })).toBe(queue);
});

test("creating it with a different attribute is QueueNameExists", () => {
  const aws = new TestRegion();
  aws.queue("orders");

  expect(() => aws.queue("orders", { DelaySeconds: "5" })).toThrow(withCode("QueueNameExists"));
});

test("the name of a deleted queue is blocked for 60 seconds", () => {
  const aws = new TestRegion();
  aws.region.delete(aws.queue("orders"), "someone", aws.now);
  aws.pass(59);
  const early = () => aws.queue("orders");

  expect(early).toThrow(withCode("QueueDeletedRecently"));
  aws.pass(1);
  expect(aws.queue("orders").store.size).toBe(0);
});

test("what is remembered of a deleted queue goes with its last minute of metrics, after 15 days", () => {
  const aws = new TestRegion();
  aws.region.delete(aws.queue("orders"), "someone", aws.now);
  aws.pass(14 * 86_400);
  const kept = aws.region.serialize();

  aws.pass(86_400);

  expect(kept).toMatchObject({ deletedAt: [["orders", expect.any(Number)]], metrics: [{ queueName: "orders" }] });
  expect(aws.region.serialize()).toMatchObject({ deletedAt: [], metrics: [] });
});

test.each([
  ["names a queue that does not exist", arn("absent"), "Dead letter target does not exist"],
  ["names a queue of another account", arn("dlq", "222222222222"), "owner and region"],
  ["names a queue of another Region", arn("dlq", "111111111111", "eu-west-2"), "owner and region"],
  ["names a FIFO queue", arn("dlq.fifo"), "same type"],
  ["names a queue that does not allow it", arn("closed"), "does not allow"],
  ["names no queue at all", "nonsense", "Invalid value for deadLetterTargetArn"],
])("a redrive policy that %s is refused", (_, target, reason) => {
  const aws = new TestRegion();
  aws.queue("dlq");
  aws.queue("dlq.fifo");
  aws.queue("closed", {
    RedriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn("other")] }),
  });

  expect(() => aws.queue("orders", policy(target))).toThrow(reason);
});

test("an empty redrive policy clears it", () => {
  const aws = new TestRegion();
  const dlq = aws.queue("dlq");
  const orders = aws.source("orders", dlq);
  aws.region.configure(orders, { RedrivePolicy: "" }, aws.now);

  expect(orders.attributes.RedrivePolicy).toBeUndefined();
  expect(aws.region.sourcesOf(dlq)).toEqual([]);
});

test.each([
  ["DelaySeconds", "901", "InvalidAttributeValue"],
  ["VisibilityTimeout", "43201", "InvalidAttributeValue"],
  ["MessageRetentionPeriod", "59", "InvalidAttributeValue"],
  ["MaximumMessageSize", "1048577", "InvalidAttributeValue"],
  ["ReceiveMessageWaitTimeSeconds", "soon", "InvalidAttributeValue"],
  ["RedriveAllowPolicy", '{"redrivePermission":"some"}', "InvalidParameterValue"],
  ["RedrivePolicy", "no json", "InvalidParameterValue"],
  ["ContentBasedDeduplication", "true", "InvalidAttributeName"],
  ["Colour", "red", "InvalidAttributeName"],
])("%s = %s is refused: %s", (name, value, code) => {
  expect(() => new TestRegion().queue("orders", { [name]: value })).toThrow(withCode(code));
});

test("a KMS key and encryption by SQS exclude each other", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders", { KmsMasterKeyId: "alias/mine" });
  const withKey = queue.attributes;
  aws.region.configure(queue, { SqsManagedSseEnabled: "true" }, aws.now);

  expect(withKey).toMatchObject({ SqsManagedSseEnabled: "false", KmsDataKeyReusePeriodSeconds: "300" });
  expect(queue.attributes.KmsMasterKeyId).toBeUndefined();
});
