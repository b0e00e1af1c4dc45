import type { AlertSettings } from "@/lib/contract/alert-settings";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const DAY_WORDS: Readonly<Record<(typeof DAYS)[number], string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** "Mon–Fri 09:00 to 17:00; Sat, Sun 10:00 to 14:00". */
export function hoursWords({ weekly }: Pick<AlertSettings["staffedHours"][number], "weekly">): string {
  if (weekly.length === 0) return "never";
  return weekly.map(({ days, from, until }) => `${daysWords(days)} ${from} to ${until}`).join("; ");
}

function daysWords(days: readonly (typeof DAYS)[number][]): string {
  const first = DAYS.findIndex((day) => days.includes(day));
  const run = DAYS.slice(first, first + days.length);
  const isRun = days.length > 2 && run.length === days.length && run.every((day) => days.includes(day));
  if (days.length === DAYS.length) return "every day";
  const short = DAYS.filter((day) => days.includes(day)).map((day) => DAY_WORDS[day].slice(0, 3));
  return isRun ? `${short[0]}–${short.at(-1)}` : short.join(", ");
}
