import type { PartKind } from "../pipeline";
import type { Division } from "./divide";
import { isDeadLetter, type Wiring } from "./wiring";

/** Which of several beginnings stands for the pipeline: what people would name first. */
const FIRST: readonly PartKind[] = [
  "rule",
  "topic",
  "stream",
  "schedule",
  "pipe",
  "queue",
  "function",
  "state-machine",
  "outside",
  "subscription",
  "mapping",
];

/**
 * Where events come into a group from elsewhere, the one that stands for it first. A circle that nothing leads into begins at
 * the first of its members.
 */
export function entriesOf(wiring: Wiring, division: Division, members: readonly number[]): number[] {
  const sorted = [...members].sort((a, b) => rank(wiring, division, a) - rank(wiring, division, b) || a - b);
  const begins = sorted.filter((place) => isBeginning(wiring, division, place));
  return begins.length > 0 ? begins : sorted.slice(0, 1);
}

/** Nothing of its own pipeline leads here. */
function isBeginning(wiring: Wiring, { components, isShared, isCut }: Division, place: number): boolean {
  if (isCut[place]) return true;
  const own = components.of(place);
  return (wiring.in[place] ?? []).every(({ from }) => isShared[from] || components.of(from) !== own);
}

function rank(wiring: Wiring, { isCut }: Division, place: number): number {
  const kind = wiring.nodes[place]?.kind;
  return isCut[place] || kind === undefined ? -1 : FIRST.indexOf(kind);
}

/** Whether a group is only where what several share gives up in its turn: that belongs to all of them. */
export function isOnlyGivenUpInto(wiring: Wiring, { isShared }: Division, entries: readonly number[]): boolean {
  return entries.every(
    (place) => isDeadLetter(wiring, place) && (wiring.in[place] ?? []).some(({ from }) => isShared[from]),
  );
}

/** Whether something leads from here or to here: what stands alone is no pipeline, unless programs can use it unseen. */
export function isPipeline(wiring: Wiring, members: readonly number[]): boolean {
  const [only, ...more] = members;
  if (only === undefined || more.length > 0) return members.length > 0;
  const leadsOn = (wiring.out[only] ?? []).length > 0;
  switch (wiring.nodes[only]?.kind) {
    case "queue":
      return true;
    case "rule":
      return leadsOn;
    default:
      return leadsOn || (wiring.in[only] ?? []).length > 0;
  }
}
