interface Handed<T> {
  readonly items: readonly T[];
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * Joins what several lanes hand over while one batch is being kept into the next one, at most `most` items at a time, so
 * that a busy database is asked seldom for much. The promise of each lane settles when its own items are kept; a batch
 * that fails fails all lanes in it.
 */
export function coalesce<T>(keep: (items: T[]) => Promise<void>, most: number): (items: readonly T[]) => Promise<void> {
  const waiting: Handed<T>[] = [];
  let isKeeping = false;
  const keepAll = async () => {
    isKeeping = true;
    while (waiting.length > 0) {
      const batch = take(waiting, most);
      await keep(batch.flatMap(({ items }) => [...items])).then(
        () => {
          for (const { done } of batch) done();
        },
        (reason: unknown) => {
          for (const { failed } of batch) failed(reason);
        },
      );
    }
    isKeeping = false;
  };
  return (items) =>
    new Promise((done, failed) => {
      waiting.push({ items, done, failed });
      if (!isKeeping) void keepAll();
    });
}

/** At least one, and as many more as fit. */
function take<T>(waiting: Handed<T>[], most: number): Handed<T>[] {
  let count = 0;
  let end = 0;
  while (end < waiting.length && (end === 0 || count + (waiting[end]?.items.length ?? 0) <= most)) {
    count += waiting[end]?.items.length ?? 0;
    end += 1;
  }
  return waiting.splice(0, end);
}
