import type { Queue } from "@/lib/contract/queues";
import type { Loss } from "../../_components/ui/loss";

/** Whether nothing at all is in the queue: what is in flight or delayed is still there, and can still be lost. */
export function isEmpty({ visible, inFlight, delayed }: Pick<Queue, "visible" | "inFlight" | "delayed">): boolean {
  return visible === 0 && (inFlight ?? 0) === 0 && (delayed ?? 0) === 0;
}

/** What the loss clock of a queue knows; undefined for queues whose messages have their consumer and no such clock. */
export function lossOfQueue(
  queue: Pick<
    Queue,
    | "isDeadLetterQueue"
    | "lossKind"
    | "lossAt"
    | "lossLatestAt"
    | "retentionSeconds"
    | "visible"
    | "inFlight"
    | "delayed"
  >,
): Loss | undefined {
  if (!queue.isDeadLetterQueue) return undefined;
  if (queue.lossKind === "saved") return { kind: "saved" };
  if (queue.lossKind === "none") return isEmpty(queue) ? { kind: "nothing-left" } : { kind: "unknown" };
  if (queue.lossKind === "unknown" || queue.lossAt === null) return { kind: "unknown" };
  if (queue.lossKind === "bound") return { kind: "bound", notBefore: queue.lossAt, by: queue.lossLatestAt };
  return { kind: "deadline", at: queue.lossAt, retentionSeconds: queue.retentionSeconds };
}
