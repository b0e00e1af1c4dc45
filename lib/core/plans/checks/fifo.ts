import { isSending, isSendingToQueues, pass, queuesOf, type Rules, unproven, warn } from "../check";
import { countInWords } from "./moment";

/** What FIFO promises, and what a redrive can still keep of it. */
export const FIFO_RULES: Rules = {
  "fifo-order": (f) =>
    f.queue.isFifo && isSending(f)
      ? warn("FIFO: order is kept among these messages only; newer ones may have been processed already.")
      : undefined,
  "order-debt": (f) => {
    if (f.orderDebt === null) return undefined;
    const { overtakenBy, leftBehind, unknownCount } = f.orderDebt;
    const parts = [
      ...(overtakenBy > 0 ? [`${counted(overtakenBy, "newer message")} of these groups went back before them`] : []),
      ...(leftBehind > 0
        ? [`${counted(leftBehind, "older message")} of these groups would come after them: not chosen`]
        : []),
      ...(unknownCount > 0 ? [`of ${countInWords(unknownCount)} nobody knows the place in their group`] : []),
    ];
    return parts.length > 0
      ? warn(
          `Order is broken: ${parts.join("; ")}.`,
          leftBehind > 0 ? "Choose whole groups." : "Ask the owner whether an older state may overwrite a newer one.",
        )
      : unproven(
          "Nothing breaks the order of these groups as far as this queue tells. What the consumer processed without failing, nobody can see from here.",
        );
  },
  "fifo-deduplication": (f) => {
    const fifo = queuesOf(f).filter(({ queue }) => queue.isFifo);
    if (fifo.length === 0 || !isSending(f)) return undefined;
    if (!isSendingToQueues(f))
      return unproven(
        "SQS chooses the deduplication ids itself: one sent within the last five minutes may be dropped.",
      );
    const byContent = fifo.some(({ queue }) => queue.isContentDeduplicated);
    return pass(
      `Each message gets a deduplication id of its own, the same for the whole run: SQS drops none${byContent ? ", although the queue goes by content" : ""}, and a second try within five minutes makes no second copy.`,
    );
  },
};

function counted(count: number, what: string): string {
  return `${countInWords(count)} ${what}${count === 1 ? "" : "s"}`;
}
