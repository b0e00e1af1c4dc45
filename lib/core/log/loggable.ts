import { CENSOR, isSecretName, withoutSecrets } from "./secret-text";

const MOST_DEPTH = 8;
const MOST_ENTRIES = 100;
const MOST_CHARACTERS = 8192;
/** Codes of errors, and no codes that somebody could sign in with. */
const ERROR_CODE = /^([A-Z][A-Z0-9_]{1,39}|[0-9A-Z]{5}|[a-z]+(-[a-z]+)*)$/;

/**
 * A copy that may be written to a log: secrets are taken out by name at any depth and by shape anywhere in text, errors
 * are told with their causes, and depth, entries and lengths are bounded. Never throws.
 */
export function loggable(value: unknown): unknown {
  return copy(value, 0, new Set());
}

function copy(value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (typeof value === "string") return shortened(value);
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return "[function]";
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.has(value)) return "[circular]";
  if (depth >= MOST_DEPTH) return "[deeper]";
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const path = new Set(above).add(value);
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((one) => copy(one, depth + 1, path));
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  return copyFields(value, depth, path);
}

function copyFields(source: object, depth: number, path: ReadonlySet<object>): object {
  const isError = source instanceof Error;
  const fields: [string, unknown][] = isError ? errorFields(source) : [];
  for (const name of Object.keys(source).slice(0, MOST_ENTRIES)) fields.push([name, read(source, name)]);
  return Object.fromEntries(
    fields.map(([name, value]) => {
      const isHidden = isSecretName(name) || (name === "code" && !(isError && isErrorCode(value)));
      return [
        shortened(name),
        isHidden && value !== undefined && value !== null ? CENSOR : copy(value, depth + 1, path),
      ];
    }),
  );
}

function errorFields(error: Error): [string, unknown][] {
  return [
    ["type", error.name],
    ["message", error.message],
    ["stack", error.stack],
    ...(error.cause === undefined ? [] : [["cause", error.cause] satisfies [string, unknown]]),
    ...(error instanceof AggregateError ? [["errors", error.errors] satisfies [string, unknown]] : []),
  ];
}

/** A getter may do anything. */
function read(source: object, name: string): unknown {
  try {
    return (source as Record<string, unknown>)[name];
  } catch {
    // What cannot be read has nothing to tell.
    return "[unreadable]";
  }
}

function isErrorCode(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && ERROR_CODE.test(value));
}

function shortened(text: string): string {
  const whole = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}… (${text.length} characters)` : text;
  return withoutSecrets(whole);
}
