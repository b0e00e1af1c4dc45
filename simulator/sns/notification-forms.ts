import { createHash } from "node:crypto";
import type { MessageDraft } from "../sqs/validate-message";
import { messageFor, type Notification } from "./notification";
import type { Subscription } from "./state";

/** What a Lambda function gets. URL members are spelt otherwise than in the envelope. */
export function lambdaEvent(notification: Notification, subscription: Subscription, signatureVersion: string): string {
  const signed = signatureOf(notification, signatureVersion);
  const record = {
    EventSource: "aws:sns",
    EventVersion: "1.0",
    EventSubscriptionArn: subscription.arn,
    Sns: {
      Type: "Notification",
      MessageId: notification.messageId,
      TopicArn: notification.topicArn,
      Subject: notification.subject ?? null,
      Message: messageFor(notification, "lambda"),
      Timestamp: new Date(notification.publishedAt).toISOString(),
      SignatureVersion: signatureVersion,
      Signature: signed.signature,
      SigningCertUrl: signed.certUrl,
      UnsubscribeUrl: unsubscribeUrl(subscription),
      MessageAttributes: shownAttributes(notification) ?? {},
    },
  };
  return JSON.stringify({ Records: [record] });
}

/**
 * The message that a queue gets, raw or in an envelope. A dead-letter queue gets the same, of any subscription.
 * Group and deduplication ids go to FIFO queues; a standard queue gets the group id alone.
 */
export function queueMessage(
  notification: Notification,
  subscription: Subscription,
  queueArn: string,
  signatureVersion: string,
): MessageDraft {
  const isFifoQueue = queueArn.endsWith(".fifo");
  const ids = {
    MessageGroupId: notification.groupId,
    MessageDeduplicationId: isFifoQueue ? notification.dedupId : undefined,
  };
  if (subscription.attributes.RawMessageDelivery !== "true") {
    return { MessageBody: envelope(notification, subscription, signatureVersion), ...ids };
  }
  const MessageBody = messageFor(notification, subscription.protocol);
  return { MessageBody, MessageAttributes: notification.attributes, ...ids };
}

/** The JSON text of a notification that is not raw, laid out as SNS does it (SNS Developer Guide, "Amazon SNS message format"). */
function envelope(notification: Notification, subscription: Subscription, signatureVersion: string): string {
  const signed = signatureOf(notification, signatureVersion);
  const attributes = shownAttributes(notification);
  return laidOut({
    Type: "Notification",
    MessageId: notification.messageId,
    SequenceNumber: notification.sequenceNumber,
    TopicArn: notification.topicArn,
    Subject: notification.subject,
    Message: messageFor(notification, subscription.protocol),
    Timestamp: new Date(notification.publishedAt).toISOString(),
    SignatureVersion: signatureVersion,
    Signature: signed.signature,
    SigningCertURL: signed.certUrl,
    UnsubscribeURL: unsubscribeUrl(subscription),
    MessageAttributes: attributes,
  });
}

/** What a queue of another account gets when somebody else subscribes it: the token confirms. */
export function confirmationRequest(subscription: Subscription, token: string, messageId: string, at: number): string {
  const { topicArn } = subscription;
  const region = topicArn.split(":")[3] ?? "";
  const query = `Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
  const signed = signatureOf({ messageId, topicArn, message: token, publishedAt: at }, "1");
  return laidOut({
    Type: "SubscriptionConfirmation",
    MessageId: messageId,
    Token: token,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `https://sns.${region}.amazonaws.com/?${query}`,
    Timestamp: new Date(at).toISOString(),
    SignatureVersion: "1",
    Signature: signed.signature,
    SigningCertURL: signed.certUrl,
  });
}

function laidOut(members: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      if (typeof value === "string") return `  "${name}" : ${JSON.stringify(value)}`;
      const inner = Object.entries(value ?? {}).map(
        ([key, one]) => `    ${JSON.stringify(key)} : ${JSON.stringify(one)}`,
      );
      return `  "${name}" : {\n${inner.join(",\n")}\n  }`;
    });
  return `{\n${lines.join(",\n")}\n}`;
}

function shownAttributes({ attributes }: Notification) {
  if (!attributes || Object.keys(attributes).length === 0) return undefined;
  const shown = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    return [name, { Type: DataType, Value: StringValue ?? BinaryValue }];
  });
  return Object.fromEntries(shown);
}

function unsubscribeUrl({ arn, topicArn }: Subscription): string {
  return `https://sns.${topicArn.split(":")[3]}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
}

/** A signature has the right form and length but verifies against nothing: only AWS has the key. */
function signatureOf(
  { messageId, topicArn, message, publishedAt }: Notification,
  version: string,
): { signature: string; certUrl: string } {
  const parts = [0, 1, 2, 3].map((part) =>
    createHash("sha512").update(`${part}\n${version}\n${messageId}\n${topicArn}\n${publishedAt}\n${message}`).digest(),
  );
  const region = topicArn.split(":")[3];
  const certId = createHash("md5").update(`${region}`).digest("hex");
  return {
    signature: Buffer.concat(parts).toString("base64"),
    certUrl: `https://sns.${region}.amazonaws.com/SimpleNotificationService-${certId}.pem`,
  };
}
