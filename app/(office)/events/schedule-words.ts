const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ANY = new Set(["*", "?"]);

/** A schedule of a rule as one reads it: "every 5 minutes", "every day at 08:00 UTC"; what is odder, as AWS writes it. */
export function scheduleWords(expression: string): string {
  const [, kind, inside] = /^(rate|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (inside === undefined) return expression;
  const words = kind === "rate" ? rateWords(inside) : cronWords(inside.trim().split(/\s+/));
  return words ?? `by the schedule ${inside.trim()}, in UTC`;
}

function rateWords(inside: string): string | undefined {
  const [, count, unit] = /^\s*(\d+)\s+(minute|hour|day)s?\s*$/.exec(inside) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return count === "1" ? `every ${unit}` : `every ${count} ${unit}s`;
}

function cronWords([minute = "", hour = "", monthDay = "", month = "", weekDay = "", year = ""]: string[]) {
  if (month !== "*" || year !== "*") return undefined;
  const day = dayWords(monthDay, weekDay);
  const step = /^(?:0|\*)\/(\d+)$/.exec(minute)?.[1];
  if (step && hour === "*" && day === "every day") return `every ${step} minutes`;
  if (!/^\d{1,2}$/.test(minute)) return undefined;
  if (hour === "*" && day === "every day") return `every hour at minute ${Number(minute)}`;
  if (!/^\d{1,2}$/.test(hour) || day === undefined) return undefined;
  return `${day} at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} UTC`;
}

function dayWords(monthDay: string, weekDay: string): string | undefined {
  if (ANY.has(monthDay) && ANY.has(weekDay)) return "every day";
  if (ANY.has(weekDay)) return /^\d{1,2}$/.test(monthDay) ? `on day ${Number(monthDay)} of each month` : undefined;
  const parts = weekDay.split(",").map((part) => {
    const [first, last] = part.split("-").map(dayName);
    if (first === undefined || (part.includes("-") && last === undefined)) return undefined;
    return last === undefined ? first : `${first} to ${last}`;
  });
  return parts.includes(undefined) ? undefined : `every ${parts.join(", ")}`;
}

/** EventBridge counts from Sunday, which is 1. */
function dayName(written: string): string | undefined {
  if (/^[1-7]$/.test(written)) return DAYS[Number(written) - 1];
  return DAYS.find((day) => day.slice(0, 3).toUpperCase() === written.toUpperCase());
}
