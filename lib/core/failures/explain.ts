import type { Classification } from "./classify";
import { anchorWord } from "./origins/anchor-words";

export type GroupingPart = { part: string; value: string };

/** Why a message is in its class: each part of the fingerprint in words, in the order in which people ask. */
export function whyGrouped(classification: Classification): GroupingPart[] {
  const { origin, cause, classifier, normalisedError, messageType, shape, anchorArn } = classification;
  const hasError = normalisedError !== "";
  return [
    { part: anchorWord(origin.kind, anchorArn), value: anchorArn },
    ...(origin.anchorPart === undefined ? [] : [{ part: "target", value: origin.anchorPart }]),
    { part: "cause", value: `${cause.kind} (${cause.reason})` },
    { part: "error", value: hasError ? normalisedError : "this message carries no error" },
    ...(classification.errorFoundAt === undefined
      ? []
      : [{ part: "error read from", value: classification.errorFoundAt }]),
    { part: "message type", value: messageType },
    ...(hasError ? [] : [{ part: "payload shape", value: shape }]),
    ...(classification.consumerVersion === undefined
      ? []
      : [{ part: "consumer version", value: classification.consumerVersion }]),
    { part: "classifier", value: `${classifier.name}, version ${classifier.version}` },
  ];
}
