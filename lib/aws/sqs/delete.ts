import { DeleteMessageBatchCommand } from "@aws-sdk/client-sqs";
import { DloError, Forbidden } from "@/lib/core/errors";
import type { DeleteResult } from "../aws";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";

/**
 * Deletes up to 10 messages, one result each. A failure of the whole call is each one's failure, so nothing is thrown
 * for it. SQS says *deleted* to an outdated handle as well: only the newest handle of a message proves anything.
 */
export async function deleteMessages(
  door: Door,
  queueUrl: string,
  handles: readonly string[],
): Promise<DeleteResult[]> {
  if (handles.length === 0) return [];
  const command = new DeleteMessageBatchCommand({
    QueueUrl: queueUrl,
    Entries: handles.map((handle, index) => ({ Id: `${index}`, ReceiptHandle: handle })),
  });
  try {
    const unstoppable = { ...door, options: { ...door.options, signal: undefined } };
    const answer = await call(unstoppable, { action: "sqs:DeleteMessage", resource: queueUrl }, () =>
      door.clients.sqsOften.send(command),
    );
    const deleted = new Set(answer.Successful?.map(({ Id }) => Id));
    const failed = new Map(answer.Failed?.map((entry) => [entry.Id, entry]));
    return handles.map((_, index): DeleteResult => {
      if (deleted.has(`${index}`)) return { kind: "deleted" };
      const entry = failed.get(`${index}`);
      if (!entry) return { kind: "unknown", reason: "SQS answered without a word about this message." };
      const code = entry.Code ?? "Unknown";
      return { kind: "failed", code, message: entry.Message ?? code, isDenied: /AccessDenied/.test(code) };
    });
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    return handles.map(() => wholeFailure(error));
  }
}

function wholeFailure(error: DloError): DeleteResult {
  if (isEffectUnknown(error)) return { kind: "unknown", reason: error.message };
  const code = typeof error.detail.awsCode === "string" ? error.detail.awsCode : error.code;
  return { kind: "failed", code, message: error.message, isDenied: error instanceof Forbidden };
}
