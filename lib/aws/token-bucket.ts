const FIRST_PER_SECOND = 20;
const LEAST_PER_SECOND = 1;
/** How much faster after each second without throttling; a throttled call halves the rate. */
const RISE_PER_SECOND = 1;

export interface Ticks {
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const realTicks: Ticks = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wake = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      const stop = () => {
        clearTimeout(wake);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/**
 * Spreads calls of one account and Region: at most `perSecond` a second, first come first served. AWS does not publish
 * the limits of calls such as GetQueueAttributes, so the rate halves on each throttled second and climbs again slowly.
 */
export class TokenBucket {
  #perSecond: number;
  #nextFreeMs = Number.NEGATIVE_INFINITY;
  #changedMs: number;

  constructor(
    readonly most = FIRST_PER_SECOND,
    private readonly ticks: Ticks = realTicks,
  ) {
    this.#perSecond = most;
    this.#changedMs = ticks.nowMs();
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  /** Waits for a turn. Rejects with the signal's reason when it is aborted meanwhile. */
  async take(signal?: AbortSignal): Promise<void> {
    const now = this.ticks.nowMs();
    this.#rise(now);
    // A turn may be used up to a second late, so a pause leaves a burst of one second's worth and no more.
    const turn = Math.max(this.#nextFreeMs, now - 1000);
    this.#nextFreeMs = turn + 1000 / this.#perSecond;
    if (turn > now) await this.ticks.sleep(turn - now, signal);
  }

  /** Told of a throttled call: halves the rate, at most once a second. */
  slowDown(): void {
    const now = this.ticks.nowMs();
    if (this.#perSecond < this.most && now - this.#changedMs < 1000) return;
    this.#perSecond = Math.max(LEAST_PER_SECOND, this.#perSecond / 2);
    this.#changedMs = now;
  }

  #rise(now: number): void {
    const seconds = Math.floor((now - this.#changedMs) / 1000);
    if (seconds < 1 || this.#perSecond >= this.most) return;
    this.#perSecond = Math.min(this.most, this.#perSecond + seconds * RISE_PER_SECOND);
    this.#changedMs = now;
  }
}
