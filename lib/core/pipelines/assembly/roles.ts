import type { PartRole } from "../pipeline";
import { isDeadLetter, type Wiring } from "./wiring";

const WORKS: readonly string[] = ["function", "state-machine", "outside"];

/** What a part does in its pipeline. What takes and hands nothing on, but for what it gives up, is a consumer. */
export function roleOf(
  wiring: Wiring,
  place: number,
  { isShared, isEntry }: { readonly isShared: boolean; readonly isEntry: boolean },
): PartRole {
  if (isShared) return "shared";
  if (isEntry) return "entry";
  if (isDeadLetter(wiring, place)) return "dead-letter";
  const handsOn = (wiring.out[place] ?? []).some(({ kind }) => kind !== "dead-letters");
  return WORKS.includes(wiring.nodes[place]?.kind ?? "") && !handsOn ? "consumer" : "hop";
}
