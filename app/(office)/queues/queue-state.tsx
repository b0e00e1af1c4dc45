import type { Queue } from "@/lib/contract/queues";
import { StateLabel } from "../../_components/ui/state-label";

type Props = { queue: Pick<Queue, "mode" | "isBlind" | "isDeadLetterQueue" | "deadLetterTargetArn" | "deletedAt"> };

/** The first word about a queue: whether we can see it, how we read it, or what it is when we never do. */
export function QueueState({ queue }: Props) {
  if (queue.deletedAt) return <StateLabel status="cancelled">Deleted</StateLabel>;
  if (queue.isBlind) return <StateLabel status="blind" />;
  if (queue.isDeadLetterQueue) return <StateLabel status={queue.mode} />;
  if (queue.deadLetterTargetArn === null) return <StateLabel status="unproven">No DLQ</StateLabel>;
  return <span className="text-ink-2">Source</span>;
}
