/** "Sat 28 Nov 01:54"; the year is added when it is not the year of `now`. */
export function formatMoment(at: Date, zone: string, now: Date): string {
  const isOtherYear = part(at, zone, { year: "numeric" }) !== part(now, zone, { year: "numeric" });
  const day = `${part(at, zone, { weekday: "short" })} ${part(at, zone, { day: "numeric" })} ${part(at, zone, { month: "short" })}`;
  return `${day}${isOtherYear ? ` ${part(at, zone, { year: "numeric" })}` : ""} ${formatClock(at, zone, "minute")}`;
}

/** "03:06:41", or "03:06" to the minute. */
export function formatClock(at: Date, zone: string, precision: "second" | "minute" = "second"): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(precision === "second" ? { second: "2-digit" } : {}),
    hourCycle: "h23",
    timeZone: zone,
  }).format(at);
}

/** "2026-11-24 02:07:11 UTC", and behind it the viewer's own "03:07:11 GMT+1" when that differs. */
export function formatAbsolute(at: Date, zone: string): string {
  const utc = `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  if (zone === "UTC") return utc;
  const zoneName = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" })
    .formatToParts(at)
    .find((piece) => piece.type === "timeZoneName")?.value;
  return `${utc} · ${formatClock(at, zone)} ${zoneName ?? zone}`;
}

function part(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(at);
}
