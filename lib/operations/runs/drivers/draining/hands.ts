import type { Sqs } from "@/lib/aws/aws";
import type { NewHandle } from "@/lib/db/run-items";
import type { Grip } from "./effect";
import type { DrainTiming } from "./timing";

/** No message can be hidden for longer than 12 hours after one receive (SQS API reference). */
const LONGEST_GRIP_MS = 11.5 * 3_600_000;

/** A grip as the ledger keeps it for whoever takes the run up after us. */
export function handleOf({ item, receiptHandle, visibleUntilMs }: Grip): NewHandle {
  const visibleSeconds = Math.max(0, Math.floor((visibleUntilMs - performance.now()) / 1000));
  return { itemId: item.id, receiptHandle, visibleSeconds };
}

/** The messages of the run that we hold now. What waits for its turn is kept hidden from others. */
export class Hands {
  readonly #grips = new Map<string, Grip>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sqs: Sqs,
    private readonly queueUrl: string,
    private readonly visibilitySeconds: number,
    private readonly timing: DrainTiming,
  ) {}

  get size(): number {
    return this.#grips.size;
  }

  find(messageId: string): Grip | undefined {
    return this.#grips.get(messageId);
  }

  hold(grip: Grip): void {
    this.#grips.set(grip.item.messageId, grip);
  }

  drop(grip: Grip): void {
    if (this.#grips.get(grip.item.messageId) === grip) this.#grips.delete(grip.item.messageId);
  }

  /** Whether there is time enough to send it before others may receive it. */
  isFresh({ visibleUntilMs }: Grip): boolean {
    return visibleUntilMs - performance.now() > this.timing.leastVisibleMs;
  }

  startKeeping(isPossible: () => boolean): void {
    this.#timer = setInterval(() => {
      if (isPossible()) void this.#keep();
    }, this.timing.heartbeatMs);
    this.#timer.unref();
  }

  stopKeeping(): void {
    clearInterval(this.#timer);
  }

  /** Hides for another while whatever has waited for half of its time. */
  async #keep(): Promise<void> {
    const nowMs = performance.now();
    const lengthMs = this.visibilitySeconds * 1000;
    const old = [...this.#grips.values()].filter(
      ({ visibleUntilMs, receivedMs }) =>
        visibleUntilMs > nowMs && visibleUntilMs - nowMs < lengthMs / 2 && nowMs - receivedMs < LONGEST_GRIP_MS,
    );
    if (old.length === 0) return;
    const handles = old.map(({ receiptHandle }) => receiptHandle);
    const failed = new Set(await this.sqs.extend(this.queueUrl, handles, this.visibilitySeconds));
    for (const grip of old) if (!failed.has(grip.receiptHandle)) grip.visibleUntilMs = nowMs + lengthMs;
  }
}
