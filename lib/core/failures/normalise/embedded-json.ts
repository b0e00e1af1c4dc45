import { isJsonObject, type JsonValue, parseJson } from "@/lib/core/messages/json";
import { isTellingName } from "./telling-names";

const MAX_TRIES = 6;
const MAX_DEPTH = 5;
const MAX_ITEMS = 30;

/**
 * The text with each JSON object or list in it rewritten in one form: keys sorted, values that only tell which one this
 * time replaced, values that tell what went wrong (`code`, `message`, `reason` …) kept.
 */
export function canonicalJsonInside(text: string): string {
  let result = "";
  let done = 0;
  let at = nextOpening(text, 0);
  for (let tries = 0; at >= 0 && tries < MAX_TRIES; tries++) {
    const end = matchingEnd(text, at);
    const json = end < 0 ? undefined : parseJson(text.slice(at, end));
    if (json !== undefined && isWorthRewriting(json)) {
      result += `${text.slice(done, at)}${canonical(json, 0, true)}`;
      done = end;
    }
    at = nextOpening(text, json === undefined ? at + 1 : end);
  }
  return result + text.slice(done);
}

function nextOpening(text: string, from: number): number {
  const offset = text.slice(from).search(/\{\s*"|\[\s*[{"]/);
  return offset < 0 ? -1 : from + offset;
}

function matchingEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at++;
      while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    } else if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && --depth === 0) return at + 1;
  }
  return -1;
}

function isWorthRewriting(json: JsonValue): boolean {
  return isJsonObject(json) || (Array.isArray(json) && json.some((item) => typeof item === "object"));
}

function canonical(value: JsonValue, depth: number, isTelling: boolean): string {
  if (typeof value === "string") return isTelling && value !== "" ? value : "<*>";
  if (typeof value === "number") return isTelling ? String(value) : "<*>";
  if (value === null || typeof value !== "object") return "<*>";
  if (depth >= MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    const items = new Set(value.slice(0, MAX_ITEMS).map((item) => canonical(item, depth + 1, isTelling)));
    return `[${[...items].sort().join(", ")}]`;
  }
  const keys = Object.keys(value).sort().slice(0, MAX_ITEMS);
  const parts = keys.map((key) => `${key}: ${canonical(value[key] ?? null, depth + 1, isTellingName(key))}`);
  return `{${[...new Set(parts)].join(", ")}}`;
}
