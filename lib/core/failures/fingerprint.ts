import type { CauseKind } from "./cause-kind";
import { NORMALISER_VERSION } from "./normalise";
import type { RuleGrouping } from "./rules/apply";

/**
 * What makes two failed messages the same failure. `anchorArn` is the resource that failed (for a message SQS moved:
 * its source queue), `anchorPart` its target where it has several (of a rule). The pipeline is no part of it: pipelines
 * get renamed. `shape` and `consumerVersion` count only where there is no error. `originKind` says in which role the anchor failed: a queue may
 * be the source of one failure and hold another, and their ways back differ.
 */
export type FingerprintParts = {
  originKind?: string;
  anchorArn: string;
  anchorPart?: string;
  classifier: { name: string; version: number };
  cause: CauseKind;
  normalisedError: string;
  messageType: string;
  shape: string;
  consumerVersion?: string | undefined;
  /** What a rule of this installation adds: a label instead of the error, or parts to split by. */
  grouping?: RuleGrouping | undefined;
};

/**
 * Raise it when the parts, their order or what they are read from change; `fingerprint` starts with it. Old classes live
 * on: where the anchor stayed, the former fingerprint leads to them.
 */
export const FINGERPRINT_VERSION = 2;
export const FORMER_FINGERPRINT_VERSION = 1;

/** The parts as one text, the same on every machine and unambiguous; equal texts are one failure class. */
export function canonicalFingerprint(parts: FingerprintParts): string {
  const splitBy = (parts.grouping?.splitBy ?? []).map(({ part, value }) => [part, value]);
  if (parts.grouping?.label !== undefined) return canonicalLabel(parts, parts.grouping.label, splitBy);
  return JSON.stringify([
    FINGERPRINT_VERSION,
    NORMALISER_VERSION,
    parts.originKind ?? "",
    parts.anchorArn,
    parts.anchorPart ?? "",
    parts.classifier.name,
    parts.classifier.version,
    parts.cause,
    parts.normalisedError,
    parts.messageType,
    ...(parts.normalisedError === "" ? [parts.shape, parts.consumerVersion ?? ""] : [""]),
    ...splitBy,
  ]);
}

/** Under a label neither error, cause, classifier nor message type count: the rule has said what belongs together. */
function canonicalLabel(parts: FingerprintParts, label: string, splitBy: readonly string[][]): string {
  const { originKind = "", anchorArn, anchorPart = "" } = parts;
  return JSON.stringify([FINGERPRINT_VERSION, "by rule", originKind, anchorArn, anchorPart, label, ...splitBy]);
}

/** `v2-` and the hash of the parts. `sha256` gives the hex digest of a text's UTF-8 bytes. */
export function fingerprintOf(parts: FingerprintParts, sha256: (text: string) => string): string {
  return `v${FINGERPRINT_VERSION}-${sha256(canonicalFingerprint(parts))}`;
}

/** The fingerprint as version 1 made it, when it knew no anchor but source queue and dead-letter queue. */
export function formerFingerprintOf(parts: FingerprintParts, sha256: (text: string) => string): string {
  const canonical = JSON.stringify([
    FORMER_FINGERPRINT_VERSION,
    NORMALISER_VERSION,
    parts.anchorArn,
    parts.classifier.name,
    parts.classifier.version,
    parts.cause,
    parts.normalisedError,
    parts.messageType,
    parts.normalisedError === "" ? parts.shape : "",
  ]);
  return `v${FORMER_FINGERPRINT_VERSION}-${sha256(canonical)}`;
}
