import { Invalid } from "@/lib/core/errors";

export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly totalCount: number | null;
}

/** The sort key at which a page ended, as opaque text. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** What stands at one place of a sort key. A `?` may be null. */
export type CursorPart = "text" | "time" | "time?" | "count";
type PartOf<K extends CursorPart> = K extends "count" ? number : K extends "time?" ? string | null : string;
type KeyOf<K extends readonly CursorPart[]> = { readonly [I in keyof K]: PartOf<K[I]> };

const IS: Readonly<Record<CursorPart, (part: unknown) => boolean>> = {
  text: (part) => typeof part === "string" && !part.includes("\u0000"),
  time: isTime,
  "time?": (part) => part === null || isTime(part),
  count: Number.isSafeInteger,
};

/** A time as we write it in cursors; its year is one that PostgreSQL knows. */
function isTime(part: unknown): boolean {
  return typeof part === "string" && /^[1-9]\d{3}-/.test(part) && isSame(new Date(part), part);
}
function isSame(at: Date, text: string): boolean {
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

/**
 * The sort key of a cursor that we made, with a part of each of these kinds; anything else is refused by name. A forged one
 * of the right form is let through: it names a place in a list of which the asker sees their own part only.
 */
export function decodeCursor<const K extends readonly CursorPart[]>(
  cursor: string | undefined,
  kinds: K,
): KeyOf<K> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(key) && key.length === kinds.length && kinds.every((kind, index) => IS[kind](key[index])))
      return key as unknown as KeyOf<K>;
  } catch {
    // Falls through: text that is not JSON is refused like any other text that is no cursor of ours.
  }
  throw new Invalid("The cursor is not one of ours.", [
    { field: "cursor", message: "use `nextCursor` of the page before" },
  ]);
}

/** Cuts a list that was read with one row more than asked, to know whether another page follows. */
export function pageFrom<T>(
  found: T[],
  limit: number,
  keyOf: (item: T) => (string | number | null)[],
  totalCount: number | null = null,
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(keyOf(last)) : null, totalCount };
}
