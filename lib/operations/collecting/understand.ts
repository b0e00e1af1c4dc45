import type { ReceivedMessage } from "@/lib/aws/aws";
import { classify } from "@/lib/core/failures/classify";
import { messageExpiry } from "@/lib/core/failures/loss";
import { groupId, receiveCount, sentAt, sequenceNumber } from "@/lib/core/messages/message";
import { sha256Of } from "@/lib/db/bodies";
import type { NewClass, SeenMessage } from "@/lib/db/collect";
import type { QueueRow } from "@/lib/db/queues";

/** Raised when classifiers change what a fingerprint means: old classes live on beside it. */
export const FINGERPRINT_VERSION = 1;
const PREVIEW_CHARS = 4096;
const ERROR_CHARS = 8192;

export interface Understood {
  readonly received: ReceivedMessage;
  readonly seen: Omit<SeenMessage, "bodyId">;
  readonly made: NewClass;
}

/** What is known of a received message: where it comes from, why it failed, which class it belongs to, when it is lost. */
export function understand(
  received: ReceivedMessage,
  queue: QueueRow,
  sourceQueueArns: string[],
  by: { now: Date; messageRowId: string; classId: string },
): Understood {
  const message = { ...received, attributes: { ...received.attributes }, system: { ...received.system } };
  const known = classify(message, { queueArn: queue.arn, knownSourceQueueArns: sourceQueueArns }, sha256Of);
  const sent = sentAt(message);
  const expiry =
    sent &&
    messageExpiry({
      isFifo: queue.isFifo,
      sentAt: sent,
      firstSeenAt: by.now,
      retentionSeconds: queue.retentionSeconds,
    });
  const keepsText = queue.capture === "whole";
  const shared = {
    originKind: known.origin.kind,
    causeKind: known.cause.kind,
    causeReason: known.cause.reason,
    classifier: `${known.classifier.name} ${known.classifier.version}`,
    messageType: storable(known.messageType),
  };
  return {
    received,
    seen: {
      ...shared,
      id: by.messageRowId,
      messageId: received.messageId,
      fingerprint: known.fingerprint,
      sentAt: sent?.toISOString() ?? null,
      expiresAt: expiry?.earliestAt.toISOString() ?? null,
      expiresLatestAt: expiry?.latestAt.toISOString() ?? null,
      receiveCount: receiveCount(message) ?? 0,
      groupId: groupId(message) ?? null,
      sequenceNumber: sequenceNumber(message)?.padStart(40, "0") ?? null,
      originCertainty: known.origin.certainty,
      sourceQueueArn: known.origin.sourceQueueArn ?? null,
      errorText: keepsText && known.errorText !== undefined ? storable(known.errorText.slice(0, ERROR_CHARS)) : null,
      shape: storable(known.shape),
      payloadKind: known.payloadKind,
      preview: keepsText ? storable(received.body.slice(0, PREVIEW_CHARS)) : null,
      attributeCount: Object.keys(received.attributes).length,
      bodySha256: sha256Of(received.body),
      bodyBytes: Buffer.byteLength(received.body),
    },
    made: {
      ...shared,
      id: by.classId,
      fingerprint: known.fingerprint,
      anchorArn: known.anchorArn,
      wayBack: known.origin.wayBack,
      normalisedError: storable(known.normalisedError),
      title: storable(known.title),
    },
  };
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
