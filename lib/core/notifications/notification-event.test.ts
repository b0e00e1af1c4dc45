import { expect, test } from "vitest";
import { notificationEvent, notificationIn } from "./notification-event";

const SUBSCRIPTION = "arn:aws:sns:eu-central-1:111111111111:orders:5be8";
const envelope = {
  Type: "Notification",
  MessageId: "m-1",
  TopicArn: "arn:aws:sns:eu-central-1:111111111111:orders",
  Message: '{"id":12345678901234567890}',
  Timestamp: "2026-11-20T10:00:00.000Z",
  SignatureVersion: "1",
  Signature: "c2ln",
  SigningCertURL: "https://sns.eu-central-1.amazonaws.com/cert.pem",
  UnsubscribeURL: `https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${SUBSCRIPTION}`,
  MessageAttributes: { kind: { Type: "String", Value: "gift" } },
};

test("the envelope names the subscription that it was made for", () => {
  expect(notificationIn(JSON.stringify(envelope))).toMatchObject({
    topicArn: envelope.TopicArn,
    subscriptionArn: SUBSCRIPTION,
  });
});

test("a function gets the notification as SNS hands it over: two links are spelt otherwise, all else is the same", () => {
  const notification = notificationIn(JSON.stringify(envelope));
  const { SigningCertURL, UnsubscribeURL, ...rest } = envelope;

  const event = notification && JSON.parse(notificationEvent(notification, SUBSCRIPTION));

  expect(event).toEqual({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: SUBSCRIPTION,
        Sns: { ...rest, Subject: null, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL },
      },
    ],
  });
});

test("what was delivered raw has no envelope", () => {
  expect(notificationIn('{"type":"NewsPublished"}')).toBeUndefined();
});
