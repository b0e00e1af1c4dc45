import type { Queue } from "@/lib/contract/queues";
import type { Loss } from "../../_components/ui/loss";

/** What the loss clock of a queue knows; undefined for queues whose messages have their consumer and no such clock. */
export function lossOfQueue(
  queue: Pick<Queue, "isDeadLetterQueue" | "lossKind" | "lossAt" | "retentionSeconds">,
): Loss | undefined {
  if (!queue.isDeadLetterQueue) return undefined;
  if (queue.lossKind === "none") return { kind: "nothing-left" };
  if (queue.lossKind === "unknown" || queue.lossAt === null) return { kind: "unknown" };
  if (queue.lossKind === "bound") return { kind: "bound", notBefore: queue.lossAt };
  return { kind: "deadline", at: queue.lossAt, retentionSeconds: queue.retentionSeconds };
}
