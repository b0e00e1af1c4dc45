import type { ResourceKind } from "@/lib/core/inventory/resource";

/** Plural headings of the kinds. */
export const KIND_LABELS: Readonly<Record<ResourceKind, string>> = {
  bus: "Event buses",
  rule: "Rules",
  archive: "Archives",
  schedule: "Schedules",
  pipe: "Pipes",
  topic: "Topics",
  subscription: "Subscriptions",
  queue: "Queues",
  mapping: "Event source mappings",
  function: "Functions",
  "state-machine": "State machines",
  alarm: "Alarms",
};
