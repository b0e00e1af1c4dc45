import type { Detect, Found, Place } from "./found";
import { namesMail } from "./key-words";

/** The sign itself, as URLs, JSON and HTML write it, and its wide form. */
const AT = /@{1,3}|%40|\\{1,8}u0040|&#64;|\uff20/gi;
const MAY_HOLD_AT = /@|%40|u0040|&#64;|\uff20/i;
const LOCAL_SIGN = /[\p{L}\p{N}\p{M}_.+'!#$^~-]/u;
/** Longer than any address may be, so that nobody's address is cut in half. */
const MOST_LOCAL = 256;
const CODED_SIGN = /%(?:2B|2E|2D|5F)$/i;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?`;
const DOMAIN = new RegExp(
  String.raw`${LABEL}(?:\.${LABEL}){0,8}\.(?:xn--[a-z0-9-]{2,59}|\p{L}[\p{L}\p{M}]{1,23})(?![\p{L}\p{N}_-])`,
  "iuy",
);
const CUT_DOMAIN = /[\p{L}\p{N}\p{M}.-]{0,254}$/uy;
/** A version, a scale of a picture, the address of a machine. */
const NO_DOMAIN = /^(?:v?\d+\.(?:\d|x\b)|\d(?:\.\d)?x(?:\.|$)|ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\.)/i;
const OBJECT_AT = /^0x[0-9a-f]+$/i;
const FILE_OR_UNIT =
  /\.(?:png|jpe?g|gif|svg|webp|avif|js|mjs|cjs|jsx|ts|tsx|css|json|ya?ml|log|txt|tgz|gz|jar|lock|map|service|socket|timer|target|mount|slice|scope)$/i;
const ESCAPED_BREAK = /\\[nrtbf]$/;
const PROGRAM_ACCOUNT = /^(?:git|hg|svn|aur)$/i;

/**
 * Addresses with a domain of two labels or more, also in other scripts and with the sign coded. Not: `package@1.2.3`,
 * `logo@2x.png`, `getty@tty1.service`, the account of a version control (`git@host:path`), the user of a URL.
 */
export const detectEmail: Detect = (text, place) => {
  if (!MAY_HOLD_AT.test(text)) return cutAddress(text, place);
  const found: Found[] = [];
  let from = 0;
  for (const sign of text.matchAll(AT)) {
    if (sign.index < from) continue;
    const start = localStart(text, sign.index, from);
    const end =
      start === sign.index ? undefined : domainEnd(text, start, sign.index, sign.index + sign[0].length, place);
    if (end === undefined) continue;
    found.push({ start, end, value: canonicalEmail(text.slice(start, end)) });
    from = end;
  }
  return found.length === 0 ? cutAddress(text, place) : found;
};

/** One spelling of an address however it is written. */
export function canonicalEmail(address: string): string {
  return address
    .trim()
    .replace(AT, "@")
    .replace(/%2B/gi, "+")
    .replace(/%2E/gi, ".")
    .replace(/%2D/gi, "-")
    .replace(/%5F/gi, "_")
    .normalize("NFC")
    .toLowerCase();
}

function localStart(text: string, at: number, from: number): number {
  let start = at;
  const least = Math.max(from, at - MOST_LOCAL);
  while (start > least) {
    const low = text.charCodeAt(start - 1);
    const width = low >= 0xdc00 && low <= 0xdfff && start - 2 >= least ? 2 : 1;
    if (start - 3 >= least && CODED_SIGN.test(text.slice(start - 3, start))) start -= 3;
    else if (LOCAL_SIGN.test(text.slice(start - width, start))) start -= width;
    else break;
  }
  const isEscape = text[start - 1] === "\\" && ESCAPED_BREAK.test(text.slice(start - 1, start + 1));
  if (isEscape && start + 1 < at) start += 1;
  while (start < at && /['.!#$^~-]/.test(text[start] ?? "")) start += 1;
  return start;
}

function domainEnd(text: string, start: number, at: number, from: number, place: Place): number | undefined {
  DOMAIN.lastIndex = from;
  const written = DOMAIN.exec(text)?.[0];
  if (written === undefined) return place.isCut ? cutEnd(text, from) : undefined;
  const domain = written.replace(FILE_OR_UNIT, "");
  const local = text.slice(start, at);
  if (!domain.includes(".") || NO_DOMAIN.test(domain) || OBJECT_AT.test(local)) return undefined;
  const end = from + domain.length;
  if (PROGRAM_ACCOUNT.test(local) && /[:/]/.test(text[end] ?? "")) return undefined;
  return isUserOfUrl(text, start, at, from) ? undefined : end;
}

/** `scheme://user@host` and `scheme://user:password@host`; a coded sign there belongs to an address all the same. */
function isUserOfUrl(text: string, start: number, at: number, from: number): boolean {
  if (from - at > 1) return false;
  const before = text.slice(Math.max(0, start - 80), start);
  return /[a-z]:\/\/(?:[^\s/@:"']{0,60}:)?[^\s/@:"']{0,20}$/i.test(before);
}

function cutEnd(text: string, from: number): number | undefined {
  CUT_DOMAIN.lastIndex = from;
  return CUT_DOMAIN.test(text) ? text.length : undefined;
}

/** What is left of an address when the text ends within it, where its name says that it is one. */
function cutAddress(text: string, { key, isCut }: Place): Found[] {
  const isPart = isCut && namesMail(key) && text.length > 0 && text.length <= MOST_LOCAL && !/[\s‹]/.test(text);
  return isPart ? [{ start: 0, end: text.length, value: canonicalEmail(text) }] : [];
}
