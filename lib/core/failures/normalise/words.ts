import { isHost, isPath } from "./places";

const WORD = /[^\s,;|()[\]{}<>"'`=“”„‘’«»「」『』。、·]+/gu;
const PUNCTUATION_END = /[.:!?…-]+$/;

/** Names that hold digits and stay: they say what is spoken about, and never count or identify anything. */
const FIXED_NAME =
  /^(?:utf-?(?:8|16|32)|sha-?(?:1|256|384|512)|md5|base64|ipv[46]|https?2?\/\d(?:\.\d)?|h2|http2|ssh2|oauth2?|s3|ec2|route53|x86(?:_64)?|amd64|arm64|log4j2?|slf4j|x509|iso-?8859-?1|u?int(?:8|16|32|64)|float(?:32|64)|k8s|i18n|neo4j|db2|utf8mb4|oauth2\.0|v\d(?:alpha|beta)\d|tls(?:v?1(?:\.\d)?)?|p12|3ds)$/i;
const ERROR_NUMBER =
  /^(?:ORA|PLS|TNS|SP2|DPI|DPY|JDBC|AADSTS|SQL|DB2|CS|TS|MSB|NU|BC|RC|ERR|DFHAC|IMS|KB|E)-?\d{3,6}[A-Z]?$/;
const STATUS_BEFORE =
  /(?:status(?: ?code)?|http(?:\/\d(?:\.\d)?)?|code|response|returned|error|received)["']?[\s:=(]*(?:a )?$/i;
const STATE_BEFORE = /sql ?state["']?[\s:=([]*$/i;

const CODE_BEFORE = /(?:code|errno|errcode)["']?\s?[:=]\s?["']?$/i;

const DURATION = "(?:ns|us|µs|μs|ms|msecs?|millis|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)";
const AMOUNT = String.raw`\p{Nd}+(?:[.,]\p{Nd}+)*`;
const DURATION_WORD = new RegExp(`^[+-]?(?:${AMOUNT}${DURATION})+$`, "u");
const ISO_DURATION = /^-?P(?=\d|T\d)(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$/;
const SIZE_WORD = new RegExp(`^${AMOUNT}(?:[kmgtp]i?b?|b|bytes?)$`, "iu");
const NUMBER_WORD = new RegExp(String.raw`^[+-]?${AMOUNT}(?:e[+-]?\p{Nd}+)?%?$`, "iu");
const MAC_ADDRESS = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;
const HEX_NUMBER = /^0x[0-9a-f]+$/i;
const JOINT = /([^\p{L}\p{Nd}]+)/u;

/** Replaces ids, numbers, sizes, durations, hosts and paths, word by word. */
export function replaceWords(text: string): string {
  return text.replace(WORD, (word: string, offset: number) => {
    if (!/[\p{Nd}/\\.:]/u.test(word)) return word;
    const end = PUNCTUATION_END.exec(word)?.[0] ?? "";
    const bare = word.slice(0, word.length - end.length);
    return bare === "" ? word : replaceWord(bare, text.slice(Math.max(0, offset - 24), offset)) + end;
  });
}

function replaceWord(word: string, before: string): string {
  if (FIXED_NAME.test(word) || ERROR_NUMBER.test(word)) return word;
  if (/^[45]\d\d$/.test(word) && STATUS_BEFORE.test(before)) return word;
  if (/^[0-9A-Z]{5}$/.test(word) && STATE_BEFORE.test(before)) return word;
  if (/^[A-Z]{1,12}[-_]?\d{1,6}$/.test(word) && CODE_BEFORE.test(before)) return word;
  if (isHost(word)) return "<host>";
  if (NUMBER_WORD.test(word) || HEX_NUMBER.test(word) || MAC_ADDRESS.test(word)) return "<*>";
  if (DURATION_WORD.test(word) || ISO_DURATION.test(word)) return "<duration>";
  if (SIZE_WORD.test(word)) return "<size>";
  if (isPath(word)) return "<path>";
  return /\p{Nd}/u.test(word) ? replaceParts(word) : word;
}

/** A word of several parts keeps its leading names (`order-created-7f3a…` → `order-created-<*>`). */
function replaceParts(word: string): string {
  let result = "";
  for (const part of word.split(JOINT)) {
    if (isRandom(part)) return `${result}<*>`;
    result += part.replace(/\p{Nd}+/gu, "<*>");
  }
  return result;
}

/** Looks drawn by lot: hex with digits, or letters and digits in turns; not a name with a number behind it. */
function isRandom(part: string): boolean {
  if (!/\p{Nd}/u.test(part) || !/\p{L}/u.test(part)) return false;
  if (/^[0-9a-f]{6,}$/i.test(part)) return true;
  const runs = part.match(/\p{Nd}+|\p{L}+/gu)?.length ?? 0;
  const digits = part.match(/\p{Nd}/gu)?.length ?? 0;
  if (/[^\p{ASCII}]/u.test(part)) return false;
  return runs >= 4 || (runs === 3 && digits >= 2 && part.length >= 6) || (part.length >= 20 && digits >= 3);
}
