import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "@/lib/core/messages/json";

const BASE: JsonObject = { source: "my.shop", "detail-type": "OrderPlaced", detail: { orderId: "o-1" } };
/** Deeper than any pattern that people write. */
const MAX_DEPTH = 20;

/**
 * An event to begin with: one that fits the pattern where the pattern is plain, else a small one of the usual form. Only
 * a proposal: whether it matches is what the test says.
 */
export function exampleEvent(pattern: string | null): string {
  const parsed = pattern === null ? undefined : parseJson(pattern);
  const fitting = isJsonObject(parsed) ? objectFor(parsed, 0) : {};
  const event: JsonObject = { ...BASE, ...(isJsonObject(parsed) ? { detail: {} } : {}), ...fitting };
  return JSON.stringify(event, null, 2);
}

function objectFor(pattern: JsonObject, depth: number): JsonObject {
  const { $or: alternatives, ...fields } = pattern;
  const first = Array.isArray(alternatives) ? alternatives[0] : undefined;
  const entries = Object.entries({ ...fields, ...(isJsonObject(first) ? first : {}) }).flatMap(([name, wanted]) => {
    const value = depth < MAX_DEPTH ? valueFor(wanted, depth) : undefined;
    if (value === undefined) return [];
    return [[name, depth === 0 && name === "resources" ? [value] : value] as const];
  });
  return Object.fromEntries(entries);
}

function valueFor(wanted: JsonValue, depth: number): JsonValue | undefined {
  if (isJsonObject(wanted)) return objectFor(wanted, depth + 1);
  if (!Array.isArray(wanted)) return undefined;
  const found = wanted.map((one) => (isJsonObject(one) ? matching(one) : one)).filter((value) => value !== undefined);
  return found[0];
}

/** A value that one matcher takes; undefined where none is needed or none comes to mind. */
function matching(matcher: JsonObject): JsonValue | undefined {
  const { prefix, suffix, numeric, exists } = matcher;
  const text = matcher["equals-ignore-case"] ?? prefix ?? suffix;
  if (typeof text === "string") return text;
  if (typeof matcher.wildcard === "string") return matcher.wildcard.replaceAll("*", "");
  if (exists === true) return "something";
  if ("anything-but" in matcher) return "anything else";
  return Array.isArray(numeric) ? numberFor(numeric) : undefined;
}

/** The first bound decides: 100 for `[">=", 100]`, 101 for `[">", 100, "<", 200]`. */
function numberFor([sign, bound]: JsonValue[]): number | undefined {
  if (typeof bound !== "number") return undefined;
  if (sign === ">") return bound + 1;
  return sign === "<" ? bound - 1 : bound;
}
