import type { Unit } from "./review";

export const MESSAGES: Unit = { one: "message", many: "messages" };

/** A count with its unit: `1 order`, `47 orders`. Never rounded. */
export function countWords(count: number, { one, many }: Unit): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** The same where nothing is said as such: `no orders`. */
export function someWords(count: number, unit: Unit): string {
  return count === 0 ? `no ${unit.many}` : countWords(count, unit);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A time as one or two of its parts: `45 s`, `1 h 20 min`, `2 d 3 h`. */
export function spanWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return two([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
  const hours = Math.round(seconds / 3600);
  return two([Math.floor(hours / 24), "d"], [hours % 24, "h"]);
}

/** Hours with one digit behind the point; what is little is never said to be nothing. */
export function hoursWords(hours: number): string {
  const shown = hours > 0 && hours < 0.1 ? "less than 0.1" : String(Math.round(hours * 10) / 10);
  return `${shown} ${shown === "1" ? "hour" : "hours"}`;
}

export function usdWords(range: { readonly low: number; readonly high: number } | null): string {
  if (range === null) return "not measured";
  const [low, high] = [range.low.toFixed(2), range.high.toFixed(2)];
  return low === high ? `$${high}` : `$${low} to $${high}`;
}

/** A share in percent; what is little is never said to be nothing, nor what is missing a little to be all. */
export function percentWords(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "< 1 %";
  if (rounded === 100 && share < 1) return "> 99 %";
  return `${rounded} %`;
}

function two([big, bigUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
