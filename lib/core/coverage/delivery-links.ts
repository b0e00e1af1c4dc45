import type { Graph } from "../inventory/graph";
import type { Resource } from "../inventory/resource";

/** One place that somebody delivers to or takes from. */
export interface DeliveryLink {
  readonly sender: Resource;
  readonly part: string;
  readonly arn: string;
  /** *target*: events go there. *source*: events are taken from there. */
  readonly role: "target" | "source";
  readonly hasFailureDestination: boolean;
}

/** Every configured way of an event; not those of rules that a service manages, nor of unconfirmed subscriptions. */
export function deliveryLinks(graph: Graph): DeliveryLink[] {
  return graph.resources.flatMap(linksOf);
}

function linksOf(sender: Resource): DeliveryLink[] {
  const target = (arn: string, deadLetterArn: string | null, part = ""): DeliveryLink => ({
    sender,
    part,
    arn,
    role: "target",
    hasFailureDestination: deadLetterArn !== null,
  });
  const source = (arn: string): DeliveryLink => ({ ...target(arn, null, "source"), role: "source" });
  switch (sender.kind) {
    case "rule":
      if (sender.config.managedBy) return [];
      return sender.config.targets.map(({ id, arn, deadLetterArn }) => target(arn, deadLetterArn, id));
    case "subscription":
      return sender.config.isConfirmed ? [target(sender.config.endpoint, sender.config.deadLetterArn)] : [];
    case "schedule":
      return [target(sender.config.targetArn, sender.config.deadLetterArn)];
    case "pipe":
      return [target(sender.config.targetArn, sender.config.deadLetterArn), source(sender.config.sourceArn)];
    case "mapping":
      return [target(sender.config.functionArn, sender.config.onFailureArn), source(sender.config.sourceArn)];
    default:
      return [];
  }
}
