import { formatPlural } from "@/app/_components/format";
import type { Queue } from "@/lib/contract/queues";

type Facts = Pick<Queue, "name" | "visible" | "inFlight" | "delayed" | "isBlind" | "error" | "deletedAt">;

/** The queue in a sentence: what it holds, or that nobody knows. */
export function queueTitle(queue: Facts): string {
  if (queue.deletedAt) return `${queue.name} was deleted`;
  if (queue.visible === null) return `${queue.name} was not read yet`;
  if (queue.isBlind || queue.error !== null) return `${queue.name} cannot be seen`;
  const all = queue.visible + (queue.inFlight ?? 0) + (queue.delayed ?? 0);
  return all === 0 ? `${queue.name} is empty` : `${queue.name} holds ${formatPlural(all, "message")}`;
}
