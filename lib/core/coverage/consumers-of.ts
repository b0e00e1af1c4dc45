import type { Graph } from "../inventory/graph";
import type { ResourceOf } from "../inventory/resource";

export type Consumer = ResourceOf<"mapping"> | ResourceOf<"pipe">;

/** The mappings and pipes that take from a queue, switched on or not. Programs that poll by themselves cannot be seen. */
export function consumersOf(graph: Graph, queueArn: string): readonly Consumer[] {
  return graph.edgesFrom(queueArn).flatMap((edge) => {
    const consumer = edge.kind === "consumes" ? graph.find(edge.to) : undefined;
    return consumer?.kind === "mapping" || consumer?.kind === "pipe" ? [consumer] : [];
  });
}

export function isOn(consumer: Consumer): boolean {
  return consumer.kind === "mapping" ? consumer.config.isEnabled : consumer.config.isRunning;
}
