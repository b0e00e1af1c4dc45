import type {
  ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityBatchCommandOutput,
  ChangeMessageVisibilityCommandInput,
  ChangeMessageVisibilityCommandOutput,
  DeleteMessageBatchCommandInput,
  DeleteMessageBatchCommandOutput,
  DeleteMessageCommandInput,
  DeleteMessageCommandOutput,
  PurgeQueueCommandInput,
  PurgeQueueCommandOutput,
} from "@aws-sdk/client-sqs";
import type { Operation } from "../../service";
import { checkBatch, eachEntry } from "../batch";
import { changeVisibility, deleteByHandle } from "../claims";
import { sqsError } from "../errors";
import { locate } from "../locate";
import { operation } from "../wire";

const PURGE_PAUSE_MS = 60_000;

export const DeleteMessage: Operation = operation<DeleteMessageCommandInput, DeleteMessageCommandOutput>(
  (call, input) => {
    const { queue, now } = locate(call, input.QueueUrl);
    deleteByHandle(queue, input.ReceiptHandle, call.principalArn, now);
    return {};
  },
);

export const DeleteMessageBatch: Operation = operation<DeleteMessageBatchCommandInput, DeleteMessageBatchCommandOutput>(
  (call, input) => {
    const { queue, now } = locate(call, input.QueueUrl, "sqs:DeleteMessage");
    return eachEntry(call, checkBatch(input.Entries), (entry, Id) => {
      deleteByHandle(queue, entry.ReceiptHandle, call.principalArn, now);
      return { Id };
    });
  },
);

export const ChangeMessageVisibility: Operation = operation<
  ChangeMessageVisibilityCommandInput,
  ChangeMessageVisibilityCommandOutput
>((call, input) => {
  const { queue, now } = locate(call, input.QueueUrl);
  changeVisibility(queue, input.ReceiptHandle, input.VisibilityTimeout, now);
  return {};
});

export const ChangeMessageVisibilityBatch: Operation = operation<
  ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityBatchCommandOutput
>((call, input) => {
  const { queue, now } = locate(call, input.QueueUrl, "sqs:ChangeMessageVisibility");
  return eachEntry(call, checkBatch(input.Entries), (entry, Id) => {
    changeVisibility(queue, entry.ReceiptHandle, entry.VisibilityTimeout, now);
    return { Id };
  });
});

/** Removes everything at once, messages in flight too; refused within 60 s of the last purge. */
export const PurgeQueue: Operation = operation<PurgeQueueCommandInput, PurgeQueueCommandOutput>((call, input) => {
  const { queue, now } = locate(call, input.QueueUrl);
  if (now - (queue.purgedAt ?? -Infinity) < PURGE_PAUSE_MS) {
    throw sqsError(
      "PurgeQueueInProgress",
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
    );
  }
  queue.purgedAt = now;
  queue.empty(call.principalArn, now);
  return {};
});
