import { isOverThreshold } from "../plans/stages";
import type { RunCounters } from "./item";

/** What became of a run that has ended, in one sentence that claims nothing which was not seen. */
export function endInWords(counters: RunCounters, thresholdPercent: number): string {
  const { selected, sent, gone, returned, unknown, ambiguous, rejected, skipped } = counters;
  if (selected === 0) return "it took the queue as it was";
  const parts = [
    `${sent} of ${selected} sent`,
    gone > 0 ? `${gone} left the dead-letter queue and were not seen again` : "",
    returned > 0 ? `${returned} came back` : "",
    unknown > ambiguous ? `of ${unknown - ambiguous} nobody knows` : "",
    ambiguous > 0 ? `${ambiguous} without an answer` : "",
    rejected > 0 ? `${rejected} refused` : "",
    skipped > 0 ? `${skipped} skipped` : "",
  ].filter(Boolean);
  const warning = isOverThreshold(returned, sent, thresholdPercent)
    ? `; that is more than the ${thresholdPercent} % that may come back, so the consumer still fails on them`
    : "";
  return parts.join(", ") + warning;
}
