/** The only source of time inside the simulator: real time plus an offset that `/_sim/advance` moves forward. */
export interface Clock {
  /** Epoch milliseconds, simulated. */
  now(): number;
  /** Resolves after `ms` simulated milliseconds, at once when an advance jumps past, and early when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Sleeper {
  readonly dueAt: number;
  readonly wake: () => void;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** A clock that runs with real time and can be moved forward, never back. */
export class SimulatedClock implements Clock {
  #sleepers = new Set<Sleeper>();

  constructor(private offsetMs = 0) {}

  now(): number {
    return Date.now() + this.offsetMs;
  }

  get offset(): number {
    return this.offsetMs;
  }

  /** Takes over a saved offset; the one way back in time, for loading a snapshot. */
  restore(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper: Sleeper = { dueAt: this.now() + ms, wake: done };
      const timer = setTimeout(done, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
      signal?.addEventListener("abort", done, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /**
   * Moves time forward. Whoever sleeps wakes in the order of the times they sleep until and sees that very time;
   * `nextStopAt` names moments at which to stop besides. `atEachStop` runs at each of these moments and once at the
   * end; it must leave `nextStopAt` later than the time it was given.
   */
  async advance(
    ms: number,
    atEachStop: (now: number) => void,
    nextStopAt: () => number | undefined = () => undefined,
  ): Promise<void> {
    const target = this.now() + ms;
    for (;;) {
      const sleeper = this.#earliestUntil(target);
      const stopAt = Math.min(sleeper?.dueAt ?? Number.POSITIVE_INFINITY, nextStopAt() ?? Number.POSITIVE_INFINITY);
      if (stopAt > target) break;
      this.#jumpTo(stopAt);
      atEachStop(this.now());
      if (sleeper?.dueAt !== stopAt) continue;
      sleeper.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#jumpTo(target);
    atEachStop(this.now());
  }

  #jumpTo(at: number): void {
    this.offsetMs = Math.max(this.offsetMs, at - Date.now());
  }

  #earliestUntil(target: number): Sleeper | undefined {
    let earliest: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (sleeper.dueAt <= target && (!earliest || sleeper.dueAt < earliest.dueAt)) earliest = sleeper;
    }
    return earliest;
  }
}
