import { firstReceivedAt, type ObservedMessage, sentAt } from "@/lib/core/messages/message";
import { messageTypeOf } from "@/lib/core/messages/message-type";
import { type Inflate, type Payload, type PayloadKind, readPayload } from "@/lib/core/messages/payload";
import { payloadShape } from "@/lib/core/messages/shape";
import { causeOf } from "./cause";
import type { Cause } from "./cause-kind";
import { findError } from "./classifiers";
import { type FingerprintParts, fingerprintOf, formerFingerprintOf } from "./fingerprint";
import { normaliseError } from "./normalise";
import { boundText } from "./normalise/clean-text";
import { originOf } from "./origins";
import type { ConsumerVersion, Origin, OriginGraph, OriginKind } from "./origins/origin";
import { applyRules, type RuleGrouping } from "./rules/apply";
import type { GroupingRule } from "./rules/rule";
import { titleOf } from "./title";

/**
 * All that is understood of one failed message. `errorText` is the error as found, cut to 32 KiB; `normalisedError` is
 * empty when the message carries none. Messages with one `fingerprint` are one failure class; `formerFingerprint` is
 * what an older version gave the same failure, absent where that version took it for another.
 */
export type Classification = {
  origin: Origin;
  anchorArn: string;
  anchorPart?: string;
  classifier: { name: string; version: number };
  cause: Cause;
  errorText?: string;
  errorType?: string;
  errorFoundAt?: string;
  normalisedError: string;
  title: string;
  messageType: string;
  shape: string;
  fingerprint: string;
  formerFingerprint?: string;
  payloadKind: PayloadKind;
  /** What was meant to arrive, opened layer by layer. */
  payload: Payload;
  /** What lies in the queue; the same as `payload` unless it is a record about it. */
  whole: Payload;
  /** Code version of the consumer of the source queue, where the message carries no error. */
  consumerVersion?: string;
  /** What the same failure is called while nobody knows the version, and since when this one was there (null: nobody saw). */
  unversioned?: { fingerprint: string; versionSince: Date | null };
  /** The rule of the installation that applies, and what the same failure is called without it. */
  grouping?: RuleGrouping;
  withoutRule?: { fingerprint: string };
};

/**
 * Understands one message. Pure and never throws, whatever the body holds: equal messages get equal answers on every
 * machine. `sha256` gives the hex digest of a text's UTF-8 bytes; without `inflate` compressed bodies stay
 * closed. `rules` are those of the installation, in their order.
 */
export function classify(
  message: ObservedMessage,
  graph: OriginGraph,
  sha256: (text: string) => string,
  inflate?: Inflate,
  rules: readonly GroupingRule[] = [],
): Classification {
  const whole = readPayload(message.body, inflate);
  const origin = originOf(message, graph, whole.layers[0].json);
  const payload = meantToArrive(whole, origin, message.body, inflate);
  const { errorText, errorType, where, classifier } = findError({ message, payload, origin });
  const cause = causeIn(origin) ?? causeOf({ errorText, errorType });
  const consumer = consumerVersionOf(origin, graph, message);
  const version = errorText === undefined ? consumer : undefined;
  const withoutRule = {
    originKind: origin.kind,
    anchorArn: origin.anchorArn,
    anchorPart: origin.anchorPart,
    classifier,
    cause: cause.kind,
    normalisedError: errorText === undefined ? "" : normaliseError(withType(errorText, errorType)),
    ...typeAndShape(payload, message, origin),
    consumerVersion: version?.version,
  };
  const consumerVersion = consumer?.version;
  const boundError = errorText === undefined ? undefined : boundText(errorText);
  const before = { ...withoutRule, queueArn: graph.queueArn, cause, errorText: boundError, consumerVersion };
  const ruled = applyRules(rules, before);
  const { normalisedError, grouping } = ruled;
  const parts = { ...withoutRule, cause: ruled.cause.kind, normalisedError, grouping };
  return {
    ...parts,
    origin,
    cause: ruled.cause,
    errorText: boundError,
    errorType,
    errorFoundAt: where,
    title: titleOf(parts),
    ...fingerprintsOf(parts, version, sha256),
    withoutRule: grouping && { fingerprint: fingerprintOf(withoutRule, sha256) },
    payloadKind: payload.kind,
    payload,
    whole,
  };
}

/** What the failure is called, and what it was called by who knew less. A rule's label was never called otherwise. */
function fingerprintsOf(
  parts: FingerprintParts & { originKind: OriginKind },
  version: ConsumerVersion | undefined,
  sha256: (text: string) => string,
): Pick<Classification, "fingerprint" | "unversioned" | "formerFingerprint"> {
  const fingerprint = fingerprintOf(parts, sha256);
  const former = isAnchoredAsBefore(parts.originKind) ? formerFingerprintOf(parts, sha256) : undefined;
  const unversioned = version && {
    fingerprint: fingerprintOf({ ...parts, consumerVersion: undefined }, sha256),
    versionSince: version.since,
  };
  if (parts.grouping === undefined) return { fingerprint, unversioned, formerFingerprint: former };
  return { fingerprint, unversioned: parts.grouping.label === undefined ? unversioned : undefined };
}

/** The version that consumed the source queue when the message was received there; absent where nobody knows. */
function consumerVersionOf(
  { sourceQueueArn }: Origin,
  { consumers }: OriginGraph,
  message: ObservedMessage,
): ConsumerVersion | undefined {
  const known = sourceQueueArn === undefined ? undefined : consumers?.get(sourceQueueArn);
  if (known === undefined || known.length === 0) return undefined;
  const failedAt = (firstReceivedAt(message) ?? sentAt(message))?.getTime() ?? Number.POSITIVE_INFINITY;
  return known.find(({ since }) => since === null || since.getTime() <= failedAt);
}

/** Message type, shape and error are those of what was sent, not of the record it was wrapped in. */
function meantToArrive(whole: Payload, { original }: Origin, body: string, inflate?: Inflate): Payload {
  return original === undefined || original === body ? whole : readPayload(original, inflate);
}

/** What the service's own code says beats any reading of its text. */
function causeIn({ error }: Origin): Cause | undefined {
  if (error?.cause === undefined) return undefined;
  return { kind: error.cause, reason: `The service that gave up says ${error.code ?? error.cause}.` };
}

/** Version 1 anchored at the source queue, or else at the dead-letter queue. */
function isAnchoredAsBefore(kind: OriginKind): boolean {
  return kind === "sqs-redrive" || kind === "direct-send";
}

/** The error as a runtime would print it, so that text and type in two fields group with the same in one. */
export function withType(errorText: string, errorType: string | undefined): string {
  if (errorType === undefined || errorText.slice(0, 300).includes(errorType)) return errorText;
  return `${errorType}: ${errorText}`;
}

function typeAndShape(payload: Payload, message: ObservedMessage, { messageType }: Origin) {
  return { messageType: messageType ?? messageTypeOf(payload, message), shape: payloadShape(payload) };
}
