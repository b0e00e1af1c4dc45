import type { Arguments, Flag } from "./command";
import { Misuse } from "./misuse";

/** How long to wait for a run, on every command that can. */
export const TIMEOUT: Flag = { value: "<time>", summary: "wait for so long at most: 90s, 30m, 2h" };

/** The value of a flag as a number; what is not one is refused by name. */
export function numberFrom(given: Arguments, flag: string): number | undefined {
  const text = given.text(flag);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) throw new Misuse(`--${flag} is a number, not ${text}.`);
  return Number(text);
}

/** The value of a flag such as 1,10,100. */
export function numbersFrom(given: Arguments, flag: string): number[] | undefined {
  const text = given.text(flag);
  if (text === undefined) return undefined;
  const parts = text.split(",").map((part) => part.trim());
  if (!parts.every((part) => /^\d{1,9}$/.test(part)))
    throw new Misuse(`--${flag} are whole numbers such as 1,10,100, not ${text}.`);
  return parts.map(Number);
}

const SECONDS = { s: 1, m: 60, h: 3_600 } as const;

/** The value of a flag such as 90s, 30m or 2h, in seconds. */
export function secondsFrom(given: Arguments, flag: string): number | undefined {
  const text = given.text(flag);
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,6})(s|m|h)$/.exec(text) ?? [];
  if (count === undefined) throw new Misuse(`--${flag} is a time such as 90s, 30m or 2h, not ${text}.`);
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}
