import { createHash } from "node:crypto";
import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SendMessageBatchResultEntry,
} from "@aws-sdk/client-sqs";
import { DloError } from "@/lib/core/errors";
import type { OutgoingMessage, SendResult } from "../aws";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";
import { toSqs } from "./message-attributes";

/**
 * Sends up to 10 messages in one HTTP request that is never repeated. A refusal of the whole call throws: nothing was
 * sent. A lost answer, a fault of AWS's own or an answer that does not fit makes the entries concerned *unknown*.
 */
export async function send(door: Door, queueUrl: string, messages: readonly OutgoingMessage[]): Promise<SendResult[]> {
  if (messages.length === 0) return [];
  const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: messages.map(entryOf) });
  try {
    const answer = await call(door, { action: "sqs:SendMessage", resource: queueUrl, isOnce: true }, () =>
      door.clients.sqsOnce.send(command),
    );
    const sent = new Map(answer.Successful?.map((entry) => [entry.Id, entry]));
    const failed = new Map(answer.Failed?.map((entry) => [entry.Id, entry]));
    return messages.map((message, index) => resultOf(message, sent.get(`${index}`), failed.get(`${index}`)));
  } catch (error) {
    if (!(error instanceof DloError) || !isEffectUnknown(error)) throw error;
    return messages.map(() => ({ kind: "unknown", reason: error.message }));
  }
}

function entryOf(message: OutgoingMessage, index: number): SendMessageBatchRequestEntry {
  return {
    Id: `${index}`,
    MessageBody: message.body,
    MessageAttributes: toSqs(message.attributes),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    MessageSystemAttributes: message.traceHeader
      ? { AWSTraceHeader: { DataType: "String", StringValue: message.traceHeader } }
      : undefined,
  };
}

function resultOf(
  message: OutgoingMessage,
  sent: SendMessageBatchResultEntry | undefined,
  failed: BatchResultErrorEntry | undefined,
): SendResult {
  if (sent?.MessageId) {
    if (sent.MD5OfMessageBody === undefined || sent.MD5OfMessageBody === md5(message.body))
      return { kind: "sent", messageId: sent.MessageId };
    return { kind: "unknown", reason: "SQS accepted the message, but the checksum it gave is that of another body." };
  }
  if (!failed) return { kind: "unknown", reason: "SQS answered without a word about this message." };
  return {
    kind: "rejected",
    code: failed.Code ?? "Unknown",
    message: failed.Message ?? "SQS gave no reason.",
    isSenderFault: failed.SenderFault ?? true,
  };
}

/** SQS's own checksum of a body; it guards against mix-ups, not against people. */
function md5(body: string): string {
  return createHash("md5").update(body).digest("hex");
}
