import { setTimeout as sleep } from "node:timers/promises";

/**
 * A rate in messages per second, on the monotonic clock. `take` answers when `count` messages may be sent; the burst is
 * a tenth of a second's worth, at least one.
 */
export class Pace {
  private allowed: number;
  private atMs = performance.now();

  constructor(private readonly perSecond: number | null) {
    this.allowed = Math.max(1, (perSecond ?? 0) / 10);
  }

  /** How many messages should be claimed together: no more than can be sent within ten seconds. */
  get claimSize(): number {
    return this.perSecond === null ? 10 : Math.max(1, Math.min(10, Math.floor(this.perSecond * 10)));
  }

  async take(count: number, signal: AbortSignal): Promise<void> {
    if (this.perSecond === null) return;
    const now = performance.now();
    const burst = Math.max(1, this.perSecond / 10);
    this.allowed = Math.min(burst, this.allowed + ((now - this.atMs) / 1000) * this.perSecond) - count;
    this.atMs = now;
    if (this.allowed < 0) await sleep((-this.allowed / this.perSecond) * 1000, undefined, { signal });
  }
}
