import { clock, counted, numeral } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { overLimit, STALE_MS } from "./over-limit";

/** More messages wait in a queue than its limit says. */
export const depthThreshold: ConditionJudge = ({ queues }, at) =>
  queues.flatMap((fact) => {
    const { depth, deepSince, sampledAt, limits, isDeadLetterQueue, name } = fact;
    const limit = isDeadLetterQueue ? limits.deadLetterDepth : limits.queueDepth;
    if (limit === null || depth === null || depth <= limit || deepSince === null) return [];
    const isOld = sampledAt !== null && at.getTime() - sampledAt.getTime() > STALE_MS;
    const when = isOld ? ` when it was read last, ${clock(sampledAt, at)}` : "";
    const sentence = `${counted(depth, "message waits", "messages wait")} in ${name}${when}: more than ${numeral(limit)} since ${clock(deepSince, at)}.`;
    return overLimit("depth-threshold", fact, deepSince, at, sentence);
  });
