import { numberIn, textIn } from "../wire/input";
import { invalidToken, validationError } from "./errors";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_PAGE = 1000;
const DEFAULT_PAGE = 100;

/** A part of a list, by `maxResults` (100 unless told, 0 means the same) and `nextToken`. Tokens name the last item shown. */
export function pageOf<T>(
  items: readonly T[],
  input: Input,
  keyOf: (item: T) => string,
): { shown: T[]; nextToken: string | undefined } {
  const wanted = numberIn(input, "maxResults") ?? 0;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > LARGEST_PAGE) {
    throw validationError(
      `1 validation error detected: Value '${wanted}' at 'maxResults' failed to satisfy constraint: Member must be between 0 and 1000`,
    );
  }
  const size = wanted || DEFAULT_PAGE;
  const start = startOf(items, textIn(input, "nextToken"), keyOf);
  const shown = items.slice(start, start + size);
  const last = start + size < items.length ? shown.at(-1) : undefined;
  return { shown, nextToken: last === undefined ? undefined : Buffer.from(keyOf(last)).toString("base64url") };
}

function startOf<T>(items: readonly T[], token: string | undefined, keyOf: (item: T) => string): number {
  if (token === undefined) return 0;
  const key = Buffer.from(token, "base64url").toString();
  const place = items.findIndex((item) => keyOf(item) === key);
  if (place < 0) throw invalidToken();
  return place + 1;
}
