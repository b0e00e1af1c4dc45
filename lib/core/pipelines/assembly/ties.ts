import { type Edge, edgesOf } from "../../inventory/edges";
import type { Resource } from "../../inventory/resource";
import { unqualified, withoutVersion } from "../../inventory/unqualified";
import { endpointKey } from "./outside";

/** Whether a resource can be part of a pipeline: alarms and archives watch one, and rules of AWS's own serve other things. */
export function canBePart(resource: Resource): boolean {
  if (resource.kind === "rule") return resource.config.managedBy === null;
  return resource.kind !== "alarm" && resource.kind !== "archive";
}

/**
 * How a part leads on, and what leads to it where it is the one that says so: the edges of the inventory, and beside them the
 * enrichment of a pipe, the functions that a state machine names and the end of a subscription that is no ARN.
 */
export function tiesOf(resource: Resource): Edge[] {
  if (!canBePart(resource)) return [];
  return [...edgesOf(resource), ...moreTies(resource)].map((edge) => ({ ...edge, to: withoutVersion(edge.to) }));
}

function moreTies(resource: Resource): Edge[] {
  const { arn } = resource;
  const to = (other: string, part: string | null): Edge => ({
    from: arn,
    to: unqualified(other),
    kind: "delivers",
    part,
  });
  switch (resource.kind) {
    case "pipe":
      return resource.config.enrichmentArn ? [to(resource.config.enrichmentArn, "enrichment")] : [];
    case "state-machine":
      return (resource.config.functionArns ?? []).map((fn) => to(fn, null));
    case "subscription":
      return resource.config.endpoint.startsWith("arn:") ? [] : [to(endpointKey(arn), null)];
    default:
      return [];
  }
}
