import { type GroupingPart, ruleParts } from "@/lib/core/failures/explain";
import { anchorWord } from "@/lib/core/failures/origins/anchor-words";
import type { Merge } from "@/lib/db/class-merges";
import type { ClassView } from "@/lib/db/classes";

/** Why these messages are one class: each part of the fingerprint in words, the rule, and what was merged into it. */
export function whyInClass(row: ClassView, merges: readonly Merge[]): GroupingPart[] {
  const isLabelled = row.grouping?.label !== undefined;
  const error = row.normalisedError === "" ? "these messages carry no error" : row.normalisedError;
  return [
    { part: anchorWord(row.originKind, row.anchorArn), value: row.anchorArn },
    ...(row.anchorPart === null ? [] : [{ part: "target", value: row.anchorPart }]),
    { part: "cause", value: `${row.causeKind} (${row.causeReason})` },
    ...(isLabelled
      ? []
      : [
          { part: "error", value: error },
          { part: "message type", value: row.messageType },
        ]),
    ...(row.consumerVersion === null || isLabelled ? [] : [{ part: "consumer version", value: row.consumerVersion }]),
    ...ruleParts(row.grouping ?? undefined),
    ...(isLabelled ? [] : [{ part: "classifier", value: row.classifier }]),
    ...merges.map(({ number, by, at }) => ({
      part: "merged",
      value: `F-${number} was merged into it by ${by} on ${at.slice(0, 10)}`,
    })),
  ];
}
