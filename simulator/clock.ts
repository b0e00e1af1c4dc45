/** The only source of time inside the simulator: real time plus an offset, unless it is frozen. */
export interface Clock {
  /** Epoch milliseconds, simulated. */
  now(): number;
  /** Resolves after `ms` simulated milliseconds, at once when an advance jumps past, and early when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Sleeper {
  readonly dueAt: number;
  readonly wake: () => void;
  timer?: NodeJS.Timeout;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** A clock that runs with real time, can be moved forward but never back, and can be stopped. */
export class SimulatedClock implements Clock {
  #sleepers = new Set<Sleeper>();
  #frozenAt: number | undefined;

  constructor(private offsetMs = 0) {}

  now(): number {
    return this.#frozenAt ?? Date.now() + this.offsetMs;
  }

  get offset(): number {
    return this.#frozenAt === undefined ? this.offsetMs : this.#frozenAt - Date.now();
  }

  get isFrozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** Time stands still until `unfreeze`, apart from advances. */
  freeze(): void {
    this.#frozenAt ??= this.now();
    for (const sleeper of this.#sleepers) clearTimeout(sleeper.timer);
  }

  /** Time runs on from where it stood. */
  unfreeze(): void {
    if (this.#frozenAt === undefined) return;
    this.offsetMs = this.#frozenAt - Date.now();
    this.#frozenAt = undefined;
    for (const sleeper of this.#sleepers) this.#setTimer(sleeper);
  }

  /** Takes over a saved offset and runs; the one way back in time, for loading a snapshot. */
  restore(offsetMs: number): void {
    this.#frozenAt = undefined;
    this.offsetMs = offsetMs;
    for (const sleeper of this.#sleepers) this.#setTimer(sleeper);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(sleeper.timer);
        signal?.removeEventListener("abort", done);
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper: Sleeper = { dueAt: this.now() + ms, wake: done };
      signal?.addEventListener("abort", done, { once: true });
      this.#sleepers.add(sleeper);
      if (!this.isFrozen) this.#setTimer(sleeper);
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
    if (this.#frozenAt === undefined) this.offsetMs = Math.max(this.offsetMs, at - Date.now());
    else this.#frozenAt = Math.max(this.#frozenAt, at);
  }

  #setTimer(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    const ms = Math.min(Math.max(sleeper.dueAt - this.now(), 0), LONGEST_TIMER_MS);
    sleeper.timer = setTimeout(sleeper.wake, ms);
  }

  #earliestUntil(target: number): Sleeper | undefined {
    let earliest: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (sleeper.dueAt <= target && (!earliest || sleeper.dueAt < earliest.dueAt)) earliest = sleeper;
    }
    return earliest;
  }
}
