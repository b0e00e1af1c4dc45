import type { Detect, Found, Place } from "./found";
import { namesCard, namesOtherNumber } from "./key-words";

const RUN = /(?<![\p{L}\p{N}]|\d[.,])\d(?:[ \u00a0-]?\d)+(?![\p{L}\p{N}]|[.,]\d)/gu;
/** How the digits of a card are written in groups, where they are. */
const SHAPES = [
  "4-4-4-4",
  "4-4-4-1",
  "4-4-4-4-1",
  "4-4-4-4-2",
  "4-4-4-4-3",
  "4-6-5",
  "4-6-4",
  "4-4-5",
  "6-10",
  "6-13",
  "8-8",
];
const MOST_GROUPS = 5;
/** Beginnings that are given to card schemes, with the lengths they use. */
const SCHEMES: readonly (readonly [beginning: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 17, 18, 19]],
  [/^(?:30[0-5]|309|36|38|39)/, [14]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^(?:508|60|81|82|9792)/, [16]],
];
/** Cards of so few digits are all but gone, article numbers are not. */
const RARE_LENGTH = 13;
const BEFORE = /(?:card|cc|pan|visa|amex|mastercard|karte)[\w ]{0,12}["':=#.() ]{0,8}$/i;
const OTHER_BEFORE =
  /(?:gtin|ean|upc|isbn|imei|tracking|order|parcel|shipment|seq|offset)[\w ]{0,12}["':=#.() ]{0,6}$/i;

/** Numbers of 13 to 19 digits, in groups or not, that begin like a card's and whose check digit is right. */
export const detectCard: Detect = (text, place) => {
  if (text.length < RARE_LENGTH || !/\d{4}/.test(text)) return cutCard(text, place);
  const found: Found[] = [];
  for (const run of text.matchAll(RUN)) found.push(...cardsIn(run[0], run.index, text, place));
  return found.length === 0 ? cutCard(text, place) : found;
};

interface Group {
  readonly start: number;
  readonly digits: string;
}

function cardsIn(run: string, offset: number, text: string, place: Place): Found[] {
  if (run.length < RARE_LENGTH) return [];
  const groups: Group[] = Array.from(run.matchAll(/\d+/g), (match) => ({ start: match.index, digits: match[0] }));
  const found: Found[] = [];
  for (let at = 0; at < groups.length; at++) {
    const card = cardAt(groups, at);
    const first = groups[at];
    const last = groups[at + (card?.groups ?? 1) - 1];
    if (card === undefined || first === undefined || last === undefined) continue;
    if (isOtherNumber(card.digits, card.groups, text, offset + first.start, place)) continue;
    found.push({ start: offset + first.start, end: offset + last.start + last.digits.length, value: card.digits });
    at += card.groups - 1;
  }
  return found;
}

function cardAt(groups: readonly Group[], at: number): { digits: string; groups: number } | undefined {
  for (let count = Math.min(MOST_GROUPS, groups.length - at); count > 0; count--) {
    const parts = groups.slice(at, at + count).map(({ digits }) => digits);
    if (count > 1 && !SHAPES.includes(parts.map(({ length }) => length).join("-"))) continue;
    const digits = parts.join("");
    if (isCard(digits)) return { digits, groups: count };
  }
  return undefined;
}

function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  return SCHEMES.some(([start, lengths]) => lengths.includes(digits.length) && start.test(digits)) && isLuhn(digits);
}

function isOtherNumber(digits: string, groups: number, text: string, start: number, { key }: Place): boolean {
  if (namesCard(key)) return false;
  const before = text.slice(Math.max(0, start - 32), start);
  if (digits.length === RARE_LENGTH) return !BEFORE.test(before);
  return groups === 1 && !BEFORE.test(before) && (namesOtherNumber(key) || OTHER_BEFORE.test(before));
}

function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** The first digits of a card when the text ends within it. */
function cutCard(text: string, { key, isCut }: Place): Found[] {
  const isPart = isCut && namesCard(key) && /^\d[\d -]{4,22}$/.test(text);
  return isPart ? [{ start: 0, end: text.length, value: text.replace(/\D/g, "") }] : [];
}
