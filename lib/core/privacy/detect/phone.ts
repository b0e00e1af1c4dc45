import { cutToCountry, digitsOf, isCountryCode } from "./country-code";
import type { Detect, Found, Place } from "./found";
import { namesNumbering, namesOtherNumber, namesPhone } from "./key-words";

const NOT_WITHIN = String.raw`(?<![\p{L}\p{N}_+]|[\p{N}][.,:/-])`;
const NOT_BEFORE = String.raw`(?![\p{L}\p{N}_]|[.,:/-]\p{N})`;
const GAP = String.raw`(?:[ \u00a0.\/-]|\(0?\)|[ -]?\((?=\d)|(?<=\d)\)[ -]?){0,2}`;
const INTERNATIONAL = new RegExp(
  String.raw`(?<![\p{L}\p{N}_+]|\d[.,:])(?:\+|%2B)[ ]?\(?[1-9](?:${GAP}\d){6,16}(?![\p{L}\p{N}_])`,
  "gu",
);
const DOUBLE_ZERO = new RegExp(String.raw`${NOT_WITHIN}00[ ]?[1-9](?:${GAP}\d){6,15}${NOT_BEFORE}`, "gu");
const AMERICAN = new RegExp(
  String.raw`${NOT_WITHIN}(?:1[ .-]?)?(?:\([2-9]\d{2}\)[ -]?[2-9]\d{2}[ .-]|[2-9]\d{2}([.-])[2-9]\d{2}\1)\d{4}${NOT_BEFORE}`,
  "gu",
);
const TRUNK = new RegExp(
  String.raw`${NOT_WITHIN}(?:\(0[1-9]\d{0,4}\)|0[1-9]\d{0,4})(?: ?[/ -] ?|(?<=\)))\d{2,8}(?:[ -]\d{1,8}){0,4}${NOT_BEFORE}`,
  "gu",
);
const FRENCH = new RegExp(String.raw`${NOT_WITHIN}0[1-9](?:\.\d{2}){4}${NOT_BEFORE}`, "gu");
const ANY = /(?<![\p{L}\p{N}_+])\(?\d(?:[ ()./-]{0,2}\d){6,14}(?![\p{L}\p{N}_]|:\d)/gu;
const BEFORE =
  /(?:phone|mobile|cell|tel|fax|msisdn|telefon|telephone|handy|mobil|whatsapp|téléphone|teléfono|telefono)(?:[ _-]?(?:number|no|nr|num|nummer))?\.?["'\\]{0,4}[:=#>]{0,2}[ "'\\(]{0,4}$/iu;
const SPOKEN_BEFORE =
  /(?:call(?:er|ed|back|ing)?|dial(?:l?ed)?|sms|text(?:ed)?|reach\w*|voicemail)(?: (?:us|me|him|her|back|to|from|at|on|number)){0,2}:? $/i;
/** Most texts hold no number at all: they are not looked at closely. */
const FIVE_DIGITS = /\d(?:\D{0,3}\d){4}/;
const ANNOUNCED =
  /phone|mobil|cell|tel|fax|msisdn|handy|whatsapp|téléphone|teléfono|call|dial|sms|text|reach|voicemail/iu;
const OTHER_BEFORE =
  /(?:order|invoice|ticket|ref(?:erence)?|sku|ean|gtin|isbn|id|serial|version|tracking|case|part|batch|lot|article|account|iban|bic|date|room|policy|contract)(?:[ _-]?(?:number|no|nr|num|id))?\.?["']?[:=#]{0,2} ?["'#]?$/i;

/**
 * Phone numbers: international ones, national ones as people write them with gaps, and bare digits only where the name
 * before them says phone. Order numbers, time stamps and ids have digits, too, and are none.
 */
export const detectPhone: Detect = (text, place) => {
  if (!FIVE_DIGITS.test(text)) return cutPhone(text, place);
  const abroad = /\+|%2B/i.test(text) ? Array.from(text.matchAll(INTERNATIONAL)) : [];
  const found = [...abroad.map((match) => international(match[0], match.index)), ...national(text, place)].filter(
    (one) => one !== undefined,
  );
  return found.length === 0 ? cutPhone(text, place) : withoutOverlaps(found);
};

export const canonicalPhone = digitsOf;

function international(written: string, start: number): Found | undefined {
  const cut = cutToCountry(written);
  if (cut === undefined || /^\+\d{1,4}\.\d+$/.test(cut)) return undefined;
  return { start, end: start + cut.length, value: canonicalPhone(cut) };
}

function national(text: string, place: Place): (Found | undefined)[] {
  const isNamed = namesPhone(place.key);
  const isOther = !isNamed && (namesOtherNumber(place.key) || namesNumbering(place.key));
  return [
    ...(text.includes("00") ? Array.from(text.matchAll(DOUBLE_ZERO)) : []).map((match) =>
      doubleZero(match[0], match.index),
    ),
    ...(isOther ? [] : text.includes("0") ? [AMERICAN, TRUNK, FRENCH] : [AMERICAN]).flatMap((form) =>
      Array.from(text.matchAll(form)).flatMap((match) =>
        isNational(match[0], text, match.index) ? [foundAt(match[0], match.index)] : [],
      ),
    ),
    ...(isNamed || ANNOUNCED.test(text) ? Array.from(text.matchAll(ANY)) : []).flatMap((match) =>
      isNamedHere(match[0], text, match.index, isNamed) ? [foundAt(match[0], match.index)] : [],
    ),
  ];
}

function foundAt(written: string, start: number): Found {
  return { start, end: start + written.length, value: canonicalPhone(written) };
}

/** `0049 30 …`: ids are filled up with zeros as well, but have no gaps. */
function doubleZero(written: string, start: number): Found | undefined {
  const cut = /\D/.test(written) ? cutToCountry(written) : undefined;
  return cut === undefined ? undefined : { start, end: start + cut.length, value: canonicalPhone(cut) };
}

function isNational(written: string, text: string, start: number): boolean {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 9 || digits.length > 12) return false;
  if (OTHER_BEFORE.test(text.slice(Math.max(0, start - 32), start))) return false;
  if (/^\d\d(?:[ -]\d\d)+$/.test(written)) return digits.length === 10;
  const isDate =
    /^0?\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}/.test(written) || /[-/ ](?:19|20)\d{2}[-/ ]/.test(written);
  return !isDate;
}

function isNamedHere(written: string, text: string, start: number, isNamed: boolean): boolean {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15) return false;
  const before = text.slice(Math.max(0, start - 40), start);
  if (BEFORE.test(before)) return true;
  if (isNamed) return !/^(?:19|20)\d{2}-\d{2}-\d{2}/.test(written);
  return /\D/.test(written) && SPOKEN_BEFORE.test(before);
}

/** The first digits of a number when the text ends within it. */
function cutPhone(text: string, { key, isCut }: Place): Found[] {
  const part = isCut ? /(?<![\p{L}\p{N}_+])\+?\d[\d ()/.-]{2,20}$/u.exec(text) : null;
  if (part === null || !(namesPhone(key) || (part[0].startsWith("+") && isCountryCode(part[0])))) return [];
  return [foundAt(part[0], part.index)];
}

function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of [...found].sort((a, b) => a.start - b.start || b.end - a.end))
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
}
