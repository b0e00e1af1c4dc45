import type { CauseKind } from "./cause-kind";
import { NORMALISER_VERSION } from "./normalise";

/**
 * What makes two failed messages the same failure. `anchorArn` is the resource that failed (for a message SQS moved:
 * its source queue). The pipeline is no part of it: pipelines get renamed. `shape` counts only where there is no error.
 */
export type FingerprintParts = {
  anchorArn: string;
  classifier: { name: string; version: number };
  cause: CauseKind;
  normalisedError: string;
  messageType: string;
  shape: string;
};

/** Raise it when the parts or their order change; `fingerprint` starts with it. */
const FINGERPRINT_VERSION = 1;

/** The parts as one text, the same on every machine and unambiguous; equal texts are one failure class. */
export function canonicalFingerprint(parts: FingerprintParts): string {
  return JSON.stringify([
    FINGERPRINT_VERSION,
    NORMALISER_VERSION,
    parts.anchorArn,
    parts.classifier.name,
    parts.classifier.version,
    parts.cause,
    parts.normalisedError,
    parts.messageType,
    parts.normalisedError === "" ? parts.shape : "",
  ]);
}

/** `v1-` and the hash of the parts. `sha256` gives the hex digest of a text's UTF-8 bytes. */
export function fingerprintOf(parts: FingerprintParts, sha256: (text: string) => string): string {
  return `v${FINGERPRINT_VERSION}-${sha256(canonicalFingerprint(parts))}`;
}
