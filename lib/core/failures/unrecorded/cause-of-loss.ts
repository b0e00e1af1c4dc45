import type { LikelyCause } from "../../events/likely-causes";
import type { Cause } from "../cause-kind";

const MOST = 3;

/**
 * The cause of a loss, by what is known of where it happened: as sure as the surest of the likely causes. Metrics never say
 * why, so that it stays unknown where nothing is sure.
 */
export function causeOfLoss(untold: Cause, likely: readonly LikelyCause[]): Cause {
  if (likely.length === 0) return untold;
  const said = likely.slice(0, MOST).map(({ sentence }) => sentence);
  const [first] = likely;
  if (first?.isCertain) return { kind: first.kind, reason: `By what is known of it: ${said.join(" ")}` };
  return { kind: untold.kind, reason: `A metric counts and does not say why. Likely: ${said.join(" ")}` };
}
