import type { EventRule } from "@/lib/contract/event-buses";

type Shown = Pick<EventRule, "id" | "name" | "state" | "bus" | "managedBy">;
interface Filter {
  readonly busId?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * Those that lose events, then those that fail, then those that went silent, then the others as they come, those that AWS
 * manages last; each once. The list comes by name, so that its first page may hold none of those that need somebody.
 */
export function neediestFirst<Rule extends Shown>(
  rules: readonly Rule[],
  failing: readonly Rule[],
  silent: readonly Rule[],
  { busId, name = "" }: Filter,
): Rule[] {
  const fits = (rule: Rule) =>
    (busId === undefined || rule.bus.id === busId) && rule.name.toLowerCase().includes(name.toLowerCase());
  const isLosing = ({ state }: Rule) => state === "losing";
  const ordered = [...failing.filter(isLosing), ...failing.filter((rule) => !isLosing(rule)), ...silent].filter(fits);
  const first = new Map(ordered.map((rule) => [rule.id, rule]));
  const others = rules.filter(({ id }) => !first.has(id));
  return [
    ...first.values(),
    ...others.filter(({ managedBy }) => managedBy === null),
    ...others.filter(({ managedBy }) => managedBy !== null),
  ];
}
