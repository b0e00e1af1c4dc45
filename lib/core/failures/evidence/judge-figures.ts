import type { AttemptFigures, Finding } from "./evidence";

/** CloudWatch tells a run that was cut off at its time-out as a hair less or more than that. */
const NEARLY = 0.98;

/** What the consumer's figures say of the minutes in which a message was tried; undefined when they say nothing. */
export function judgeFigures(figures: AttemptFigures): Finding | undefined {
  return timedOut(figures) ?? throttled(figures) ?? failed(figures);
}

function timedOut({ maxDurationMs, timeoutSeconds, errors }: AttemptFigures): Finding | undefined {
  // A run that times out counts as an error: where there was none, a long one was just long.
  if (maxDurationMs === null || timeoutSeconds === null || timeoutSeconds <= 0 || errors === 0) return undefined;
  if (maxDurationMs < timeoutSeconds * 1000 * NEARLY) return undefined;
  const text = `the longest run in that minute took ${seconds(maxDurationMs)}; the time-out is ${timeoutSeconds} s`;
  return finding(text, "timeout", "The consumer ran for as long as it may.");
}

function throttled({ throttles, errors }: AttemptFigures): Finding | undefined {
  if (throttles === null || throttles <= 0 || errors !== 0) return undefined;
  const text = `the consumer was throttled ${throttles} ${throttles === 1 ? "time" : "times"} in that minute, and no run failed`;
  return finding(text, "throttled", "The consumer was refused to run, and none of its runs failed.");
}

function failed({ errors }: AttemptFigures): Finding | undefined {
  if (errors === null || errors <= 0) return undefined;
  const text = `the consumer reported ${errors} ${errors === 1 ? "error" : "errors"} in that minute`;
  return finding(text, "unknown", "Figures tell that runs failed, not why.");
}

function finding(text: string, kind: Finding["cause"]["kind"], reason: string): Finding {
  return { rung: "metrics", confidence: "weak", text, cause: { kind, reason } };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
