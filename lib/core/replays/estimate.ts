import { priceOf } from "../cost/prices";
import { momentInWords } from "../plans/checks/moment";
import type { EstimateBasis } from "./estimate-bases";

/** What metrics told of a rule in a stretch of time. */
export interface RuleFigure {
  readonly ruleArn: string;
  /** Events that its pattern matched, as far as they were told. */
  readonly matchedCount: number;
  readonly targetCount: number;
}

export interface EstimateFacts {
  readonly from: string;
  readonly until: string;
  /** Of the managed rule that feeds the archive: what it matched is what was archived. Null: nothing was told of it. */
  readonly archivedCount: number | null;
  /** Of the rules that would get the events; a rule of which nothing was told is left out. */
  readonly rules: readonly RuleFigure[];
  /** Until when these figures were read; null: not known. What came later in the range is not in them. */
  readonly toldUntil: string | null;
  /** How many rules would get them in all. */
  readonly ruleCount: number;
  readonly archive: {
    /** AWS counts up to 24 hours late; null: not read. */
    readonly eventCount: number | null;
    /** Since when it may hold events: when it was made, or as far back as it keeps them. Null: not known. */
    readonly keptSince: string | null;
  };
  readonly now: Date;
}

/** How much a replay would send, as an estimate: EventBridge tells no number beforehand, nor afterwards. */
export interface Estimate {
  /** Events of the range in the archive; null where nobody can tell. */
  readonly events: number | null;
  /** How often targets would be called; null where nobody can tell. */
  readonly deliveries: number | null;
  readonly basis: EstimateBasis;
  /** What it rests on, as a sentence. */
  readonly words: string;
  readonly priceUsd: number | null;
}

/**
 * How many events a replay of this range sends again. By what the archive's own rule matched, else at least what one of the chosen
 * rules matched, else by the archive's average since it keeps events. AWS does not say whether events that no chosen rule gets
 * are billed: the price takes every event of the range.
 */
export function estimateReplay(facts: EstimateFacts): Estimate {
  const deliveries = deliveriesOf(facts);
  const { events, basis, words } = eventsOf(facts);
  const isByMetrics = basis === "archive-rule" || basis === "rule-metrics";
  const missing = isByMetrics && facts.toldUntil !== null && facts.toldUntil < facts.until;
  const said = missing
    ? `${words} Counted until ${momentInWords(facts.toldUntil, facts.now)}: the rest was not told yet.`
    : words;
  return { events, deliveries, basis, words: said, priceUsd: events === null ? null : replayPrice(events) };
}

/** At list price, which is one event for each 64 KB; a price that is not known is never nothing. */
function replayPrice(events: number): number | null {
  return priceOf("events:ReplayedEvents", events) ?? null;
}

function eventsOf(facts: EstimateFacts): Pick<Estimate, "events" | "basis" | "words"> {
  if (facts.archivedCount !== null)
    return {
      events: facts.archivedCount,
      basis: "archive-rule",
      words: "An estimate: so many events the archive's own rule matched in that time, as CloudWatch told.",
    };
  const [most] = [...facts.rules].sort((a, b) => b.matchedCount - a.matchedCount);
  if (most)
    return {
      events: most.matchedCount,
      basis: "rule-metrics",
      words:
        "An estimate, and rather too low: so many events the busiest of the chosen rules matched in that time. What only other rules match is in the archive too.",
    };
  const average = averageOf(facts);
  if (average !== null)
    return {
      events: average,
      basis: "archive-average",
      words:
        "A coarse estimate: the archive's events spread evenly over the time that it keeps. Busy hours hold more, and AWS counts up to 24 hours late.",
    };
  return { events: null, basis: "unknown", words: "Nobody can tell how many events lie in that time." };
}

function averageOf({ archive: { eventCount, keptSince }, from, until, now }: EstimateFacts): number | null {
  if (eventCount === null || keptSince === null) return null;
  const keptMs = now.getTime() - Date.parse(keptSince);
  const asked = Date.parse(until) - Math.max(Date.parse(from), Date.parse(keptSince));
  if (keptMs <= 0 || asked <= 0) return null;
  return Math.round(eventCount * Math.min(1, asked / keptMs));
}

/** Null unless something was told of every rule: a sum with holes would look like the whole. */
function deliveriesOf({ rules, ruleCount }: EstimateFacts): number | null {
  if (ruleCount === 0 || rules.length < ruleCount) return null;
  return rules.reduce((sum, { matchedCount, targetCount }) => sum + matchedCount * targetCount, 0);
}
