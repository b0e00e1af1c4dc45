export interface Coalesced<T> {
  /** Hands items over; answers once there is room for more. Rejects when a batch could not be kept, this or an earlier one. */
  hand(items: readonly T[]): Promise<void>;
  /** Answers once everything handed over is kept. Rejects when any batch could not be kept. */
  settled(): Promise<void>;
}
export interface Bounds<T> {
  /** How many items go into one batch at most, unless they were handed over together. */
  readonly batch: number;
  /** While this much or more waits, whoever hands over waits too. */
  readonly waiting: number;
  /** How much of the room an item takes. */
  readonly weigh: (item: T) => number;
}

/**
 * Joins what several lanes hand over while one batch is being kept into the next one, so that a busy database is asked
 * seldom for much and the lanes go on meanwhile. A batch that cannot be kept does not stop those that wait already.
 */
export function coalesce<T>(keep: (items: T[]) => Promise<void>, bounds: Bounds<T>): Coalesced<T> {
  const waiting: (readonly T[])[] = [];
  const listeners = new Set<() => void>();
  let weight = 0;
  let isKeeping = false;
  let failure: { readonly reason: unknown } | undefined;
  const keepAll = async () => {
    isKeeping = true;
    while (waiting.length > 0) {
      const batch = take(waiting, bounds.batch);
      weight -= weightOf(batch, bounds);
      tellAll(listeners);
      await keep(batch).catch((reason: unknown) => {
        failure ??= { reason };
      });
    }
    isKeeping = false;
    tellAll(listeners);
  };
  const until = async (isTrue: () => boolean) => {
    while (!failure && !isTrue()) await new Promise<void>((resolve) => listeners.add(resolve));
  };
  const refuseFailed = () => {
    if (failure) throw failure.reason;
  };
  return {
    hand: async (items) => {
      waiting.push(items);
      weight += weightOf(items, bounds);
      if (!isKeeping) void keepAll();
      await until(() => weight < bounds.waiting);
      refuseFailed();
    },
    settled: async () => {
      while (isKeeping) await new Promise<void>((resolve) => listeners.add(resolve));
      refuseFailed();
    },
  };
}

function tellAll(listeners: Set<() => void>): void {
  const told = [...listeners];
  listeners.clear();
  for (const tell of told) tell();
}

function weightOf<T>(items: readonly T[], { weigh }: Bounds<T>): number {
  return items.reduce((sum, item) => sum + weigh(item), 0);
}

/** What was handed over first at least, and as much more as fits. */
function take<T>(waiting: (readonly T[])[], most: number): T[] {
  let count = 0;
  let end = 0;
  while (end < waiting.length && (end === 0 || count + (waiting[end]?.length ?? 0) <= most)) {
    count += waiting[end]?.length ?? 0;
    end += 1;
  }
  return waiting.splice(0, end).flat();
}
