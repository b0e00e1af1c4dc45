interface StreamRetries {
  readonly maxRetries: number | null;
  readonly maxAgeSeconds: number | null;
}

/** What becomes of a record of a stream that always fails. Without limits it holds up all that come after it. */
export function fateOfRecord({ maxRetries, maxAgeSeconds }: StreamRetries): string {
  const limits = [
    ...(isSet(maxRetries) ? [`${maxRetries} retries`] : []),
    ...(isSet(maxAgeSeconds) ? [`${maxAgeSeconds} s`] : []),
  ];
  return limits.length > 0
    ? `is dropped after ${limits.join(" or ")}, and nothing keeps which it was`
    : "blocks its shard until it expires in the stream, and everything behind it waits or expires too";
}

function isSet(limit: number | null): limit is number {
  return limit !== null && limit >= 0;
}
