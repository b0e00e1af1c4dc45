import { checkRange, invalidValue } from "./errors";

const LARGEST_PAGE = 1000;

/**
 * One page of what is sorted already. Without `maxResults` there are at most 1,000 and no token to go on with, as SQS
 * lists things. Throws InvalidParameterValue for a token that no page gave.
 */
export function pageOf<T>(
  all: readonly T[],
  maxResults: number | undefined,
  nextToken: string | undefined,
): { readonly items: readonly T[]; readonly nextToken?: string } {
  checkRange("MaxResults", maxResults, 1, LARGEST_PAGE);
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, "base64").toString("utf8"));
  if (!Number.isInteger(from) || from < 0 || nextToken === "") {
    throw invalidValue("NextToken", nextToken, "Invalid or expired next token.");
  }
  const to = from + (maxResults ?? LARGEST_PAGE);
  const hasMore = maxResults !== undefined && to < all.length;
  return { items: all.slice(from, to), nextToken: hasMore ? Buffer.from(String(to)).toString("base64") : undefined };
}
