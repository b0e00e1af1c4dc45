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

/** The sort key of a cursor that we made; anything else is refused by name. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => part === null || ["string", "number"].includes(typeof part))
    )
      return key;
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
