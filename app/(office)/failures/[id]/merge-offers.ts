import type { FailureClass } from "@/lib/contract/failures";
import { pathOf } from "../class-words";

export const MOST_OFFERED = 30;

type Offer = Pick<
  FailureClass,
  "id" | "number" | "title" | "status" | "record" | "anchorArn" | "anchorName" | "queueName" | "totalCount"
>;

/** The classes that one can be merged into and that match what was typed; those that fail at the same place first. */
export function offersFor<T extends Offer>(
  failure: Pick<Offer, "id" | "anchorArn">,
  all: readonly T[],
  wanted: string,
): { offered: T[]; matchCount: number } {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = all.filter((one) => {
    const text = `f-${one.number} ${one.title} ${pathOf(one)}`.toLowerCase();
    return one.id !== failure.id && one.record === "messages" && words.every((word) => text.includes(word));
  });
  const isNear = (one: T) => (one.anchorArn === failure.anchorArn ? 0 : 1);
  const ordered = matching.toSorted((a, b) => isNear(a) - isNear(b));
  return { offered: ordered.slice(0, MOST_OFFERED), matchCount: matching.length };
}
