import { textIn } from "../wire/input";
import { invalid } from "./scheduler-errors";

/** One page of a list in the order of its names; MaxResults and NextToken come from the query string. */
export function pageOf<T extends { readonly name: string }>(
  input: Readonly<Record<string, unknown>>,
  items: readonly T[],
) {
  const limit = Number(textIn(input, "MaxResults") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid("MaxResults must be between 1 and 100.");
  const token = textIn(input, "NextToken");
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString();
  const left = items.filter(({ name }) => name > after);
  const shown = left.slice(0, limit);
  const last = shown.length < left.length ? shown.at(-1) : undefined;
  return { shown, nextToken: last && Buffer.from(last.name).toString("base64url") };
}
