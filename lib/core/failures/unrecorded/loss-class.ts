import type { MadeClass } from "../made-class";
import type { LossFamily, Watched } from "./family";

/**
 * Of what these fingerprints are made changes with this alone: a new normaliser or classifier of messages makes no new
 * class of them.
 */
export const UNRECORDED_VERSION = 1;

/** The class of everything that a metric counts of one thing. */
export function lossClass(family: LossFamily, { arn, wayBack }: Watched, sha256: (text: string) => string): MadeClass {
  return {
    fingerprint: `u${UNRECORDED_VERSION}-${sha256(JSON.stringify([family.name, arn]))}`,
    anchorArn: arn,
    originKind: family.originKind,
    wayBack: wayBack ?? family.wayBack,
    causeKind: family.cause.kind,
    causeReason: family.cause.reason,
    classifier: classifierOf(family),
    normalisedError: family.title,
    title: family.title,
    messageType: family.unit,
  };
}

/** By it the classes of a family are told from others. */
export function classifierOf({ namespace, metric }: LossFamily): string {
  return `metric ${namespace} ${metric}`;
}
