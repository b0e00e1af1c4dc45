import type { MessageAttributeValue } from "@aws-sdk/client-sns";

/** A message attribute as it travels: bytes are base64 text. */
export type NotificationAttribute = Omit<MessageAttributeValue, "BinaryValue"> & {
  readonly DataType: string;
  readonly BinaryValue?: string;
};

/** What a topic has accepted, before it takes the form of a subscriber. Plain JSON. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly publishedAt: number;
  readonly message: string;
  /** With MessageStructure "json": other texts for some protocols. */
  readonly byProtocol?: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly attributes?: Readonly<Record<string, NotificationAttribute>>;
  readonly groupId?: string;
  readonly dedupId?: string;
  /** On FIFO topics. */
  readonly sequenceNumber?: string;
}

/** The text for subscribers of this protocol. */
export function messageFor({ message, byProtocol }: Notification, protocol: string): string {
  return byProtocol?.[protocol] ?? message;
}
