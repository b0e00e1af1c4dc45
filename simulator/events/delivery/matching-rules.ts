import type { World } from "../../service";
import { compilePattern } from "../pattern/compile-pattern";
import type { BusPlace } from "../resources/event-bus";
import { rulesOf } from "../resources/rule";
import type { BusEvent, Rule } from "../state";

type Matches = (event: BusEvent) => boolean;

const KEPT = 5000;
const known = new Map<string, Matches>();

/** The enabled rules of the bus whose pattern the event matches, in the order of their names. */
export function matchingRules(world: World, bus: BusPlace, event: BusEvent): Rule[] {
  return rulesOf(world, bus).filter(
    ({ state, eventPattern }) => state === "ENABLED" && eventPattern !== undefined && matcherOf(eventPattern)(event),
  );
}

/** Each event asks every rule of its bus: the same text is compiled once. */
function matcherOf(pattern: string): Matches {
  const compiled = known.get(pattern);
  if (compiled) return compiled;
  if (known.size >= KEPT) known.clear();
  const matches = compilePattern(pattern);
  known.set(pattern, matches);
  return matches;
}
