import type { ReceivedMessage, Sqs } from "@/lib/aws/aws";
import type { QueueRow } from "@/lib/db/queues";
import { coalesce } from "./coalesce";

/** At most this many messages are hidden at once, for at most this long. */
const MOST_HELD = 20_000;
const LONGEST_SLICE_MS = 15_000;
const VISIBILITY_SECONDS = 30;
const WAIT_SECONDS = 1;
const QUIET_ROUNDS = 3;
const MOST_LANES = 16;
/** What is kept in one transaction at most, and what may wait for it: so many short messages or fewer long ones. */
const MOST_KEPT_AT_ONCE = 400;
const MOST_WAITING_CHARS = 4_000_000;
/** What a message takes beside its body. */
const OTHER_CHARS = 5_000;

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
  let counted: { visible: number; inFlight: number } | undefined;
  let error: unknown;
  const keeping = coalesce(keep, {
    batch: MOST_KEPT_AT_ONCE,
    waiting: MOST_WAITING_CHARS,
    weigh: ({ body }) => body.length + OTHER_CHARS,
  });
  try {
    const { visible, inFlight } = await sqs.attributes(queue.url);
    counted = { visible, inFlight };
    await inLanes(queue.isFifo ? 1 : Math.ceil(visible / 50), () =>
      receiveUntilQuiet(sqs, queue, signal, progress, visible, keeping.hand),
    );
    await keeping.settled();
  } catch (caught) {
    error = caught;
    progress.stoppedBecause = `stopped by an error: ${caught instanceof Error ? caught.message : String(caught)}`;
  }
  // What waits is kept also after an error; messages are ours until then.
  await keeping.settled().catch(() => undefined);
  const unreleased = await giveBack(sqs, queue.url, [...progress.handles.values()]);
  return {
    receiveCalls: progress.receiveCalls,
    receivedCount: progress.handles.size,
    unreleasedCount: unreleased,
    approximateCount: counted?.visible ?? null,
    isComplete: error === undefined && progress.stoppedBecause === "quiet" && isEverything(queue, counted, progress),
    stoppedBecause: progress.stoppedBecause ?? "quiet",
    ...(error === undefined ? {} : { error }),
  };
}

/** At least as many met as SQS counted. Of a FIFO queue only the heads are ever met, so only emptiness is complete. */
function isEverything(queue: QueueRow, counted: { visible: number; inFlight: number } | undefined, progress: Progress) {
  if (!counted) return false;
  return queue.isFifo ? counted.visible + counted.inFlight === 0 : progress.handles.size >= counted.visible;
}

/** Runs several receivers and waits for all of them: what one still receives must be given back too. */
async function inLanes(wanted: number, receive: () => Promise<void>): Promise<void> {
  const lanes = Array.from({ length: Math.max(1, Math.min(MOST_LANES, wanted)) }, receive);
  const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === "rejected");
  if (failed) throw failed.reason;
}

async function receiveUntilQuiet(
  sqs: Sqs,
  queue: QueueRow,
  signal: AbortSignal,
  progress: Progress,
  expected: number,
  keep: (messages: readonly ReceivedMessage[]) => Promise<void>,
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
    if (fresh.length > 0)
      await keep(fresh).catch((caught: unknown) => {
        progress.stoppedBecause ??= "keeping failed";
        throw caught;
      });
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
