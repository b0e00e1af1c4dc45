import type { ReceivedMessage, Sqs } from "@/lib/aws/aws";
import type { QueueRow } from "@/lib/db/queues";

/** At most this many messages are hidden at once, for at most this long. */
const MOST_HELD = 20_000;
const LONGEST_SLICE_MS = 15_000;
const VISIBILITY_SECONDS = 30;
const WAIT_SECONDS = 1;
const QUIET_ROUNDS = 3;

export interface Slice {
  readonly receiveCalls: number;
  readonly receivedCount: number;
  readonly unreleasedCount: number;
  readonly approximateCount: number | null;
  readonly isComplete: boolean;
  readonly stoppedBecause: string;
  readonly error?: unknown;
}

interface Progress {
  readonly handles: Map<string, string>;
  readonly startedMs: number;
  receiveCalls: number;
  quietRounds: number;
  stoppedBecause?: string;
}

/**
 * Receives from a dead-letter queue until it is quiet, the slice is full or its time is up, and gives everything back in
 * the end. Every message is handed to `keep` once. Complete means: quiet, and at least as many met as SQS says there are.
 */
export async function readSlice(
  sqs: Sqs,
  queue: QueueRow,
  signal: AbortSignal,
  keep: (messages: ReceivedMessage[]) => Promise<void>,
): Promise<Slice> {
  const progress: Progress = { handles: new Map(), startedMs: performance.now(), receiveCalls: 0, quietRounds: 0 };
  let approximateCount: number | null = null;
  let error: unknown;
  try {
    const counted = await sqs.attributes(queue.url);
    approximateCount = counted.visible;
    const lanes = queue.isFifo ? 1 : Math.max(1, Math.min(8, Math.ceil(counted.visible / 50)));
    await Promise.all(
      Array.from({ length: lanes }, () => receiveUntilQuiet(sqs, queue, signal, progress, approximateCount ?? 0, keep)),
    );
  } catch (caught) {
    error = caught;
    progress.stoppedBecause = `stopped by an error: ${caught instanceof Error ? caught.message : String(caught)}`;
  }
  const unreleased = await giveBack(sqs, queue.url, [...progress.handles.values()]);
  const isQuiet = progress.quietRounds >= QUIET_ROUNDS || progress.stoppedBecause === "quiet";
  return {
    receiveCalls: progress.receiveCalls,
    receivedCount: progress.handles.size,
    unreleasedCount: unreleased,
    approximateCount,
    isComplete:
      error === undefined &&
      isQuiet &&
      !queue.isFifo &&
      progress.handles.size >= (approximateCount ?? Number.POSITIVE_INFINITY),
    stoppedBecause: progress.stoppedBecause ?? "quiet",
    ...(error === undefined ? {} : { error }),
  };
}

async function receiveUntilQuiet(
  sqs: Sqs,
  queue: QueueRow,
  signal: AbortSignal,
  progress: Progress,
  expected: number,
  keep: (messages: ReceivedMessage[]) => Promise<void>,
): Promise<void> {
  while (!progress.stoppedBecause) {
    progress.stoppedBecause = whyStop(progress, signal, expected);
    if (progress.stoppedBecause) return;
    progress.receiveCalls += 1;
    const messages = await sqs.receive(queue.url, {
      maxCount: 10,
      waitSeconds: WAIT_SECONDS,
      visibilitySeconds: VISIBILITY_SECONDS,
    });
    const fresh = messages.filter((message) => !progress.handles.has(message.messageId));
    for (const message of messages) progress.handles.set(message.messageId, message.receiptHandle);
    progress.quietRounds = fresh.length > 0 ? 0 : progress.quietRounds + 1;
    if (fresh.length > 0) await keep(fresh);
  }
}

function whyStop(progress: Progress, signal: AbortSignal, expected: number): string | undefined {
  if (signal.aborted) return "the worker was stopped";
  // When as many were met as SQS counted, one empty answer is enough: hiding messages longer would tell nothing new.
  if (progress.quietRounds >= (progress.handles.size >= expected ? 1 : QUIET_ROUNDS)) return "quiet";
  if (progress.handles.size >= MOST_HELD) return `${MOST_HELD} messages held`;
  if (performance.now() - progress.startedMs > LONGEST_SLICE_MS) return "15 seconds were over";
  return undefined;
}

async function giveBack(sqs: Sqs, url: string, handles: readonly string[]): Promise<number> {
  const waiting = Array.from({ length: Math.ceil(handles.length / 10) }, (_, index) =>
    handles.slice(index * 10, index * 10 + 10),
  );
  let unreleased = 0;
  const lane = async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      const size = batch.length;
      // A message that cannot be given back now comes back by itself when its visibility timeout ends.
      unreleased += await sqs.release(url, batch).then(
        (failed) => failed.length,
        () => size,
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(8, waiting.length) }, lane));
  return unreleased;
}
