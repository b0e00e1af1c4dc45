import { invalidParameter } from "./errors";

const PAGE_SIZE = 100;

/** SNS lists 100 at a time, in the order of ARNs; the token is the last ARN shown. */
export function pageOf<T extends { readonly arn: string }>(
  items: readonly T[],
  token: string | undefined,
): { shown: T[]; next: string | undefined } {
  const after = token ? Buffer.from(token, "base64url").toString() : "";
  if (token && !after.startsWith("arn:")) throw invalidParameter("NextToken");
  const left = items.filter(({ arn }) => arn > after).sort((one, other) => (one.arn < other.arn ? -1 : 1));
  const shown = left.slice(0, PAGE_SIZE);
  const last = shown.length < left.length ? shown.at(-1) : undefined;
  return { shown, next: last && Buffer.from(last.arn).toString("base64url") };
}
