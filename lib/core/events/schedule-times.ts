import { parseCron, previousCronTime } from "./cron";

const MINUTE_MS = 60_000;
const RATES: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: 1440 * MINUTE_MS };

/**
 * When a schedule should have come last before a time, epoch milliseconds: of `cron(…)` the time itself, in UTC, with the one
 * before it; of `rate(…)` only its gap, since it counts from when the rule was made. Undefined where it cannot be told.
 */
export function scheduleOf(
  expression: string,
): { kind: "rate"; gapMs: number } | { kind: "cron"; before: (at: number) => number | undefined } | undefined {
  const [, count, unit] = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/.exec(expression.trim()) ?? [];
  if (count !== undefined && unit !== undefined) return { kind: "rate", gapMs: Number(count) * (RATES[unit] ?? 0) };
  const [, fields] = /^cron\((.+)\)$/.exec(expression.trim()) ?? [];
  const cron = fields === undefined ? undefined : parseCron(fields.trim());
  return cron && { kind: "cron", before: (at) => previousCronTime(cron, at) };
}
