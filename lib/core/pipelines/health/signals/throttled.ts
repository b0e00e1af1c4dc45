import type { Finding, FunctionSight, SignalJudge } from "../facts";
import { counted, figureSpan, percent } from "../words";

export const THROTTLED_COUNT = 5;
export const THROTTLED_SHARE = 0.01;
/** Where half of the calls are turned away the function does not keep up at all. */
export const MOSTLY_THROTTLED_SHARE = 0.5;

/** Calls that were put off or turned away for a limit: late, not lost. */
export const throttled: SignalJudge = ({ rule, function: fn, part }, now) => {
  if (fn) return ofFunction(fn, part.name, now);
  const count = rule?.isOfService ? 0 : (rule?.throttled ?? 0);
  if (count === 0) return undefined;
  return {
    state: "degraded",
    sentence: `EventBridge put off ${counted(count, "run", "runs")} of ${part.name} ${figureSpan(rule?.toldUntil, now)} for its own limits: late, not lost.`,
  };
};

function ofFunction(
  { throttles, invocations, toldUntil }: FunctionSight,
  name: string,
  now: Date,
): Finding | undefined {
  const count = throttles ?? 0;
  if (count < THROTTLED_COUNT) return undefined;
  const share = count / (count + (invocations ?? 0));
  if (share < THROTTLED_SHARE) return undefined;
  return {
    state: share >= MOSTLY_THROTTLED_SHARE ? "failing" : "degraded",
    sentence: `${counted(count, "call", "calls")} of ${name} were turned away for want of concurrency ${figureSpan(toldUntil, now)}; ${percent(share)} of all.`,
  };
}
