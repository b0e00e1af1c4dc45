import type { ReceivedMessage } from "@/lib/aws/aws";
import { drainBatch } from "./drain-batch";
import type { DrainStop } from "./drain-stop";
import type { Draining } from "./draining";
import { refuseAnother } from "./reason-not-to-drain";

/** Short, because after a crash it is how long what was in our hands stays hidden. */
export const VISIBILITY_SECONDS = 30;
const WAIT_SECONDS = 1;
const LONGEST_SLICE_MS = 30_000;
const MOST_LANES = 4;
const QUIET_ROUNDS = 2;

/** One slice of a drain: receives and takes out until the queue is quiet, the time is up, or something stops it. */
export class DrainSlice {
  /** Why it ended before the queue was quiet; undefined when it was, or when only the time was up. */
  stop: DrainStop | undefined;
  receiveCalls = 0;
  receivedCount = 0;
  newCount = 0;
  drainedCount = 0;
  approximateCount: number | null = null;
  isQuiet = false;
  /** Received and still in the queue: message id → newest handle. They stay hidden until the slice is over. */
  private readonly held = new Map<string, string>();
  private quietRounds = 0;
  private isOver = false;

  get leftCount(): number {
    return this.held.size;
  }

  /** Throws what stopped it; what was taken out until then is counted. */
  async run(work: Draining): Promise<void> {
    const untilMs = performance.now() + LONGEST_SLICE_MS;
    const seen = await work.sqs.attributes(work.queue.url);
    refuseAnother(work.queue, seen);
    const { visible } = seen;
    this.approximateCount = visible;
    // In one lane the messages of a FIFO group are met in their order.
    const laneCount = work.queue.isFifo ? 1 : Math.max(1, Math.min(MOST_LANES, Math.ceil(visible / 50)));
    const lanes = Array.from({ length: laneCount }, () => this.lane(work, untilMs));
    const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === "rejected");
    if (failed) throw failed.reason;
    this.isQuiet = this.quietRounds >= QUIET_ROUNDS;
  }

  private async lane(work: Draining, untilMs: number): Promise<void> {
    while (!this.isOver && !work.signal.aborted && performance.now() < untilMs && this.quietRounds < QUIET_ROUNDS)
      await this.round(work).catch((error: unknown) => {
        this.isOver = true;
        throw error;
      });
  }

  private async round(work: Draining): Promise<void> {
    const visibleUntilMs = performance.now() + VISIBILITY_SECONDS * 1000;
    this.receiveCalls += 1;
    const answer = await work.sqs.receive(work.queue.url, {
      maxCount: 10,
      waitSeconds: WAIT_SECONDS,
      visibilitySeconds: VISIBILITY_SECONDS,
    });
    // SQS may hand the same message out twice in one answer: the newest handle is the one that counts.
    const received = [...new Map(answer.map((message) => [message.messageId, message])).values()];
    const fresh = received.filter((message) => !this.held.has(message.messageId));
    // Until it is proved deleted, all that was received is to be given back.
    this.hold(received);
    this.quietRounds = fresh.length > 0 ? 0 : this.quietRounds + 1;
    if (fresh.length === 0) return;
    this.receivedCount += fresh.length;
    const end = await drainBatch(work, fresh, visibleUntilMs);
    for (const message of fresh) if (!end.left.includes(message)) this.held.delete(message.messageId);
    this.newCount += end.newCount;
    this.drainedCount += end.drainedCount;
  }

  private hold(messages: readonly ReceivedMessage[]): void {
    for (const message of messages) this.held.set(message.messageId, message.receiptHandle);
  }

  /** Gives back what stays. What SQS does not take back now reappears when its visibility timeout ends. */
  async giveBack(work: Draining | undefined): Promise<void> {
    const handles = [...this.held.values()];
    if (!work) return;
    for (let start = 0; start < handles.length; start += 10)
      await work.sqs.release(work.queue.url, handles.slice(start, start + 10)).catch(() => undefined);
  }
}
