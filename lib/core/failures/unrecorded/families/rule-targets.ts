import { ruleDimensions } from "@/lib/core/events/event-figures";
import type { ResourceOf } from "@/lib/core/inventory/resource";
import type { LossGraph } from "../family";

type Rule = ResourceOf<"rule">;

/** Rules of people; what a service manages is not theirs to mend. */
export function rulesOf(graph: LossGraph): readonly Rule[] {
  return graph.all("rule").filter(({ config }) => config.managedBy === null && config.targets.length > 0);
}

export function dimensionsOf({ name, config }: Rule): Readonly<Record<string, string>> {
  return ruleDimensions(config.busName, name);
}

/** The way back of an event that nobody kept. */
export function wayBackOf(graph: LossGraph, { name, config }: Rule): string {
  const archive = graph.all("archive").find((one) => one.config.busArn === config.busArn);
  return archive
    ? `Nothing was kept by the rule: replay archive ${archive.name} for that time to rule ${name} alone, or send the events again at their source.`
    : "Nothing was kept, and the bus has no archive: send the events again at their source.";
}
