import { nextSampleSeconds } from "../../../queues/cadence";
import type { Finding, PartFacts, QueueSight, SignalJudge } from "../facts";
import { agoSeconds, clock, roughSpan } from "../words";

/** No sight is called old before this: a look may come late once. */
export const LEAST_STALE_SECONDS = 100;
const MISSED_LOOKS = 3;
/** Figures of CloudWatch are asked for every quarter of an hour, where ListMetrics is refused every hour. */
export const STALE_FIGURES_SECONDS = 3 * 3600;

/** What was read once and is not read any more as often as it should be: nobody knows how it does now. */
export const stale: SignalJudge = (facts, now) => ofQueue(facts, now) ?? ofFigures(facts, now);

function ofQueue({ queue, part }: PartFacts, now: Date): Finding | undefined {
  if (!queue?.isSelected || queue.sampledAt === null) return undefined;
  const seconds = agoSeconds(queue.sampledAt, now);
  if (seconds <= staleAfterSeconds(queue, now)) return undefined;
  const why = queue.error ? `: ${queue.error.replace(/\.$/, "")}` : "";
  return {
    state: "blind",
    sentence: `Cannot see ${part.name}: its counters are ${roughSpan(seconds)} old${why}.`,
  };
}

/** After how many seconds a queue's counters are old: three looks were missed, as often as it is looked at. */
export function staleAfterSeconds(queue: QueueSight, now: Date): number {
  const { sampledAt, nextSampleAt, error, visible, inFlight, delayed, changedAt, isDeadLetterQueue } = queue;
  const usual = nextSampleSeconds({
    isDeadLetterQueue,
    visible: visible ?? 0,
    inFlight: inFlight ?? 0,
    delayed: delayed ?? 0,
    changedAt: changedAt?.toISOString() ?? null,
    now: sampledAt ?? now,
  });
  // After an error the next look says nothing of the usual pace.
  const planned = sampledAt && nextSampleAt && error === null ? agoSeconds(sampledAt, nextSampleAt) : 0;
  return Math.max(LEAST_STALE_SECONDS, MISSED_LOOKS * Math.max(usual, planned) + 10);
}

function ofFigures({ rule, function: fn, part }: PartFacts, now: Date): Finding | undefined {
  const askedAt = (fn ?? (rule?.isOfService ? null : rule))?.askedAt;
  if (!askedAt || agoSeconds(askedAt, now) <= STALE_FIGURES_SECONDS) return undefined;
  return {
    state: "blind",
    sentence: `Cannot see how ${part.name} does: its figures were last asked for at ${clock(askedAt, now)}.`,
  };
}
