import type { Graph } from "../inventory/graph";
import type { Resource } from "../inventory/resource";

/** Who answers for a resource that has no owner itself, in the order in which they are asked. It cannot run in a circle. */
export function nextStages(graph: Graph, resource: Resource): Resource[] {
  const known = (...arns: (string | null)[]) =>
    arns.flatMap((arn) => {
      const found = arn === null ? undefined : graph.find(arn);
      return found ? [found] : [];
    });
  switch (resource.kind) {
    case "subscription":
      return known(resource.config.endpoint, resource.config.topicArn);
    case "mapping":
      return known(resource.config.functionArn);
    case "schedule":
      return known(resource.config.targetArn);
    case "archive":
      return known(resource.config.busArn);
    case "queue":
      return known(onlyConsumer(graph, resource.arn));
    default:
      return [];
  }
}

/** The function that alone takes from the queue; null with several consumers, or with a pipe among them. */
function onlyConsumer(graph: Graph, queueArn: string): string | null {
  const consumers = graph.edgesFrom(queueArn).filter((edge) => edge.kind === "consumes");
  const functions = new Set(
    consumers.map(({ to }) => {
      const consumer = graph.find(to);
      return consumer?.kind === "mapping" ? consumer.config.functionArn : null;
    }),
  );
  return functions.size === 1 ? ([...functions][0] ?? null) : null;
}

/**
 * The stages whose failures arrive here. A sender that is a dead-letter queue itself only hands on: its senders count,
 * unless somebody said by hand whose it is. A circle of queues with nothing before it has no stage.
 */
export function failingSenders(graph: Graph, arn: string, isByHand: (arn: string) => boolean): Resource[] {
  const stages = new Map<string, Resource>();
  const seen = new Set([arn]);
  const waiting = [arn];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const { sender } of graph.sendersOf(at)) {
      if (seen.has(sender.arn)) continue;
      seen.add(sender.arn);
      const handsOn = sender.kind === "queue" && !isByHand(sender.arn) && graph.sendersOf(sender.arn).length > 0;
      if (handsOn) waiting.push(sender.arn);
      else stages.set(sender.arn, sender);
    }
  return [...stages.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
}
