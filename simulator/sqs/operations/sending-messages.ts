import type {
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
  SendMessageCommandInput,
  SendMessageCommandOutput,
} from "@aws-sdk/client-sqs";
import type { Call, Operation } from "../../service";
import { MAX_MESSAGE_BYTES } from "../attributes";
import { checkBatch, eachEntry } from "../batch";
import { sqsError } from "../errors";
import { type Located, locate } from "../locate";
import { md5OfAttributes } from "../md5";
import { sendTo } from "../sending";
import { checkMessage, draftBytes, type MessageDraft } from "../validate-message";
import { type Answer, operation } from "../wire";

const ACTION = "sqs:SendMessage";

type Sent = Answer<SendMessageCommandOutput> & { readonly MessageId: string; readonly MD5OfMessageBody: string };

function send(call: Call, { queue, now }: Located, draft: MessageDraft): Sent {
  const { content, delaySeconds } = checkMessage(queue, draft);
  const sent = sendTo(
    queue,
    content,
    { principalArn: call.principalArn, senderId: call.principal.userId },
    delaySeconds,
    now,
  );
  const system = draft.MessageSystemAttributes;
  return {
    MessageId: sent.messageId,
    SequenceNumber: sent.sequenceNumber,
    MD5OfMessageBody: content.bodyMd5,
    MD5OfMessageAttributes: content.attributesMd5,
    MD5OfMessageSystemAttributes: system && md5OfAttributes(system),
  };
}

export const SendMessage: Operation = operation<SendMessageCommandInput, SendMessageCommandOutput>((call, input) =>
  send(call, locate(call, input.QueueUrl, ACTION), input),
);

export const SendMessageBatch: Operation = operation<SendMessageBatchCommandInput, SendMessageBatchCommandOutput>(
  (call, input) => {
    const located = locate(call, input.QueueUrl, ACTION);
    const entries = checkBatch(input.Entries);
    const bytes = entries.reduce((sum, entry) => sum + draftBytes(entry), 0);
    if (bytes > MAX_MESSAGE_BYTES) {
      throw sqsError(
        "BatchRequestTooLong",
        `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
      );
    }
    return eachEntry(call, entries, (entry, Id) => ({ Id, ...send(call, located, entry) }));
  },
);
