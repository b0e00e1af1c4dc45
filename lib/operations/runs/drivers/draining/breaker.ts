import { setTimeout as sleep } from "node:timers/promises";
import { type DloError, Unavailable } from "@/lib/core/errors";
import type { Pace } from "../pace";
import type { DrainTiming } from "./timing";

/** So many failures in a row, and AWS counts as down. */
const FAILURES = 4;

/**
 * Stands before every call to AWS: while AWS does not answer, one call passes at a time with a pause between them, so that
 * nobody knocks in a hot loop. Told of each call's end, it slows the pace when AWS asks for less.
 */
export class Breaker {
  #failures = 0;
  #failedMs = 0;
  #nextMs = 0;

  constructor(
    private readonly pace: Pace,
    private readonly timing: DrainTiming,
  ) {}

  get isDown(): boolean {
    return this.#failures >= FAILURES;
  }

  async pass(signal?: AbortSignal): Promise<void> {
    if (!this.isDown) return;
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = atMs + this.timing.downPauseMs;
    await sleep(atMs - nowMs, undefined, signal ? { signal } : {}).catch(() => undefined);
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** A call came to nothing, or nobody knows to what. */
  failed(): void {
    if (this.#failures === 0) this.#failedMs = performance.now();
    this.#failures += 1;
    this.pace.slow();
  }

  /** Takes an error that passes by itself, and throws every other one; also that one when it does not pass. */
  swallow(error: unknown): void {
    if (!isPassing(error)) throw error;
    if (error.detail.isStopped === true) return;
    if (error.detail.isThrottled === true) this.pace.slow();
    else this.failed();
    if (this.isDown && performance.now() - this.#failedMs > this.timing.downMs) throw error;
  }
}

function isPassing(error: unknown): error is DloError {
  return error instanceof Unavailable && error.detail.retryable === true;
}
