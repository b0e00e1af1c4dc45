import type { Graph } from "../inventory/graph";
import type { Resource } from "../inventory/resource";

/** Who gives up where: one configured failure destination. */
export interface DeadLetterLink {
  readonly sender: Resource;
  /** A target id, `async` for a function's dead-letter queue, a qualifier for an on-failure destination; else "". */
  readonly part: string;
  readonly destinationArn: string;
  /** False for a disabled rule, schedule or mapping and a stopped pipe. */
  readonly isActive: boolean;
}

/** Every configured failure destination; not those of rules that a service manages, nor of unconfirmed subscriptions. */
export function deadLetterLinks(graph: Graph): DeadLetterLink[] {
  return graph.resources.flatMap((sender) =>
    linksOf(sender).flatMap(({ part, to }) =>
      to ? [{ sender, part, destinationArn: to, isActive: isActive(sender) }] : [],
    ),
  );
}

function linksOf(sender: Resource): { part: string; to: string | null }[] {
  switch (sender.kind) {
    case "queue":
      return [{ part: "", to: sender.config.deadLetterTargetArn }];
    case "rule":
      if (sender.config.managedBy) return [];
      return sender.config.targets.map(({ id, deadLetterArn }) => ({ part: id, to: deadLetterArn }));
    case "subscription":
      return sender.config.isConfirmed ? [{ part: "", to: sender.config.deadLetterArn }] : [];
    case "bus":
    case "schedule":
    case "pipe":
      return [{ part: "", to: sender.config.deadLetterArn }];
    case "mapping":
      return [{ part: "", to: sender.config.onFailureArn }];
    case "function":
      return [
        { part: "async", to: sender.config.deadLetterArn },
        ...sender.config.async.map(({ qualifier, onFailureArn }) => ({ part: qualifier, to: onFailureArn })),
      ];
    default:
      return [];
  }
}

/** Whether a sender works at all: what is switched off loses nothing today. */
export function isActive(resource: Resource): boolean {
  switch (resource.kind) {
    case "rule":
    case "schedule":
    case "mapping":
      return resource.config.isEnabled;
    case "pipe":
      return resource.config.isRunning;
    default:
      return true;
  }
}
