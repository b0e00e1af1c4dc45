import { isSending, isSendingToQueues, pass, queuesOf, type Rules, unproven, warn } from "../check";
import { countInWords } from "./moment";

/** What FIFO promises, and what a redrive can still keep of it. */
export const FIFO_RULES: Rules = {
  "fifo-order": (f) =>
    f.queue.isFifo && isSending(f)
      ? warn("FIFO: order is kept among these messages only; newer ones may have been processed already.")
      : undefined,
  "order-debt": (f) => {
    if (!f.queue.isFifo || f.action !== "redrive") return undefined;
    if (f.orderDebt === null)
      return unproven(
        "Nobody can say how many newer messages of these groups were processed already: SQS does not tell, and the consumer was not asked.",
      );
    return f.orderDebt === 0
      ? pass("No newer message of these groups is known to have been processed.")
      : warn(
          `${countInWords(f.orderDebt)} newer messages of these groups were processed already: what goes back now comes after them.`,
          "Ask the owner of the consumer whether an older state may overwrite a newer one.",
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
