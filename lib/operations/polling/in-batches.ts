/** Runs `work` over all items, at most `width` at a time. The first failure stops the taking of new ones and is thrown. */
export async function inBatches<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  let failure: { error: unknown } | undefined;
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined && !failure; item = waiting.shift())
      await work(item).catch((error: unknown) => {
        failure ??= { error };
      });
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failure) throw failure.error;
}

/** After this many failures and not one success, the rest would only fail the same way. */
const HOPELESS_AFTER = 5;

/**
 * Runs `work` over all items though single ones fail: one queue that refuses us does not hide the others. Throws the
 * first failure only when nothing succeeded at all; else returns the failures.
 */
export async function whereverPossible<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  let successes = 0;
  await inBatches(items, width, async (item) => {
    if (successes === 0 && failures.length >= HOPELESS_AFTER) return;
    await work(item).then(
      () => {
        successes += 1;
      },
      (error: unknown) => {
        failures.push(error);
      },
    );
  });
  if (successes === 0 && failures.length > 0) throw failures[0];
  return failures;
}
