import { fieldPath } from "../messages/field-path";

/** A name, the place in a list, or every item of it. */
export type BodyPathPart = string | number | typeof EVERY;
export const EVERY = Symbol("every item");

const MOST_PARTS = 20;
const MOST_CHARACTERS = 300;
const PART = /\.([^.[\]"\s]+)|\[(\d{1,6})\]|\[(\*)\]|\.?\[("(?:[^"\\]|\\.){1,200}")\]/y;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** The parts of a path such as `body.items[0].sku`, `body.items[*].sku` or `body["a b"]`; or what is wrong with it. */
export function readBodyPath(path: string): readonly BodyPathPart[] | string {
  if (path.length > MOST_CHARACTERS) return `a path has at most ${MOST_CHARACTERS} characters`;
  const parts = path.startsWith("body") ? readParts(path) : undefined;
  if (parts === undefined)
    return 'write body and the names after it, such as body.customer.id, body.items[0].sku, body.items[*].sku or body["a b"]';
  if (parts.some((part) => typeof part === "string" && FORBIDDEN.has(part.toLowerCase())))
    return "__proto__, constructor and prototype are no fields";
  return parts.length > MOST_PARTS ? `a path has at most ${MOST_PARTS} parts` : parts;
}

/** A path as people write it. */
export function bodyPathText(parts: readonly (string | number)[]): string {
  const rest = fieldPath(parts);
  return rest === "" || rest.startsWith("[") ? `body${rest}` : `body.${rest}`;
}

export function isFieldName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !FORBIDDEN.has(name.toLowerCase());
}

function readParts(path: string): BodyPathPart[] | undefined {
  const parts: BodyPathPart[] = [];
  let at = "body".length;
  while (at < path.length) {
    PART.lastIndex = at;
    const match = PART.exec(path);
    const part = match && partOf(match);
    if (part === undefined || part === null) return undefined;
    parts.push(part);
    at = PART.lastIndex;
  }
  return parts;
}

function partOf([, name, index, every, quoted]: RegExpExecArray): BodyPathPart | undefined {
  if (name !== undefined) return name;
  if (index !== undefined) return Number(index);
  if (every !== undefined) return EVERY;
  try {
    return JSON.parse(quoted ?? "") as string;
  } catch {
    // A quoted name that JSON does not read is no name.
    return undefined;
  }
}
