import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { Wire } from "./wire";

export type WireAttributes = Readonly<Record<string, Wire<MessageAttributeValue>>>;

/** What a sender gives. `bytes` counts body and attributes, as the size limit does. */
export interface MessageContent {
  readonly body: string;
  readonly bodyMd5: string;
  readonly bytes: number;
  readonly attributes?: WireAttributes;
  readonly attributesMd5?: string;
  readonly traceHeader?: string;
  readonly groupId?: string;
  readonly dedupId?: string;
}

/** Where a message is: `dueAt` says when it leaves `delayed` or `inFlight` by itself. `gone` is final. */
export type Place = "delayed" | "visible" | "inFlight" | "gone";

export interface StoredMessage extends MessageContent {
  readonly id: string;
  readonly senderId: string;
  readonly sentAt: number;
  /** When it came into this queue; differs from `sentAt` after dead-lettering. Age counts from here. */
  readonly arrivedAt: number;
  /** Retention counts from here: standard queues keep the first send, FIFO queues the arrival. */
  readonly retainFrom: number;
  readonly sequenceNumber?: string;
  /** Only when SQS itself moved the message here by a redrive policy. */
  readonly deadLetterSourceArn?: string;
  /** Over all queues, as SQS counts. */
  receiveCount: number;
  receivesHere: number;
  firstReceivedAt?: number;
  /** Number of the latest receive in this queue; part of its receipt handle. */
  receipt: number;
  receivedAt?: number;
  place: Place;
  dueAt: number;
}
