import { partsOf } from "../../delivery/sender";
import { receiptHandleOf } from "../../sqs/claims";
import type { StoredMessage } from "../../sqs/message";
import type { Queue } from "../../sqs/queue";

/** A message as a function gets it (Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
export function queueRecord(queue: Queue, message: StoredMessage) {
  return {
    messageId: message.id,
    receiptHandle: receiptHandleOf(queue, message),
    body: message.body,
    attributes: attributesOf(message),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          stringValue: StringValue,
          binaryValue: BinaryValue,
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.bodyMd5,
    ...(message.attributesMd5 && { md5OfMessageAttributes: message.attributesMd5 }),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: partsOf(queue.arn).region,
  };
}

function attributesOf(message: StoredMessage) {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.receivedAt ?? message.sentAt),
    ...(message.sequenceNumber && { SequenceNumber: message.sequenceNumber }),
    ...(message.groupId && { MessageGroupId: message.groupId }),
    ...(message.dedupId && { MessageDeduplicationId: message.dedupId }),
    ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSourceArn && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}
