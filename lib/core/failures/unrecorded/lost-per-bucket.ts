/** A sum of a metric over one bucket of time. */
export interface Sum {
  readonly at: Date;
  readonly value: number;
}

/**
 * How much was lost in each bucket: what failed, less what is accounted for. A message reaches its dead-letter queue after
 * its delivery failed, so what is accounted for in a bucket pays for the bucket before it too: the newest bucket is not final
 * before the next one is known, see `isFinal`. Buckets without a datapoint are left out: absent is not 0.
 */
export function lostPerBucket(
  failed: readonly Sum[],
  accountedBy: readonly (readonly Sum[])[],
  bucketMs: number,
): Sum[] {
  if (accountedBy.length === 0) return failed.map(whole);
  const credits = new Map<number, number>();
  for (const { at, value } of accountedBy.flat()) credits.set(at.getTime(), (credits.get(at.getTime()) ?? 0) + value);
  const take = (atMs: number, most: number) => {
    const taken = Math.min(credits.get(atMs) ?? 0, most);
    credits.set(atMs, (credits.get(atMs) ?? 0) - taken);
    return taken;
  };
  return [...failed]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, value }) => {
      const rest = value - take(at.getTime(), value);
      return whole({ at, value: rest - take(at.getTime() + bucketMs, rest) });
    });
}

function whole({ at, value }: Sum): Sum {
  return { at, value: Math.max(0, Math.round(value)) };
}

/** Whether a bucket's loss can be told, of what was read until then. */
export function isFinal(at: Date, until: Date, accountedByCount: number, bucketMs: number): boolean {
  return at.getTime() + (accountedByCount > 0 ? 2 : 1) * bucketMs <= until.getTime();
}
