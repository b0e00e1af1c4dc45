import { spanOf } from "../../coverage/span";

/** A number as a person writes it: `1,200`, and one place behind the point below ten. */
export function numeral(value: number): string {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return rounded.toLocaleString("en-US");
}

export function counted(count: number, one: string, many: string): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}

/** `3 %`, `0.4 %`, never 0 % of something. */
export function percent(share: number): string {
  const value = share * 100;
  return value < 0.1 ? "less than 0.1 %" : `${numeral(Math.min(100, value))} %`;
}

/** `12:04 UTC`, with the day where it is not of the last twelve hours. */
export function clock(at: Date, now: Date): string {
  const text = at.toISOString();
  const isNear = Math.abs(now.getTime() - at.getTime()) < 12 * 3_600_000;
  return `${isNear ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`} UTC`;
}

const FIGURES_SECONDS = 1200;
/** Which twenty minutes figures are about: those until they were read last, which may be a while ago. */
export function figureSpan(toldUntil: Date | null | undefined, now: Date): string {
  if (!toldUntil || agoSeconds(toldUntil, now) <= FIGURES_SECONDS) return "in the last 20 minutes";
  return `in the 20 minutes before ${clock(toldUntil, now)}`;
}

/** Whole minutes from a minute on: a sentence that changes each second is of no use. */
export function roughSpan(seconds: number): string {
  return spanOf(seconds < 60 ? seconds : Math.floor(seconds / 60) * 60);
}

export function agoSeconds(at: Date, now: Date): number {
  return (now.getTime() - at.getTime()) / 1000;
}
