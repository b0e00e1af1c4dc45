import { isOverThreshold } from "../plans/stages";
import type { RunCounters } from "./item";

/** What a run acts on, one of them. */
type Noun = "message" | "execution";

const WORDS = {
  message: {
    gone: "left the dead-letter queue and were not seen again",
    returned: "came back",
    may: "may come back",
    who: "consumer",
  },
  execution: { gone: "succeeded", returned: "failed again", may: "may fail again", who: "state machine" },
} as const;

/** What became of a run that has ended, in one sentence that claims nothing which was not seen. */
export function endInWords(counters: RunCounters, thresholdPercent: number, noun: Noun = "message"): string {
  const { selected, sent, gone, returned, unknown, ambiguous, rejected, skipped } = counters;
  const words = WORDS[noun];
  if (selected === 0) return "it took the queue as it was";
  const parts = [
    `${sent} of ${selected} sent`,
    gone > 0 ? `${gone} ${words.gone}` : "",
    returned > 0 ? `${returned} ${words.returned}` : "",
    unknown > ambiguous ? `of ${unknown - ambiguous} nobody knows` : "",
    ambiguous > 0 ? `${ambiguous} without an answer` : "",
    rejected > 0 ? `${rejected} refused` : "",
    skipped > 0 ? `${skipped} skipped` : "",
  ].filter(Boolean);
  const warning = isOverThreshold(returned, sent, thresholdPercent)
    ? `; that is more than the ${thresholdPercent} % that ${words.may}, so the ${words.who} still fails on them`
    : "";
  return parts.join(", ") + warning;
}
