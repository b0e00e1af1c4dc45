import type { Detect, Found, Place } from "./found";
import { namesIban } from "./key-words";

const START = /(?<![\p{L}\p{N}])[A-Z]{2}[ -]?\d{2}(?=[ \u00a0-]?[A-Z0-9])/giu;
const SHORTEST = 15;
const LONGEST_WRITTEN = 60;
/** How long an IBAN of each country is. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
    .split(" ")
    .map((entry): [string, number] => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** IBANs of the length their country uses and with the right check digits, in groups or not. */
export const detectIban: Detect = (text, place) => {
  if (text.length < SHORTEST || !/\d\d/.test(text)) return cutIban(text, place);
  const found: Found[] = [];
  let from = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < from) continue;
    const end = endOfIban(text, index);
    if (end === undefined) continue;
    found.push({ start: index, end, value: canonicalIban(text.slice(index, end)) });
    from = end;
  }
  return found.length === 0 ? cutIban(text, place) : found;
};

export function canonicalIban(iban: string): string {
  return iban.replace(/[\s-]/g, "").toUpperCase();
}

function endOfIban(text: string, start: number): number | undefined {
  const wanted = LENGTHS.get(text.slice(start, start + 2).toUpperCase());
  if (wanted === undefined) return undefined;
  let count = 0;
  let at = start;
  let isAfterGap = false;
  for (const limit = start + LONGEST_WRITTEN; count < wanted && at < text.length && at < limit; at++) {
    const isSign = /[A-Za-z0-9]/.test(text[at] ?? "");
    if (!isSign && (isAfterGap || !/[ \u00a0-]/.test(text[at] ?? "x"))) return undefined;
    isAfterGap = !isSign;
    if (isSign) count++;
  }
  if (count < wanted || /[\p{L}\p{N}]/u.test(text[at] ?? "")) return undefined;
  return isValid(canonicalIban(text.slice(start, at))) ? at : undefined;
}

function isValid(iban: string): boolean {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The first signs of an IBAN when the text ends within it. */
function cutIban(text: string, { key, isCut }: Place): Found[] {
  const isPart = isCut && namesIban(key) && /^[A-Z]{2}\d[A-Z0-9 -]{2,40}$/i.test(text);
  return isPart ? [{ start: 0, end: text.length, value: canonicalIban(text) }] : [];
}
