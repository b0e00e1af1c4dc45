import { anchorWord } from "./origins/anchor-words";
import type { RuleGrouping } from "./rules/apply";

export type GroupingPart = { part: string; value: string };

/** What a class hangs on. `shape` and `consumerVersion` count where there is no error. */
export interface GroupingFacts {
  readonly originKind: string;
  readonly anchorArn: string;
  readonly anchorPart?: string | null | undefined;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly normalisedError: string;
  readonly messageType: string;
  readonly shape: string | null;
  readonly consumerVersion?: string | null | undefined;
  readonly grouping?: RuleGrouping | null | undefined;
  readonly classifier: string;
}

/** Why messages are one class: each part of the fingerprint in words, in the order in which people ask. */
export function whyGrouped(facts: GroupingFacts): GroupingPart[] {
  const { originKind, anchorArn, anchorPart, causeKind, causeReason, grouping, classifier } = facts;
  const isLabelled = grouping?.label !== undefined;
  return [
    { part: anchorWord(originKind, anchorArn), value: anchorArn },
    ...some("target", anchorPart),
    { part: "cause", value: `${causeKind} (${causeReason})` },
    ...(isLabelled ? [] : contentParts(facts)),
    ...ruleParts(grouping ?? undefined),
    ...(isLabelled ? [] : [{ part: "classifier", value: classifier }]),
  ];
}

function contentParts({ normalisedError, messageType, shape, consumerVersion }: GroupingFacts): GroupingPart[] {
  const type = { part: "message type", value: messageType };
  if (normalisedError !== "") return [{ part: "error", value: normalisedError }, type];
  const sure = consumerVersion
    ? "fair: type, shape and version are the same, the error is not known"
    : "weak: only type and shape are the same, the error is not known";
  return [
    { part: "error", value: "these messages carry no error" },
    type,
    ...some("payload shape", shape),
    ...some("consumer version", consumerVersion),
    { part: "confidence", value: sure },
  ];
}

function some(part: string, value: string | null | undefined): GroupingPart[] {
  return value === null || value === undefined ? [] : [{ part, value }];
}

/** What a rule of the installation adds to the reasons, in words. */
function ruleParts(grouping: RuleGrouping | undefined): GroupingPart[] {
  if (grouping === undefined) return [];
  const { ruleName, label, splitBy } = grouping;
  const says = label === undefined ? "" : `: all that fit it are “${label}”, one class for each anchor`;
  return [
    { part: "rule", value: `“${ruleName}”${says}` },
    ...splitBy.map(({ part, value }) => ({ part: `split by ${part.replace("-", " ")}`, value: value || "not known" })),
  ];
}
