import { formatClock, formatMoment } from "../ui/time-format";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Times for marks and tooltips, and shorter ones for the axis, as fine as the span of the chart asks for. */
export function chartClock(zone: string, now: number, spanMs: number, stepMs: number) {
  const isLong = spanMs > 2 * DAY_MS;
  const precision = stepMs < 60_000 ? "second" : "minute";
  const clock = (at: number) =>
    isLong ? formatMoment(new Date(at), zone, new Date(now)) : formatClock(new Date(at), zone, precision);
  const tickText = (at: number) => {
    const time = formatClock(new Date(at), zone, at % MINUTE_MS === 0 ? "minute" : "second");
    return isLong && time === "00:00" ? formatMoment(new Date(at), zone, new Date(now)).replace(/ 00:00$/, "") : time;
  };
  return { clock, tickText };
}

/** How far the zone lies east of UTC at that moment. */
export function zoneOffsetMs(at: number, zone: string): number {
  const local = new Date(at).toLocaleString("sv-SE", { timeZone: zone });
  return Math.round((Date.parse(`${local.replace(" ", "T")}Z`) - at) / 60_000) * 60_000;
}
