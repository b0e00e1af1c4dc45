import type { Edge } from "../inventory/edges";
import type { Graph } from "../inventory/graph";
import type { Resource, ResourceOf } from "../inventory/resource";

/** Who invokes a function and does not wait: what fails is the function's own matter. */
export interface AsyncSender {
  readonly sender: Resource;
  /** The alias or version that is invoked; `$LATEST` where the sender names none. */
  readonly qualifier: string;
}

/**
 * The senders that are known to invoke a function asynchronously: rules, subscriptions, schedules and the destinations of
 * other functions. Buckets, code and others that the inventory does not read are missing.
 */
export function asyncSendersOf(graph: Graph, fn: ResourceOf<"function">): AsyncSender[] {
  return graph.edgesTo(fn.arn).flatMap((edge) => {
    const sender = graph.find(edge.from);
    return sender ? invokedArns(sender, edge).flatMap((arn) => qualified(sender, arn, fn.arn)) : [];
  });
}

function invokedArns(sender: Resource, edge: Edge): (string | null)[] {
  const isDelivery = edge.kind === "delivers";
  switch (sender.kind) {
    case "rule":
      return sender.config.targets.flatMap(({ id, arn }) => (isDelivery && id === edge.part ? [arn] : []));
    case "subscription":
      return isDelivery ? [sender.config.endpoint] : [];
    case "schedule":
      return isDelivery ? [sender.config.targetArn] : [];
    case "function":
      return sender.config.async.flatMap(({ qualifier, onFailureArn, onSuccessArn }) =>
        qualifier === edge.part ? [isDelivery ? onSuccessArn : onFailureArn] : [],
      );
    default:
      return [];
  }
}

function qualified(sender: Resource, arn: string | null, functionArn: string): AsyncSender[] {
  if (arn === functionArn) return [{ sender, qualifier: "$LATEST" }];
  return arn?.startsWith(`${functionArn}:`) ? [{ sender, qualifier: arn.slice(functionArn.length + 1) }] : [];
}
