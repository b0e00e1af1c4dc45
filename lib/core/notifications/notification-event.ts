import { isJsonObject, type JsonObject, type JsonValue, member, parseJson, textMember } from "../messages/json";

/** A notification in its envelope, as SNS wraps it for every subscriber that does not take it raw. */
export interface Notification {
  readonly topicArn: string;
  /** The subscription that it was made for, where the link to unsubscribe names it. */
  readonly subscriptionArn: string | null;
  readonly envelope: JsonObject;
}

export function notificationIn(body: string): Notification | undefined {
  const envelope: JsonValue | undefined = parseJson(body);
  const topicArn = textMember(envelope, "TopicArn");
  if (!isJsonObject(envelope) || topicArn === undefined || member(envelope, "Type") !== "Notification")
    return undefined;
  const link = textMember(envelope, "UnsubscribeURL");
  const named = link !== undefined && URL.canParse(link) ? new URL(link).searchParams.get("SubscriptionArn") : null;
  return { topicArn, subscriptionArn: named, envelope };
}

/**
 * The event that SNS hands to a function for a notification (SNS Developer Guide, "Fanout to Lambda functions"): the same
 * members, but for two links, whose names end otherwise there.
 */
export function notificationEvent({ envelope }: Notification, subscriptionArn: string): string {
  const { SigningCertURL, UnsubscribeURL, ...told } = envelope;
  const { Type, MessageId, TopicArn, Subject, Message, Timestamp, MessageAttributes, ...others } = told;
  return JSON.stringify({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...{ Type, MessageId, TopicArn, Subject: Subject ?? null, Message, Timestamp },
          ...others,
          ...(SigningCertURL !== undefined && { SigningCertUrl: SigningCertURL }),
          ...(UnsubscribeURL !== undefined && { UnsubscribeUrl: UnsubscribeURL }),
          MessageAttributes: MessageAttributes ?? {},
        },
      },
    ],
  });
}
