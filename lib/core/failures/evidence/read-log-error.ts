import { isJsonObject, type JsonObject, type JsonValue, member, parseJson, textMember } from "@/lib/core/messages/json";
import { readPayload } from "@/lib/core/messages/payload";
import { causeOf } from "../cause";
import { findError } from "../classifiers";
import { STACK_MEMBERS } from "../classifiers/error-names";
import { readsLikeError } from "../classifiers/reads-like-error";
import type { LogEntry, LogError } from "./log-entry";
import { readPlatformError } from "./platform-line";

const UNCAUGHT =
  /\b(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection|Error raised from handler|Unhandled exception)\b/i;
const STARTS_WITH_TYPE =
  /^((?:[\p{L}_][\p{L}\p{N}_$]*(?:\.|::))*[\p{L}_][\p{L}\p{N}_$]*(?:Exception|Error|Fault|Timeout|ExitError))(?=[:\s]|$)/u;
const RAISED = /^(?:panic: |fatal error: |Traceback \(most recent)|Exception in thread|^thread '[^']*' panicked/;
const STRONG =
  /(?:Exception|Error|Fault)\b|\b(?:failed|failure|failing|could not|cannot|can't|unable to|timed? ?out|refused|denied|rejected|crashed|giving up|gave up|panic|fatal|exception|error)\b/i;
const REFUSED =
  /\bthrottl(?:ed|ing)\b|\b(?:rate|limit|quota) exceeded|too many requests|\bE(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|PIPE|ACCES|NOENT|NOSPC|MFILE)\b/i;
const NOISE =
  /\b(?:no|0|zero|without(?: any)?) (?:errors?|failures?|exceptions?)\b|\b(?:errors?|failures?|failed|error_?count)["']?\s*[:=]\s*(?:0\b|null|false|none|""|\[\])|\b(?:Deprecation|Experimental)Warning\b|^\(node:\d+\) (?:NOTE|Warning|\[DEP)/i;
const MESSAGE_MEMBERS = ["message", "msg", "@m", "@mt", "event", "text", "log", "body"];

/** The error that one entry tells of; undefined when it tells of none. */
export function readLogError(entry: LogEntry): LogError | undefined {
  const platform = readPlatformError(entry);
  if (platform !== undefined) return platform;
  if (entry.json !== undefined) return fromJson(entry, entry.json);
  return fromText(entry);
}

function fromText({ message, level }: LogEntry): LogError | undefined {
  const tail = jsonIn(message);
  if (tail !== undefined) {
    const found = bestOf(textsIn(tail.json));
    const weight = UNCAUGHT.test(tail.before) ? "uncaught" : "logged";
    if (found !== undefined && (level === "error" || weight === "uncaught" || looksThrown(tail.json)))
      return { ...found, weight };
  }
  return weigh(message, level);
}

function fromJson({ level }: LogEntry, json: JsonObject): LogError | undefined {
  const found = bestOf(textsIn(json));
  const message = MESSAGE_MEMBERS.map((name) => textMember(json, name)).find((text) => text !== undefined) ?? "";
  const isUncaught = UNCAUGHT.test(message) || (looksThrown(json) && member(json, "stackTrace") !== undefined);
  if (found !== undefined && !NOISE.test(found.text))
    return { ...found, weight: isUncaught ? "uncaught" : level === "low" ? "mentioned" : "logged" };
  return weigh(message, level);
}

function weigh(message: string, level: LogEntry["level"]): LogError | undefined {
  if (message.trim() === "" || NOISE.test(message.slice(0, 2000))) return undefined;
  const type = typeIn(message);
  const wasRaised = type !== undefined || RAISED.test(message);
  const told = { text: message, type };
  if (wasRaised && level !== "low" && level !== "warn") return { ...told, weight: "uncaught" };
  if (level === "error") return { ...told, weight: "logged" };
  const isTelling = STRONG.test(message.slice(0, 4000)) && readsLikeError(message);
  if (!isTelling && !REFUSED.test(message.slice(0, 4000))) return undefined;
  return { ...told, weight: level === "low" ? "mentioned" : "hinted" };
}

function typeIn(message: string): string | undefined {
  const [, type] = STARTS_WITH_TYPE.exec(message) ?? [];
  if (type !== undefined) return type === "Error" ? undefined : type;
  const last = /Traceback \(most recent/.test(message) ? (message.trimEnd().split("\n").at(-1) ?? "") : "";
  return STARTS_WITH_TYPE.exec(last)?.[1];
}

/** A JSON object at the end of a text, as runtimes print what was thrown. */
function jsonIn(message: string): { readonly before: string; readonly json: JsonObject } | undefined {
  const start = message.indexOf("{");
  const end = message.lastIndexOf("}") + 1;
  const json = start < 0 || end <= start ? undefined : parseJson(message.slice(start, end));
  return isJsonObject(json) ? { before: message.slice(0, start), json } : undefined;
}

function looksThrown(json: JsonObject): boolean {
  return textMember(json, "errorType") !== undefined || textMember(json, "errorMessage") !== undefined;
}

interface Told {
  readonly text: string;
  readonly type?: string | undefined;
}

/** Everything in a record that may be its error, most telling first. */
function textsIn(json: JsonObject): Told[] {
  const message = member(json, "message") ?? member(json, "msg");
  const inner = typeof message === "string" ? jsonIn(message)?.json : message;
  const stack = stackIn(json) ?? stackIn(member(json, "error")) ?? stackIn(member(json, "err"));
  const type = textMember(json, "exception_name") ?? textMember(json, "errorType");
  const told = [
    ...toldBy(json),
    ...(isJsonObject(inner) ? toldBy(inner) : []),
    ...(stack === undefined ? [] : [{ text: stack, type: type ?? typeIn(stack) }]),
  ];
  return told.length > 0 && typeof message === "string" ? [...told, { text: message }] : told;
}

function toldBy(json: JsonObject): Told[] {
  const message = { messageId: "", body: "", attributes: {}, system: {} };
  const { errorText, errorType } = findError({ message, payload: readPayload(JSON.stringify(json)) });
  return errorText === undefined ? [] : [{ text: errorText, type: errorType }];
}

function stackIn(json: JsonValue | undefined): string | undefined {
  for (const name of [...STACK_MEMBERS, "exc_info", "@x"]) {
    const value = member(json, name);
    if (typeof value === "string" && value.trim() !== "") return value;
    if (Array.isArray(value) && typeof value[0] === "string") return value.join("\n");
  }
  return undefined;
}

/** The first of which a cause can be told, else the first. */
function bestOf(texts: readonly Told[]): Told | undefined {
  const known = texts.find(({ text, type }) => causeOf({ errorText: text, errorType: type ?? "" }).kind !== "unknown");
  return known ?? texts[0];
}
