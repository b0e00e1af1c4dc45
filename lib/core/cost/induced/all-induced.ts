import type { Induced, InducedCost, InducedFacts } from "./induced";
import { kmsRequests } from "./kms-requests";
import { metricStreams } from "./metric-streams";
import { secondCopies } from "./second-copies";
import { trailEvents } from "./trail-events";

const INDUCED: readonly Induced[] = [metricStreams, kmsRequests, trailEvents, secondCopies];

/** All that our asking makes AWS bill elsewhere, as estimates. What cannot be about this installation is left out. */
export function inducedCosts(facts: InducedFacts): InducedCost[] {
  return INDUCED.flatMap((induced) => induced(facts) ?? []);
}
