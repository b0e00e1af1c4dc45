import { nextCronTime, parseCron } from "./cron";

/** The first time after `after` at which something happens, both epoch milliseconds; undefined when never again. */
export type NextTime = (after: number) => number | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(…)` and `cron(…)` as the EventBridge user guide ("Creating a rule that runs on a schedule") defines them:
 * `rate(1 minute)` but `rate(5 minutes)`. A rate counts from the time it is given. Undefined when the text is neither.
 */
export function parseSchedule(expression: string): NextTime | undefined {
  const [, count, unit = "", plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  if (count !== undefined) return rateOf(Number(count), unit, plural === "s");
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  const cron = fields === undefined ? undefined : parseCron(fields);
  return cron && ((after) => nextCronTime(cron, after));
}

function rateOf(count: number, unit: string, isPlural: boolean): NextTime | undefined {
  const unitMs = UNIT_MS[unit];
  if (!unitMs || count < 1 || (count === 1) === isPlural) return undefined;
  return (after) => after + count * unitMs;
}
