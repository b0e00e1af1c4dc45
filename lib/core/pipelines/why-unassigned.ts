import type { ResourceKind } from "../inventory/resource";

/** Why a resource is part of no pipeline. */
export function whyUnassigned(kind: ResourceKind, isManaged: boolean): string {
  if (isManaged) return "A service of AWS manages this rule for itself.";
  return REASONS[kind];
}

const REASONS: Readonly<Record<ResourceKind, string>> = {
  bus: "No rule of people is known on this bus.",
  rule: "This rule has no target.",
  archive: "An archive keeps events of its bus; it is no part of their way.",
  schedule: "It was found a moment ago and is not assembled yet.",
  pipe: "It was found a moment ago and is not assembled yet.",
  topic: "Nothing is subscribed to this topic, and nobody is seen to publish to it.",
  subscription: "It was found a moment ago and is not assembled yet.",
  queue: "Nothing that belongs to a pipeline is seen to give up into this queue.",
  mapping: "It was found a moment ago and is not assembled yet.",
  function: "Nobody is seen to call this function, and it names no queue for what fails.",
  "state-machine": "Nobody is seen to start this state machine, and no function is known that it calls.",
  alarm: "An alarm watches; it is no part of a way.",
};
