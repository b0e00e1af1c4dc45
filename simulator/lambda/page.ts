import { textIn } from "../wire/input";
import { invalidParameter } from "./errors";

const LARGEST_MAX_ITEMS = 10_000;

/**
 * One page of a list in the order of `keyOf`: at most `largestPage` items whatever is asked for. The marker names the
 * last one shown, so that what is added or taken away in between neither repeats nor hides others.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  input: Readonly<Record<string, unknown>>,
  largestPage: number,
): { readonly shown: readonly T[]; readonly nextMarker: string | undefined } {
  const size = Math.min(parseMaxItems(textIn(input, "MaxItems")) ?? largestPage, largestPage);
  const after = parseMarker(textIn(input, "Marker"));
  const sorted = [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const left = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const shown = left.slice(0, size);
  const last = shown.length < left.length ? shown.at(-1) : undefined;
  return { shown, nextMarker: last && Buffer.from(keyOf(last)).toString("base64url") };
}

function parseMaxItems(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= LARGEST_MAX_ITEMS) return count;
  throw invalidParameter(`MaxItems must be between 1 and ${LARGEST_MAX_ITEMS}`);
}

function parseMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  const text = Buffer.from(marker, "base64url").toString();
  if (text !== "" && Buffer.from(text).toString("base64url") === marker) return text;
  throw invalidParameter("Invalid Marker");
}
