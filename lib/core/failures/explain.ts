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
    ...ruleParts(classification.grouping),
    { part: "classifier", value: `${classifier.name}, version ${classifier.version}` },
  ];
}

/** What a rule of the installation adds to the reasons, in words. */
export function ruleParts(
  grouping: { ruleName: string; label?: string | undefined; splitBy: readonly SplitValue[] } | undefined,
): GroupingPart[] {
  if (grouping === undefined) return [];
  const { ruleName, label, splitBy } = grouping;
  const says = label === undefined ? "" : `: all that fit it are “${label}”, one class for each anchor`;
  return [
    { part: "rule", value: `“${ruleName}”${says}` },
    ...splitBy.map(({ part, value }) => ({ part: `split by ${part.replace("-", " ")}`, value: value || "not known" })),
  ];
}

type SplitValue = { part: string; value: string };
