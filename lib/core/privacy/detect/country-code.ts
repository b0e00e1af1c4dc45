/** Most digits of a number, its country code included, where it is less than the fifteen that are allowed. */
const MOST_DIGITS: ReadonlyMap<string, number> = new Map(
  "1:11 7:11 20:12 27:11 30:12 31:11 32:11 33:11 34:11 36:11 39:12 40:11 41:11 43:13 44:12 45:10 46:11 47:10 48:11 49:13 51:11 52:13 54:13 55:13 56:11 57:12 58:12 60:12 61:11 62:14 63:12 64:12 65:10 66:11 81:12 82:12 84:11 86:13 90:12 91:12 92:12 94:11 98:12 351:12 352:12 353:12 354:10 358:13 359:12 370:11 371:11 372:11 380:12 385:12 386:11 420:12 421:12 852:11 880:13 886:12 961:11 962:12 965:11 966:12 971:12 972:12 974:11"
    .split(" ")
    .map((entry): [string, number] => [
      entry.slice(0, entry.indexOf(":")),
      Number(entry.slice(entry.indexOf(":") + 1)),
    ]),
);
/** Of three digits, by their first two. */
const THREE_DIGITS = new Set("21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99".split(" "));
const LEAST_DIGITS = 8;
/** Without gaps: shorter ones behind a plus are amounts more often than numbers. */
const LEAST_BARE_DIGITS = 10;
const ALLOWED_DIGITS = 15;
const LATER_YEAR = /[ ](?:19|20)\d{2}(?:[-/.]\d{1,2}){0,2}$/;

/** The country code in front of a number that is written with + or 00. */
export function countryCodeOf(written: string): string | undefined {
  const digits = digitsOf(written);
  if (/^[17]/.test(digits)) return digits.slice(0, 1);
  if (THREE_DIGITS.has(digits.slice(0, 2))) return digits.slice(0, 3);
  const two = digits.slice(0, 2);
  return MOST_DIGITS.has(two) || /^(?:53|93|95)$/.test(two) ? two : undefined;
}

export function isCountryCode(written: string): boolean {
  return countryCodeOf(written) !== undefined;
}

/** The number without the groups behind it that no number of its country can have; undefined when it is none. */
export function cutToCountry(written: string): string | undefined {
  const code = countryCodeOf(written);
  if (code === undefined) return undefined;
  const most = MOST_DIGITS.get(code) ?? ALLOWED_DIGITS;
  let cut = written.replace(/\D+$/, "");
  if (lengthOf(cut.replace(LATER_YEAR, "")) >= LEAST_DIGITS + 2) cut = cut.replace(LATER_YEAR, "");
  while (lengthOf(cut) > most) {
    const shorter = cut.replace(/[^\d+]+\d+$/, "");
    if (shorter === cut) return undefined;
    cut = shorter;
  }
  return isLongEnough(cut, code) ? cut : undefined;
}

/** The digits of a number without the signs that announce its country code and a zero that is dialled at home only. */
export function digitsOf(written: string): string {
  return written
    .replace(/^%2B/i, "")
    .replace(/\(0\)/g, "")
    .replace(/\D/g, "")
    .replace(/^00(?=[1-9])/, "");
}

function isLongEnough(written: string, code: string): boolean {
  if (code === "1") return /^1[2-9]\d{9}$/.test(digitsOf(written));
  const isBare = /^(?:\+|%2B|00)\d+$/i.test(written);
  return lengthOf(written) >= (isBare ? LEAST_BARE_DIGITS : LEAST_DIGITS);
}

function lengthOf(written: string): number {
  return digitsOf(written).length;
}
