import type { Finding, Flow, QueueSight, SignalJudge } from "../facts";
import { risingRun } from "../rising-run";
import { agoSeconds, clock, numeral, roughSpan } from "../words";

/** Below this a queue is busy, not behind. */
export const LEAST_BACKLOG = 10;
/** Where nobody measured what leaves, only a growth of this many in this time counts. */
export const LEAST_GROWTH = 100;
export const GROWTH_SECONDS = 600;

/** More waits than leaves within the age objective, with a forecast; where the flow is unknown, what grew by the counters. */
export const backlog: SignalJudge = ({ queue, part, objective }, now) => {
  if (!queue || queue.isDeadLetterQueue || part.role === "dead-letter") return undefined;
  const waiting = queue.visible ?? 0;
  if (waiting < LEAST_BACKLOG) return undefined;
  return queue.flow ? byFlow(queue.flow, waiting, part.name, objective.ageSeconds) : byCounters(queue, part.name, now);
};

function byFlow(flow: Flow, waiting: number, name: string, ageSeconds: number): Finding | undefined {
  const { sentPerMinute, deletedPerMinute } = flow;
  if (sentPerMinute === 0 && deletedPerMinute === 0) return undefined;
  const waitSeconds = deletedPerMinute > 0 ? (waiting / deletedPerMinute) * 60 : Number.POSITIVE_INFINITY;
  if (waitSeconds <= ageSeconds) return undefined;
  return {
    state: "degraded",
    sentence: `${numeral(waiting)} wait in ${name}: ${drainForecast(flow, waiting)}`,
  };
}

/** Arrival against drain in words, and when the queue is empty if it goes on like that. */
export function drainForecast({ sentPerMinute, deletedPerMinute }: Flow, waiting: number): string {
  const rates = `arrives ${numeral(sentPerMinute)}/min, leaves ${numeral(deletedPerMinute)}/min`;
  const net = sentPerMinute - deletedPerMinute;
  if (net >= 0) return `${rates}: +${numeral(net)}/min; never drains at this pace.`;
  return `${rates}: drains in about ${roughSpan(Math.max(60, (waiting / -net) * 60))}.`;
}

function byCounters({ looks, visible, metricsUntil }: QueueSight, name: string, now: Date): Finding | undefined {
  const first = looks[looks.length - risingRun(looks.map((look) => look.visible))];
  if (!first || visible === null) return undefined;
  const seconds = agoSeconds(first.at, now);
  if (visible - first.visible < LEAST_GROWTH || seconds < GROWTH_SECONDS) return undefined;
  const asked = metricsUntil ? `its flow was last told for ${clock(metricsUntil, now)}` : "its flow was never told";
  return {
    state: "degraded",
    sentence: `${name} grew from ${numeral(first.visible)} to ${numeral(visible)} in ${roughSpan(seconds)}; what arrives and leaves is not known, ${asked}.`,
  };
}
