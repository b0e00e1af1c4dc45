import type { SignalJudge } from "../facts";
import { counted, figureSpan, percent } from "../words";

export const ERROR_COUNT = 3;
export const ERROR_SHARE = 0.05;
export const MOSTLY_ERRORS_SHARE = 0.25;

/** The share of runs of a function that ended with an error. Runs that nobody counted are not taken for none. */
export const functionErrors: SignalJudge = ({ function: fn, part }, now) => {
  const errors = fn?.errors ?? 0;
  if (!fn || errors < ERROR_COUNT) return undefined;
  if (fn.invocations === null)
    return {
      state: "degraded",
      sentence: `${counted(errors, "run", "runs")} of ${part.name} ended with an error ${figureSpan(fn.toldUntil, now)}; how many there were is not told.`,
    };
  const share = errors / Math.max(errors, fn.invocations);
  if (share < ERROR_SHARE) return undefined;
  return {
    state: share >= MOSTLY_ERRORS_SHARE ? "failing" : "degraded",
    sentence: `${counted(errors, "run", "runs")} of ${part.name} ended with an error ${figureSpan(fn.toldUntil, now)}; ${percent(share)} of all.`,
  };
};
