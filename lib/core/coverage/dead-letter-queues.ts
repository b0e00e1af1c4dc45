import type { Graph } from "../inventory/graph";
import type { Resource, ResourceOf } from "../inventory/resource";

/** A queue that something gives up into. */
export interface DeadLetterQueue {
  readonly queue: ResourceOf<"queue">;
  /** Everything that gives up into it, each once. */
  readonly senders: readonly Resource[];
  /** Those of them that are queues: SQS itself moves their messages. */
  readonly sources: readonly ResourceOf<"queue">[];
}

/** The dead-letter queues that the inventory knows, whatever the service of the sender. */
export function deadLetterQueues(graph: Graph): readonly DeadLetterQueue[] {
  return graph.all("queue").flatMap((queue) => {
    const senders = [...new Set(graph.sendersOf(queue.arn).map(({ sender }) => sender))];
    const sources = senders.filter((sender) => sender.kind === "queue");
    return senders.length > 0 ? [{ queue, senders, sources }] : [];
  });
}
