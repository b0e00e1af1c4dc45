import { randomUUID } from "node:crypto";
import { type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { ReceivedMessage } from "../aws";
import { call, type Door } from "../call";
import { fromSqs } from "./message-attributes";

export interface ReceiveWish {
  readonly maxCount: number;
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
}

/** A poll that is as short as this is not broken off: messages that it would have brought would stay hidden for nobody. */
const SHORT_SECONDS = 2;

/** One long poll. Broken off by the session's signal, a long one may leave messages hidden until their time is over. */
export async function receive(door: Door, queueUrl: string, wish: ReceiveWish): Promise<ReceivedMessage[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: wish.maxCount,
    WaitTimeSeconds: wish.waitSeconds,
    VisibilityTimeout: wish.visibilitySeconds,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
    // A repetition after a lost answer then gets the same messages, instead of finding their groups locked.
    ReceiveRequestAttemptId: queueUrl.endsWith(".fifo") ? randomUUID() : undefined,
  });
  const timeoutMs = (wish.waitSeconds + 10) * 1000;
  const isShort = wish.waitSeconds <= SHORT_SECONDS && door.options.purpose === "run";
  const answer = await call(door, { action: "sqs:ReceiveMessage", resource: queueUrl, timeoutMs }, (wire) =>
    isShort ? door.clients.sqsOften.send(command) : door.clients.sqs.send(command, wire),
  );
  return (answer.Messages ?? []).flatMap(readMessage);
}

function readMessage({ MessageId, ReceiptHandle, Body, MessageAttributes, Attributes }: Message): ReceivedMessage[] {
  if (!MessageId || !ReceiptHandle) return [];
  return [
    {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body ?? "",
      attributes: fromSqs(MessageAttributes),
      system: { ...Attributes },
    },
  ];
}
