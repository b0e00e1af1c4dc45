import type { ReceivedMessage } from "@/lib/aws/aws";
import { type Classification, classify } from "@/lib/core/failures/classify";
import { messageExpiry } from "@/lib/core/failures/loss";
import type { OriginGraph } from "@/lib/core/failures/origins/origin";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import {
  firstReceivedAt,
  groupId,
  type ObservedMessage,
  receiveCount,
  sentAt,
  sequenceNumber,
} from "@/lib/core/messages/message";
import { projectAttributes, projectBody } from "@/lib/core/search/projection";
import { sha256Of } from "@/lib/db/bodies";
import type { SeenMessage } from "@/lib/db/collect";
import type { NewClass } from "@/lib/db/ensure-classes";
import type { Projection } from "@/lib/db/projections";
import type { QueueRow } from "@/lib/db/queues";
import { inflate } from "../failures/inflate";

const PREVIEW_CHARS = 4096;
const ERROR_CHARS = 8192;

export interface Understood {
  readonly received: ReceivedMessage;
  readonly seen: Omit<SeenMessage, "bodyId">;
  readonly made: NewClass;
  /** Absent below *whole*. */
  readonly projection?: Projection;
}

/**
 * What is known of a received message: where it comes from, why it failed, which class it belongs to, when it is lost.
 * `rules` are those by which the installation groups.
 */
export function understand(
  received: ReceivedMessage,
  queue: QueueRow,
  graph: OriginGraph,
  by: { now: Date; messageRowId: string; classId: string },
  rules: readonly GroupingRule[],
): Understood {
  const message = { ...received, attributes: { ...received.attributes }, system: { ...received.system } };
  const known = classify(message, graph, sha256Of, inflate, rules);
  const shared = {
    fingerprint: known.fingerprint,
    originKind: known.origin.kind,
    causeKind: known.cause.kind,
    causeReason: known.cause.reason,
    classifier: `${known.classifier.name} ${known.classifier.version}`,
    messageType: storable(known.messageType),
    consumerVersion: known.consumerVersion ?? null,
  };
  return {
    received,
    seen: {
      ...shared,
      id: by.messageRowId,
      ...transportOf(message, queue, by.now),
      ...contentOf(received, queue, known),
    },
    made: {
      ...shared,
      id: by.classId,
      formerFingerprint: known.formerFingerprint ?? null,
      unversioned: known.unversioned ?? null,
      grouping: known.grouping,
      withoutRule: known.withoutRule,
      anchorArn: known.anchorArn,
      anchorPart: known.anchorPart,
      wayBack: known.origin.wayBack,
      ...wordsOf(known, queue),
    },
    ...(queue.capture === "whole" && {
      projection: {
        messageRowId: by.messageRowId,
        body: projectBody(known.payload),
        attributes: projectAttributes(message.attributes),
      },
    }),
  };
}

/** The class in words. Below *whole* not even the normalised error is kept: messages still group by its hash. */
function wordsOf(known: Classification, queue: QueueRow) {
  const label = known.grouping?.label;
  if (label !== undefined) return { normalisedError: known.normalisedError === "" ? "" : label, title: label };
  if (queue.capture === "whole")
    return { normalisedError: storable(known.normalisedError), title: storable(known.title) };
  const title = `${storable(known.messageType)} · error text not captured`;
  return { normalisedError: known.normalisedError === "" ? "" : "not captured", title };
}

/** What SQS says of the message, and until when it keeps it. */
function transportOf(message: ObservedMessage, queue: QueueRow, now: Date) {
  const sent = sentAt(message);
  const { isFifo, retentionSeconds } = queue;
  const expiry = sent && messageExpiry({ isFifo, sentAt: sent, firstSeenAt: now, retentionSeconds });
  return {
    messageId: message.messageId,
    sentAt: sent?.toISOString() ?? null,
    expiresAt: expiry?.earliestAt.toISOString() ?? null,
    expiresLatestAt: expiry?.latestAt.toISOString() ?? null,
    receiveCount: receiveCount(message) ?? 0,
    groupId: groupId(message) ?? null,
    // Padded, so that text order is number order: sequence numbers have up to 128 bits.
    sequenceNumber: sequenceNumber(message)?.padStart(40, "0") ?? null,
    attributeCount: Object.keys(message.attributes).length,
    bodySha256: sha256Of(message.body),
    bodyBytes: Buffer.byteLength(message.body),
    firstReceivedAt: firstReceivedAt(message)?.toISOString() ?? null,
  };
}

/** What the body says; text only when the queue is captured whole. */
function contentOf(received: ReceivedMessage, queue: QueueRow, known: Classification) {
  const keepsText = queue.capture === "whole";
  return {
    originCertainty: known.origin.certainty,
    sourceQueueArn: known.origin.sourceQueueArn ?? null,
    recordsUntil: known.origin.recordsUntil?.at.toISOString() ?? null,
    errorText: keepsText && known.errorText !== undefined ? storable(known.errorText.slice(0, ERROR_CHARS)) : null,
    shape: storable(known.shape),
    payloadKind: known.payloadKind,
    preview: keepsText ? storable(received.body.slice(0, PREVIEW_CHARS)) : null,
  };
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
