import { expect, test } from "vitest";
import type { Notification } from "./notification";
import { lambdaEvent, queueMessage } from "./notification-forms";
import type { Subscription } from "./state";

const topicArn = "arn:aws:sns:us-east-1:111122223333:orders";
const subscription: Subscription = {
  arn: `${topicArn}:1`,
  topicArn,
  owner: "111122223333",
  principalArn: "arn:aws:iam::111122223333:root",
  protocol: "lambda",
  endpoint: "arn:aws:lambda:us-east-1:111122223333:function:f",
  createdAt: 0,
  attributes: {},
  held: {},
};
const notification: Notification = {
  messageId: "m",
  topicArn,
  publishedAt: 0,
  message: "for all",
  byProtocol: { default: "for all", lambda: 'say "hi"' },
  attributes: { kind: { DataType: "String", StringValue: "new" } },
};

test("a function gets one record, with its own spelling of the URLs", () => {
  const { Records } = JSON.parse(lambdaEvent(notification, subscription, "1"));

  expect(Records).toEqual([
    {
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: subscription.arn,
      Sns: {
        Type: "Notification",
        MessageId: "m",
        TopicArn: topicArn,
        Subject: null,
        Message: 'say "hi"',
        Timestamp: "1970-01-01T00:00:00.000Z",
        SignatureVersion: "1",
        Signature: expect.any(String),
        SigningCertUrl: expect.any(String),
        UnsubscribeUrl: expect.stringContaining(subscription.arn),
        MessageAttributes: { kind: { Type: "String", Value: "new" } },
      },
    },
  ]);
});

test("a function's dead letter is the envelope with the function's text", () => {
  const { MessageBody } = queueMessage(notification, subscription, "arn:aws:sqs:us-east-1:111122223333:dead", "1");

  expect(JSON.parse(MessageBody ?? "")).toMatchObject({ Type: "Notification", Message: 'say "hi"' });
});

test("a signature is as long as AWS's and the same for the same message", () => {
  const [one, other] = [1, 2].map(() => JSON.parse(lambdaEvent(notification, subscription, "1")).Records[0].Sns);

  expect(Buffer.from(one.Signature, "base64")).toHaveLength(256);
  expect(other.Signature).toBe(one.Signature);
});
