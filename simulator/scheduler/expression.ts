import { parseCron } from "./cron";

/** When a schedule runs. */
export interface Expression {
  readonly isOnce: boolean;
  /** The first run at `from` or later, for a schedule that begins at `startAt`; undefined when there is none left. */
  next(from: number, startAt: number): number | undefined;
}

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Reads `at(…)`, `rate(…)` and `cron(…)` in UTC. A rate runs first when it begins and then after every interval
 * (EventBridge Scheduler User Guide, "Schedule types"). Throws RangeError with a sentence.
 */
export function parseExpression(text: string): Expression {
  const [, kind, inside = ""] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (kind === "at") return once(inside);
  if (kind === "rate") return repeating(inside);
  if (kind === "cron") {
    const cron = parseCron(inside);
    return { isOnce: false, next: (from) => cron.next(from) };
  }
  throw new RangeError("a schedule expression is at(…), rate(…) or cron(…)");
}

function once(text: string): Expression {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new RangeError("at(…) holds a time as yyyy-mm-ddThh:mm:ss");
  return { isOnce: true, next: (from) => (from <= at ? at : undefined) };
}

function repeating(text: string): Expression {
  const [, count = "", unit = ""] = /^([1-9]\d{0,8}) (minute|hour|day)s?$/.exec(text) ?? [];
  const everyMs = Number(count) * (UNITS[unit as keyof typeof UNITS] ?? 0);
  if (everyMs === 0) throw new RangeError("rate(…) holds a positive number and minutes, hours or days");
  return {
    isOnce: false,
    next: (from, startAt) => startAt + Math.max(0, Math.ceil((from - startAt) / everyMs)) * everyMs,
  };
}
