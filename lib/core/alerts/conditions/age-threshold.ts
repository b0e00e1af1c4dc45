import { clock, roughSpan } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { overLimit, STALE_MS } from "./over-limit";

/**
 * The oldest message of a queue is older than its limit says. An age that was read is carried on for as long as the queue is
 * not seen empty; one that is old is said to be so.
 */
export const ageThreshold: ConditionJudge = ({ queues }, at) =>
  queues.flatMap((fact) => {
    const { ageSeconds, ageAt, depth, limits, isDeadLetterQueue, name } = fact;
    const limit = isDeadLetterQueue ? limits.deadLetterAgeSeconds : limits.queueAgeSeconds;
    if (limit === null || ageSeconds === null || ageAt === null || depth === 0 || ageSeconds <= limit) return [];
    const since = new Date(ageAt.getTime() - (ageSeconds - limit) * 1000);
    const when = at.getTime() - ageAt.getTime() > STALE_MS ? ` when it was read last, ${clock(ageAt, at)}` : "";
    const sentence = `The oldest message of ${name} was ${roughSpan(ageSeconds)} old${when}: longer than ${roughSpan(limit)} since ${clock(since, at)}.`;
    return overLimit("age-threshold", fact, since, at, sentence);
  });
