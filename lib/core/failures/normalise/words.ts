import { isHost, isPath } from "./places";
import { hasFewDigits, isProgramName } from "./program-names";
import { replaceParts } from "./word-parts";

/** Han, Kana, Hangul and Thai put no spaces around an id, so that their letters end a word too. */
const WORD =
  /[^\s,;|()[\]{}<>"'`=“”„‘’«»「」『』。、·\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/gu;
const PUNCTUATION_END = /[.:!?…-]+$/;

/** Names that hold digits and stay: they say what is spoken about, and never count or identify anything. */
const FIXED_NAME =
  /^(?:utf-?(?:8|16|32)|sha-?(?:1|256|384|512)|md5|base64|ipv[46]|https?2?\/\d(?:\.\d)?|h2|http2|ssh2|oauth2?|s3|ec2|route53|x86(?:_64)?|amd64|arm64|log4j2?|slf4j|x509|iso-?8859-?1|u?int(?:8|16|32|64)|float(?:32|64)|k8s|i18n|neo4j|db2|utf8mb4|oauth2\.0|v\d(?:alpha|beta)\d|tls(?:v?1(?:\.\d)?)?|p12|3ds)$/i;
const ERROR_NUMBER =
  /^(?:ORA|PLS|TNS|SP2|DPI|DPY|JDBC|AADSTS|SQL|DB2|CS|TS|MSB|NU|BC|RC|ERR|DFHAC|IMS|KB|E)-?\d{3,6}[A-Z]?$/;
const STATUS_BEFORE =
  /(?:status(?: ?code)?|indicate success|http(?:\/\d(?:\.\d)?)?|code|response|returned|error|received)["']?[\s:=(]*(?:a )?$/i;
const STATE_BEFORE = /sql ?state["']?[\s:=([]*$/i;
const CODE_BEFORE =
  /(?:(?:code|errno|errcode)["']?\s?[:=]\s?["']?|\b(?:error|fault|(?:error|fault|reason|result|status|return) code) [[(]?)$/i;
const NAME_BEFORE = /\b(?:column|field|property|attribute|parameter|argument) $/i;

const DURATION = "(?:ns|us|µs|μs|ms|msecs?|millis|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)";
const AMOUNT = String.raw`\p{Nd}+(?:[.,]\p{Nd}+)*`;
const DURATION_WORD = new RegExp(`^[+-]?(?:${AMOUNT}${DURATION})+$`, "u");
/** An id of digits and letters may look like one: then a unit comes twice, or the number is longer than any that is meant. */
const NO_DURATION = /\p{Nd}{14}|(?:^|\p{Nd})(\p{L}+)(?=\p{Nd}).*\p{Nd}\1(?!\p{L})/u;
const ISO_DURATION = /^-?P(?=\d|T\d)(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$/;
const SIZE_WORD = new RegExp(`^${AMOUNT}(?:[kmgtp]i?b?|b|bytes?)$`, "iu");
const NUMBER_WORD = new RegExp(String.raw`^[+-]?${AMOUNT}(?:e[+-]?\p{Nd}+)?%?$`, "iu");
const MAC_ADDRESS = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;
const HEX_NUMBER = /^(?:0x[0-9a-f]+|0\d{2,}[a-f])$/i;
/** Addresses of devices, and of the network where cut short: `0000:02:0e.0`, `2607:f140:8:d8d1`. */
const HEX_GROUPS = /^(?=(?:[^\d]*\d){3})[0-9a-f]{1,8}(?:[:.][0-9a-f]{1,8}){2,}$/i;
/** Words for a machine or its part: a name with a number behind them is which one. */
const MACHINE_BEFORE =
  /\b(?:host|hostname|node|server|machine|instance|pod|worker|broker|executor|device|disk|volume|shard|(?:host|domain|source|node|server) name|domain) ?[:(]? ?$/i;
const REGION =
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d[a-z]?$/;

/** Replaces ids, numbers, sizes, durations, hosts and paths, word by word. */
export function replaceWords(text: string): string {
  return text.replace(WORD, (word: string, offset: number) => {
    if (!/[\p{Nd}/\\.:]/u.test(word)) return word;
    const end = PUNCTUATION_END.exec(word)?.[0] ?? "";
    const bare = word.slice(0, word.length - end.length);
    if (bare === "" || isKeptName(bare, text, offset)) return word;
    return replaceWord(bare, text.slice(Math.max(0, offset - 24), offset)) + end;
  });
}

function replaceWord(word: string, before: string): string {
  if (!/\p{Nd}/u.test(word)) return replacePlace(word) ?? word;
  if (isTelling(word, before)) return word;
  if (isHost(word)) return "<host>";
  if (NUMBER_WORD.test(word) || HEX_NUMBER.test(word) || MAC_ADDRESS.test(word) || REGION.test(word)) return "<*>";
  if ((DURATION_WORD.test(word) && !NO_DURATION.test(word)) || ISO_DURATION.test(word)) return "<duration>";
  if (SIZE_WORD.test(word)) return "<size>";
  if (isPath(word)) return "<path>";
  if (HEX_GROUPS.test(word) && word.includes(":")) return "<*>";
  if (/^\p{L}[\p{L}\p{Nd}_-]*$/u.test(word) && MACHINE_BEFORE.test(before)) return "<*>";
  return replaceParts(word, (part) => FIXED_NAME.test(part));
}

function replacePlace(word: string): string | undefined {
  if (isHost(word)) return "<host>";
  return isPath(word) ? "<path>" : undefined;
}

function isTelling(word: string, before: string): boolean {
  if (FIXED_NAME.test(word) || ERROR_NUMBER.test(word)) return true;
  if (/^[45]\d\d$/.test(word)) return STATUS_BEFORE.test(before);
  if (/^[0-9A-Z]{5}$/.test(word) && STATE_BEFORE.test(before)) return true;
  if (/^[A-Z]{1,12}[-_]?\d{1,6}$/.test(word) && CODE_BEFORE.test(before)) return true;
  return NAME_BEFORE.test(before) && /^[A-Za-z_][\w.]*$/.test(word) && hasFewDigits(word);
}

/** What `replaceQuoted` kept on purpose: a field, a column, a module. */
function isKeptName(word: string, text: string, offset: number): boolean {
  const end = offset + word.length;
  if (text[offset - 1] !== "'" || text[end] !== "'" || word.length > 400) return false;
  return isProgramName(word, text.slice(Math.max(0, offset - 41), offset - 1), text.slice(end + 1, end + 31));
}
