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

/**
 * The value of a flag such as 1,10,100% as sizes of stages, of so many messages in all. A share of 100 % is the rest, which is
 * a stage anyway; one of 0 messages is left out.
 */
export function stagesFrom(text: string, count: number): number[] {
  return sharesIn(text).flatMap(({ number, isShare }) => {
    const size = isShare ? Math.ceil((count * number) / 100) : number;
    return size === 0 || (isShare && number === 100) ? [] : [size];
  });
}

/** Whether one must know how many messages there are before sizes follow from it. */
export function needsCount(text: string): boolean {
  return sharesIn(text).some(({ number, isShare }) => isShare && number !== 100);
}

function sharesIn(text: string): { readonly number: number; readonly isShare: boolean }[] {
  return text.split(",").map((part) => {
    const [, number, percent] = /^(\d{1,9}(?:\.\d{1,3})?)(%?)$/.exec(part.trim()) ?? [];
    const read = { number: Number(number), isShare: percent === "%" };
    if (number === undefined || (read.isShare ? read.number > 100 : !Number.isInteger(read.number)))
      throw new Misuse(`--stages are sizes or shares such as 1,10,100%, not ${text}.`);
    return read;
  });
}

/** The value of a flag such as 1% or 0.5, in percent. */
export function percentFrom(given: Arguments, flag: string): number | undefined {
  const text = given.text(flag);
  if (text === undefined) return undefined;
  const [, number] = /^(\d{1,3}(?:\.\d{1,3})?)%?$/.exec(text.trim()) ?? [];
  if (number === undefined || Number(number) > 100) throw new Misuse(`--${flag} is a share such as 1%, not ${text}.`);
  return Number(number);
}
