import { isJsonObject, type JsonObject, type JsonValue, member, parseJson, textMember } from "@/lib/core/messages/json";
import { boundText } from "../normalise/clean-text";

export type LogLevel = "low" | "warn" | "error" | null;

/** One line of a log taken apart: what the logger put before the message, and the message. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly requestId: string | null;
  readonly message: string;
  /** The whole line, when it is a JSON object. */
  readonly json: JsonObject | undefined;
}

/**
 * An error that a log tells of. *ended*: Lambda says how the run ended. *uncaught*: the runtime says what nobody caught.
 * *logged*: an entry of level error. *hinted*: it reads like an error. *mentioned*: so does an entry of a low level.
 * *reported*: only that the run failed, in its report.
 */
export interface LogError {
  readonly text: string;
  readonly type?: string | undefined;
  readonly weight: "ended" | "uncaught" | "logged" | "hinted" | "mentioned" | "reported";
}

const ANSI = /(?![\t\n])\p{Cc}\[[\d;?]{0,32}[ -/]{0,4}[@-~]/gu;
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const STAMP = /^\s*[[(]?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?[\])]?[\s|:-]*/;
const REQUEST = new RegExp(`^\\s*[[(<]?(?:RequestId:\\s*)?(?:(${UUID})|undefined)[\\])>]?[\\s|:-]+`, "i");
const LEVEL =
  /^\s*[[(<]?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|SEVERE|EMERG|PANIC|trce|dbug|info|warn|warning|fail|crit|error|fatal)(?:\/[\w.-]{1,40})?[\])>]?(?=[\s|:\]-])[\s|:-]*/;
const RUBY = /^[DIWEFA], \[[^\]\n]{1,80}\]\s+/;
const KLOG = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w./-]{1,80}:\d+\]\s*/;
const THREAD = /^\[[^\]\n]{1,60}\]\s+/;
const LOGFMT = /(?:^|\s)(?:level|lvl|severity)="?([a-z]+)"?/i;
const REQUEST_MEMBERS = [
  "requestId",
  "AWSRequestId",
  "awsRequestId",
  "aws_request_id",
  "function_request_id",
  "lambda_request_id",
  "request_id",
];
const LEVEL_MEMBERS = [
  "level",
  "severity",
  "levelname",
  "log.level",
  "log_level",
  "logLevel",
  "LogLevel",
  "Level",
  "@l",
];

/** Takes a line apart, whatever logger or runtime wrote it; what is no prefix stays the message. Never throws. */
export function readEntry(line: string): LogEntry {
  const text = line.replace(ANSI, "").replaceAll(/\r\n?/g, "\n").trimEnd();
  const json = text.trimStart().startsWith("{") ? parseJson(text.trim()) : undefined;
  return isJsonObject(json) ? readJsonEntry(json, text) : readTextEntry(boundText(text));
}

/** What a word or number says of how bad an entry is. */
export function levelOf(word: JsonValue | undefined): LogLevel {
  if (typeof word === "number") return word >= 50 ? "error" : word >= 40 ? "warn" : "low";
  if (typeof word !== "string") return null;
  if (/^(?:e|err|error|fatal|critical|crit|severe|fail|emerg\w*|alert|panic|dpanic|f)$/i.test(word)) return "error";
  if (/^(?:w|warn|warning)$/i.test(word)) return "warn";
  return /^(?:i|info|information|notice|debug|dbug|dbg|trace|trce|verbose|d)$/i.test(word) ? "low" : null;
}

function readJsonEntry(json: JsonObject, text: string): LogEntry {
  const places = [json, member(json, "record"), member(json, "lambdaContext"), member(json, "context")];
  const requestId = places.flatMap((place) => REQUEST_MEMBERS.map((name) => textMember(place, name)));
  const level = LEVEL_MEMBERS.map((name) => levelOf(member(json, name))).find((found) => found !== null);
  return { level: level ?? null, requestId: requestId.find((id) => id !== undefined) ?? null, message: text, json };
}

function readTextEntry(text: string): LogEntry {
  let rest = text.replace(RUBY, "");
  let level: LogLevel = null;
  let requestId: string | null = null;
  const klog = KLOG.exec(rest);
  if (klog) [rest, level] = [rest.slice(klog[0].length), levelOf(klog[1])];
  for (let pass = 0; pass < 6; pass++) {
    const before = rest;
    rest = rest.replace(STAMP, "");
    const request: RegExpExecArray | null = requestId === null ? REQUEST.exec(rest) : null;
    if (request) [rest, requestId] = [rest.slice(request[0].length), request[1] ?? null];
    const word: RegExpExecArray | null = level === null ? LEVEL.exec(rest) : null;
    if (word) [rest, level] = [rest.slice(word[0].length), levelOf(word[1])];
    if (before !== text && level === null) rest = rest.replace(THREAD, "");
    if (rest === before) break;
  }
  level ??= levelOf(LOGFMT.exec(text.slice(0, 400))?.[1]);
  return { level, requestId, message: rest === "" ? text : rest, json: undefined };
}
