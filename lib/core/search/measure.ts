import type { MeasureField } from "./fields";

const SECONDS: readonly [string, number][] = [
  ["s", 1],
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
];
const BYTES: readonly [string, number][] = [
  ["", 1],
  ["b", 1],
  ["kb", 1_000],
  ["mb", 1_000_000],
  ["kib", 1_024],
  ["mib", 1_048_576],
];
const MAX_SECONDS = 3_650 * 86_400;
const AMOUNT = /^(\d{1,9}(?:\.\d{1,3})?)([a-z]{0,3})$/i;

/** What an amount of this field looks like, for people. */
export const EXAMPLE: Readonly<Record<MeasureField, string>> = {
  age: "age>2h",
  expires: "expires<24h",
  receives: "receives>5",
  size: "size>100kB",
};
const WANTED: Readonly<Record<MeasureField, string>> = {
  age: "a number with s, m, h or d, up to 3650d",
  expires: "a number with s, m, h or d, up to 3650d",
  receives: "a whole number",
  size: "a number with B, kB, KiB, MB or MiB",
};

/** The amount in seconds, bytes or receives, or what is wanted instead. */
export function readAmount(field: MeasureField, given: string): number | string {
  const wanted = `${field} takes ${WANTED[field]}, such as ${EXAMPLE[field]}`;
  const [, digits = "", unit = ""] = AMOUNT.exec(given) ?? [];
  if (digits === "") return wanted;
  if (field === "receives") return unit === "" && !digits.includes(".") ? Number(digits) : wanted;
  const factor = new Map(field === "size" ? BYTES : SECONDS).get(unit.toLowerCase());
  const amount = Number(digits) * (factor ?? Number.NaN);
  return Number.isNaN(amount) || (field !== "size" && amount > MAX_SECONDS) ? wanted : amount;
}
