import type { ReceivedMessage } from "@/lib/aws/aws";
import { type Classification, classify } from "@/lib/core/failures/classify";
import { messageExpiry } from "@/lib/core/failures/loss";
import { maskedWords } from "@/lib/core/failures/masked-words";
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
import { type MaskedMessage, maskMessage } from "@/lib/core/privacy/mask-message";
import type { Masker } from "@/lib/core/privacy/masker";
import { keepsText } from "@/lib/core/queues/queue";
import { sha256Of } from "@/lib/db/bodies";
import type { SeenMessage } from "@/lib/db/collect";
import type { NewClass } from "@/lib/db/ensure-classes";
import type { Projection } from "@/lib/db/projections";
import type { QueueRow } from "@/lib/db/queues";
import { inflate } from "../failures/inflate";
import { type Masking, maskedGroup } from "../privacy/masking";

const PREVIEW_CHARS = 4096;
const ERROR_CHARS = 8192;

export interface Understood {
  readonly received: ReceivedMessage;
  readonly seen: Omit<SeenMessage, "bodyId">;
  readonly made: NewClass;
  /** The normalised error as it would be without masks: never kept. */
  readonly plainError: string;
  /** Absent below *masked*. */
  readonly projection?: Projection;
}

/** By what a message is understood: the rules by which the installation groups, and those by which it masks. */
export interface UnderstandBy {
  readonly now: Date;
  readonly messageRowId: string;
  readonly classId: string;
  readonly rules: readonly GroupingRule[];
  readonly masking: Masking;
}

/**
 * What is known of a received message: where it comes from, why it failed, which class it belongs to, when it is lost. What
 * is told in words is masked; what it is grouped by is a hash of the words as they were, so that other masks move nothing.
 */
export function understand(
  received: ReceivedMessage,
  queue: QueueRow,
  graph: OriginGraph,
  by: UnderstandBy,
): Understood {
  const message = { ...received, attributes: { ...received.attributes }, system: { ...received.system } };
  const known = classify(message, graph, sha256Of, inflate, by.rules);
  const { copy, words } = maskedOf(message, known, queue, by);
  const shared = {
    fingerprint: known.fingerprint,
    originKind: known.origin.kind,
    causeKind: known.cause.kind,
    causeReason: storable(words.causeReason),
    classifier: `${known.classifier.name} ${known.classifier.version}`,
    messageType: storable(words.messageType),
    consumerVersion: known.consumerVersion ?? null,
  };
  return {
    received,
    plainError: storable(known.normalisedError),
    seen: {
      ...shared,
      id: by.messageRowId,
      ...transportOf(message, queue, by),
      ...contentOf(queue, known, copy),
      shape: storable(words.shape),
    },
    made: {
      ...shared,
      id: by.classId,
      formerFingerprint: known.formerFingerprint ?? null,
      unversioned: known.unversioned ?? null,
      grouping: words.grouping,
      withoutRule: known.withoutRule,
      anchorArn: known.anchorArn,
      anchorPart: known.anchorPart,
      wayBack: known.origin.wayBack,
      ...wordsOf(words, queue),
    },
    ...(keepsText(queue.capture) && {
      projection: {
        messageRowId: by.messageRowId,
        body: copy.projectedBody,
        attributes: copy.projectedAttributes,
      },
    }),
  };
}

/** What of the message may be kept to be searched, and what it is called; below *whole* every rule hides what is searched, too. */
function maskedOf(message: ObservedMessage, known: Classification, queue: QueueRow, { rules, masking }: UnderstandBy) {
  const copyBy = (masker: Masker) => maskMessage({ ...known, attributes: message.attributes }, masker, inflate);
  const covered = copyBy(masking.forKeeping);
  const isAlike = queue.capture !== "whole" || masking.forSearch === masking.forKeeping;
  const words = maskedWords(known, rules, (text) => masking.forWords.text(covered.unquoted(text)));
  return { copy: isAlike ? covered : copyBy(masking.forSearch), words };
}

type Words = ReturnType<typeof maskedWords>;

/** The class in words. Below *masked* not even the normalised error is kept: messages still group by its hash. */
function wordsOf({ grouping, normalisedError, title, messageType }: Words, queue: QueueRow) {
  const label = grouping?.label;
  if (label !== undefined) return { normalisedError: normalisedError === "" ? "" : label, title: label };
  if (keepsText(queue.capture)) return { normalisedError: storable(normalisedError), title: storable(title) };
  const uncaptured = `${storable(messageType)} · error text not captured`;
  return { normalisedError: normalisedError === "" ? "" : "not captured", title: uncaptured };
}

/** What SQS says of the message, and until when it keeps it. */
function transportOf(message: ObservedMessage, queue: QueueRow, { now, masking }: UnderstandBy) {
  const sent = sentAt(message);
  const { isFifo, retentionSeconds } = queue;
  const expiry = sent && messageExpiry({ isFifo, sentAt: sent, firstSeenAt: now, retentionSeconds });
  return {
    messageId: message.messageId,
    sentAt: sent?.toISOString() ?? null,
    expiresAt: expiry?.earliestAt.toISOString() ?? null,
    expiresLatestAt: expiry?.latestAt.toISOString() ?? null,
    receiveCount: receiveCount(message) ?? 0,
    groupId: maskedGroup(masking, groupId(message) ?? null),
    // Padded, so that text order is number order: sequence numbers have up to 128 bits.
    sequenceNumber: sequenceNumber(message)?.padStart(40, "0") ?? null,
    attributeCount: Object.keys(message.attributes).length,
    bodySha256: sha256Of(message.body),
    bodyBytes: Buffer.byteLength(message.body),
    firstReceivedAt: firstReceivedAt(message)?.toISOString() ?? null,
  };
}

/** What the body says, masked; text only when the queue is captured masked or whole. */
function contentOf(queue: QueueRow, known: Classification, copy: MaskedMessage) {
  const hasText = keepsText(queue.capture);
  const { errorText, origin } = known;
  return {
    originCertainty: origin.certainty,
    sourceQueueArn: origin.sourceQueueArn ?? null,
    recordsUntil: origin.recordsUntil?.at.toISOString() ?? null,
    errorText: hasText && errorText !== undefined ? storable(copy.text(errorText).slice(0, ERROR_CHARS)) : null,
    payloadKind: known.payloadKind,
    preview: hasText ? storable(copy.searchText.slice(0, PREVIEW_CHARS)) : null,
  };
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
