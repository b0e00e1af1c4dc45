import { AwsError } from "../aws-error";

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

/** The place in a sorted list after which a page begins. Throws PaginationTokenExpiredException. */
export function afterToken(token: string | undefined): string {
  if (!token) return "";
  const [, after] = /^after:(.+)$/s.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (after) return after;
  throw new AwsError("PaginationTokenExpiredException", "The pagination token is invalid or has expired.");
}

/** An empty text says that there is no further page. */
export function tokenAfter(last: string | undefined, isMore: boolean): string {
  return isMore && last ? Buffer.from(`after:${last}`).toString("base64url") : "";
}
