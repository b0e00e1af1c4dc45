import { setTimeout } from "node:timers/promises";

const MOST_AT_ONCE = 10;
/** What a person asks for is exact; what was missed is caught up this much faster, so that no second has too many. */
const CATCH_UP = 1.02;
/** Time that passed unused is lost, but for the jitter of timers. */
const SLACK_MS = 100;
/** A message is written down as *sending* at most this long before it is sent. */
const LEAD_MS = 20;
/** Timers are no finer than this. */
const TIMER_MS = 2;
const LONGEST_NAP_MS = 100;
/** One storm of refusals is one reason to slow down. */
const STORM_MS = 500;
const GROW_EVERY_MS = 1_000;
const GROWTH = 1.25;
const LEAST_PER_SECOND = 1;

export interface PaceClock {
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
const MONOTONIC: PaceClock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

/**
 * A rate in messages per second that all who send share, on the monotonic clock. It can be changed at any time. When AWS
 * throttles it halves, and grows back while it is not throttled. Without a rate it only slows down for AWS.
 */
export class Pace {
  #asked: number | null;
  #limited: number | undefined;
  #slowedMs = Number.NEGATIVE_INFINITY;
  #grownMs = 0;
  #nextMs = 0;
  #gateMs = 0;
  #tail: Promise<void> = Promise.resolve();
  readonly #meter = new Meter();

  constructor(
    perSecond: number | null,
    private readonly clock: PaceClock = MONOTONIC,
  ) {
    this.#asked = perSecond;
  }

  ask(perSecond: number | null): void {
    this.#asked = perSecond;
  }

  /** What is kept now; null: as fast as it goes. */
  get perSecond(): number | null {
    if (this.#limited === undefined) return this.#asked;
    return this.#asked === null ? this.#limited : Math.min(this.#asked, this.#limited);
  }

  get isThrottled(): boolean {
    return this.#limited !== undefined;
  }

  /** Small enough that one call more or less is no matter in a second. */
  get batchSize(): number {
    const perSecond = this.perSecond;
    return perSecond === null ? MOST_AT_ONCE : Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(perSecond / 100)));
  }

  /** How many messages may be in our hands: no more than can be sent within two seconds. */
  get aheadCount(): number {
    return this.perSecond === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(this.perSecond * 2));
  }

  /**
   * Waits for the turn of `count` messages and returns when they are to be sent, a moment ahead of that. Turns come in the
   * order of asking. When the signal is aborted the turn is lost.
   */
  async turn(count: number, signal: AbortSignal): Promise<number> {
    const before = this.#tail;
    let pass: () => void = () => {};
    this.#tail = new Promise((resolve) => {
      pass = resolve;
    });
    await before;
    try {
      for (;;) {
        this.#grow();
        const waitMs = this.perSecond === null ? 0 : this.#nextMs - LEAD_MS - this.clock.nowMs();
        if (waitMs < TIMER_MS || signal.aborted) break;
        await this.clock.sleep(Math.min(waitMs, LONGEST_NAP_MS), signal);
      }
      const atMs = Math.max(this.#nextMs, this.clock.nowMs() - SLACK_MS);
      this.#nextMs = this.perSecond === null ? 0 : atMs + (count * 1000) / this.perSecond;
      return atMs;
    } finally {
      pass();
    }
  }

  /** Waits until `count` messages whose turn is at `atMs` may go out: whatever held them up, never more than their rate. */
  async gate(count: number, atMs: number): Promise<void> {
    const nowMs = this.clock.nowMs();
    this.#meter.add(count, nowMs);
    if (this.perSecond === null) return;
    const startMs = Math.max(nowMs, atMs, this.#gateMs);
    this.#gateMs = startMs + (count * 1000) / (this.perSecond * CATCH_UP);
    if (startMs - nowMs >= TIMER_MS) await this.clock.sleep(startMs - nowMs);
  }

  /** AWS asked for less, or had a fault of its own. */
  slow(): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.#slowedMs < STORM_MS) return;
    const current = Math.min(this.perSecond ?? Number.POSITIVE_INFINITY, this.#meter.perSecond(nowMs));
    this.#limited = Math.max(LEAST_PER_SECOND, current / 2);
    this.#slowedMs = nowMs;
    this.#grownMs = nowMs;
  }

  #grow(): void {
    const nowMs = this.clock.nowMs();
    if (this.#limited === undefined || nowMs - this.#grownMs < GROW_EVERY_MS) return;
    this.#grownMs = nowMs;
    this.#limited = this.#limited * GROWTH + 1;
    if (this.#limited >= (this.#asked ?? this.#meter.peak * 2)) this.#limited = undefined;
  }
}

/** How many were sent in the second before this one, and in the best. */
class Meter {
  #second = 0;
  #count = 0;
  #before = 0;
  peak = 0;

  add(count: number, nowMs: number): void {
    this.#turn(nowMs);
    this.#count += count;
    this.peak = Math.max(this.peak, this.#count);
  }

  perSecond(nowMs: number): number {
    this.#turn(nowMs);
    return Math.max(this.#count, this.#before, LEAST_PER_SECOND);
  }

  #turn(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second === this.#second) return;
    this.#before = second === this.#second + 1 ? this.#count : 0;
    this.#second = second;
    this.#count = 0;
  }
}
