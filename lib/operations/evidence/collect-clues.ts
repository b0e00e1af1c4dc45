import type { LogSearch } from "@/lib/aws/logs/logs";
import { DloError, NotFound } from "@/lib/core/errors";
import { attemptWindow } from "@/lib/core/failures/evidence/attempt-window";
import { MOST_CALLS_A_MESSAGE } from "@/lib/core/failures/evidence/budget";
import type { AttemptFigures, Clues, LogLine } from "@/lib/core/failures/evidence/evidence";
import { judgeLogs } from "@/lib/core/failures/evidence/judge-logs";
import { searchTermOf, traceIdOf } from "@/lib/core/failures/evidence/search-term";
import { openBody } from "@/lib/db/bodies";
import type { Reserved } from "@/lib/db/evidence";
import type { Consumer, Sample } from "@/lib/db/evidence-looks";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";

export interface Collected {
  readonly clues: Clues;
  /** Why logs were not read: a role lacks an action. */
  readonly refusal: DloError | undefined;
}

/** Calls that were reserved, and how many of them were made: counted also where the look then fails. */
export interface Budget extends Reserved {
  used: number;
}
/** A message to look beside; `consumer` is who had it in hand, where that is known. */
export interface Beside {
  readonly sample: Sample;
  readonly consumer: Consumer | undefined;
  readonly readsLogs: boolean;
}

const MOST_LINES = 500;
const MARGIN_MS = 2_000;

/** What can be found out beside one message in at most three calls: its consumer's log, then that run's, then figures. */
export async function collectClues(
  ctx: WorkerCtx,
  target: Target,
  { sample, consumer, readsLogs }: Beside,
  budget: Budget,
): Promise<Collected> {
  const whole = sample.bodyId === null ? undefined : await openBody(ctx.db, ctx.keyring, sample.bodyId);
  const messageId = searchTermOf(sample.messageId, whole);
  const bare: Clues = {
    messageId,
    consumerArn: consumer?.arn ?? null,
    logLines: null,
    figures: null,
    traceId: traceIdOf(whole),
  };
  if (!consumer) return { clues: bare, refusal: undefined };
  const counter = { calls: 0 };
  try {
    const read = readsLogs
      ? await refusable(() => readLog(ctx, target, consumer, sample, messageId, counter))
      : undefined;
    const logLines = Array.isArray(read) ? read : null;
    const isTold = logLines !== null && judgeLogs(logLines, messageId) !== undefined;
    const figures = isTold ? null : await readFigures(ctx, target, consumer, sample, counter);
    const refusal = read instanceof DloError ? read : undefined;
    return { clues: { ...bare, logLines, figures }, refusal };
  } finally {
    budget.used += counter.calls;
  }
}

/** Lines that name the message and, where these tell no error of its own, all lines of about that run. */
async function readLog(
  ctx: WorkerCtx,
  target: Target,
  consumer: Consumer,
  sample: Sample,
  messageId: string,
  counter: { calls: number },
): Promise<LogLine[]> {
  const groupName = consumer.logGroup ?? `/aws/lambda/${consumer.name}`;
  const search = async (wanted: Omit<LogSearch, "groupName" | "mostLines" | "mostCalls">, mostCalls: number) => {
    const { logs } = sessionFor(ctx, target, "read", "evidence");
    const find = () => logs.search({ ...wanted, groupName, mostLines: MOST_LINES, mostCalls }).catch(noGroup);
    counter.calls += 1;
    const found = await noting(ctx, target, "logs", find);
    counter.calls += found.calls - 1;
    return found.lines;
  };
  const named = await search({ ...windowOf(sample, consumer), text: messageId }, MOST_CALLS_A_MESSAGE - 1);
  const last = named.at(-1);
  const isEnough = !last || judgeLogs(named, messageId)?.confidence === "strong";
  if (isEnough || counter.calls >= MOST_CALLS_A_MESSAGE) return [...named];
  const runMs = consumer.timeoutSeconds * 1000 + MARGIN_MS;
  const beside = await search(
    {
      from: new Date(last.at.getTime() - runMs),
      until: new Date(last.at.getTime() + runMs),
      ...(last.streamName === "" ? {} : { streamName: last.streamName }),
    },
    1,
  );
  const known = new Set(beside.map(keyOf));
  return [...named.filter((line) => !known.has(keyOf(line))), ...beside];
}

async function readFigures(
  ctx: WorkerCtx,
  target: Target,
  consumer: Consumer,
  sample: Sample,
  counter: { calls: number },
): Promise<AttemptFigures | null> {
  if (counter.calls >= MOST_CALLS_A_MESSAGE) return null;
  const { from, until } = windowOf(sample, consumer);
  const { cloudwatch } = sessionFor(ctx, target, "read", "evidence");
  counter.calls += 1;
  const told = await refusable(() =>
    noting(ctx, target, "metrics", () => cloudwatch.functionFigures(consumer.name, from, until)),
  );
  return told instanceof DloError ? null : { ...told, timeoutSeconds: consumer.timeoutSeconds };
}

function windowOf(sample: Sample, { timeoutSeconds }: Consumer) {
  const { maxReceiveCount, visibilityTimeoutSeconds } = sample;
  const dateOf = (text: string | null) => (text === null ? null : new Date(text));
  return attemptWindow({
    isFromQueue: sample.sourceQueueArn !== null,
    sentAt: dateOf(sample.sentAt),
    firstReceivedAt: dateOf(sample.firstReceivedAt),
    firstSeenAt: new Date(sample.firstSeenAt),
    maxReceiveCount,
    visibilityTimeoutSeconds,
    timeoutSeconds,
  });
}

/** A refusal is an answer: the next rung may still tell something. Anything else is thrown on. */
async function refusable<T>(use: () => Promise<T>): Promise<T | DloError> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof DloError && (error.code === "aws-denied" || error.code === "aws-capability-absent"))
      return error;
    throw error;
  }
}

/** A function that never wrote anything has no log group. */
function noGroup(error: unknown): { lines: never[]; calls: number } {
  if (error instanceof NotFound) return { lines: [], calls: 1 };
  throw error;
}

function keyOf({ at, text }: LogLine): string {
  return `${at.getTime()} ${text}`;
}
