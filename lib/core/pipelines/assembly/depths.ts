import type { Wiring } from "./wiring";

/**
 * How many hops each part lies from the entries, the shortest way; what is on a circle ends there. What several share is
 * reached and not gone through, except to where it gives up. What no entry leads to begins anew at 0.
 */
export function depthsOf(
  wiring: Wiring,
  parts: ReadonlySet<number>,
  entries: readonly number[],
  isShared: readonly boolean[],
): Map<number, number> {
  const depths = new Map(entries.map((place) => [place, 0]));
  walk(wiring, parts, depths, [...entries], isShared);
  for (const place of parts)
    if (!depths.has(place)) {
      depths.set(place, 0);
      if (!isShared[place]) walk(wiring, parts, depths, [place], isShared);
    }
  return depths;
}

function walk(
  wiring: Wiring,
  parts: ReadonlySet<number>,
  depths: Map<number, number>,
  waiting: number[],
  isShared: readonly boolean[],
): void {
  for (const place of waiting) {
    const next = (depths.get(place) ?? 0) + 1;
    for (const { to, kind } of wiring.out[place] ?? []) {
      if (!parts.has(to) || depths.has(to) || (isShared[place] && kind !== "dead-letters")) continue;
      depths.set(to, next);
      waiting.push(to);
    }
  }
}
