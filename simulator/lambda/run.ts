import type { World } from "../service";
import type { ThrottleReason } from "./errors";
import { versionOf } from "./function-name";
import type { FunctionVersion, LambdaFunction } from "./functions-state";
import { type Item, itemsOf } from "./items";
import { judge } from "./judge";
import { measure } from "./measure";
import { type Outcome, outcomeOf } from "./outcome";
import { type LogLine, RunLog } from "./run-log";
import { type BatchStyle, work } from "./work";

export interface RunRequest {
  readonly fn: LambdaFunction;
  readonly qualifier?: string;
  /** The event, as a value. */
  readonly payload: unknown;
  readonly requestId: string;
  /** When the event is a batch from a queue or stream. */
  readonly batch?: BatchStyle;
}

export type RunStart =
  | { readonly refused: ThrottleReason }
  /** When the function will have ended, and how: to be acted upon then, not before. */
  | { readonly endsAt: number; readonly outcome: Outcome };

/** Subject of job `lambda.end`, plain JSON. */
export interface RunUnderWay {
  readonly functionArn: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly lines: readonly LogLine[];
  readonly startedAt: number;
  readonly outcome: Outcome;
}

/**
 * Lets a function work on an event, unless it is throttled. Its outcome is known from the start, and what it sends on
 * leaves at the start; its log and its metrics appear when it has ended. A batch takes as long as its slowest item.
 */
export function beginRun(world: World, request: RunRequest, now: number): RunStart {
  const { fn, qualifier, requestId, payload, batch } = request;
  const refused = throttleOf(fn);
  if (refused) return refuse(world, fn, refused, now);
  const verdicts = itemsOf(payload).map((item: Item) => judge(fn.behaviour, item, world.random));
  if (verdicts.some(({ fails }) => fails === "throttle")) return refuse(world, fn, "CallerRateLimitExceeded", now);

  const version = versionOf(fn, qualifier) ?? fn.latest;
  const timeoutSeconds = version.settings.Timeout;
  const worked = work(world, fn, { verdicts, batch, timeoutSeconds }, now);
  const outcome = outcomeOf({ requestId, version: version.version, timeoutSeconds }, worked.result);
  const endsAt = now + worked.ms;
  const log = new RunLog(requestId, version.version, now, endsAt);
  log.tell(worked, timeoutSeconds, version.settings.MemorySize);
  fn.running += 1;
  measure(world, fn, "ConcurrentExecutions", now, fn.running);
  world.agenda.plan({ at: endsAt, kind: "lambda.end", subject: underWay(fn, version, log, now, outcome) });
  return { endsAt, outcome };
}

/** Why the function could not start now, whatever it is given. */
export function throttleOf({ running, reservedConcurrency }: LambdaFunction): ThrottleReason | undefined {
  if (running < (reservedConcurrency ?? Number.POSITIVE_INFINITY)) return undefined;
  return "ReservedFunctionConcurrentInvocationLimitExceeded";
}

/** Job `lambda.end`: the run is over; its log and metrics appear and whoever waits gets the answer. */
export function endRun(world: World, subject: unknown, now: number): void {
  // Only beginRun plans this job.
  const { functionArn, logGroup, logStream, lines, startedAt, outcome } = subject as RunUnderWay;
  const fn = world.lambda.byArn(functionArn);
  world.lambda.tellEnd(outcome);
  // A function deleted while it works leaves nothing behind.
  if (!fn) return;
  fn.running = Math.max(0, fn.running - 1);
  const { accountId, region } = fn;
  world.logs.write({ accountId, region, group: logGroup, stream: logStream }, lines, now);
  measure(world, fn, "Invocations", startedAt);
  measure(world, fn, "Errors", startedAt, outcome.functionError ? 1 : 0);
  measure(world, fn, "Duration", startedAt, now - startedAt);
}

function refuse(world: World, fn: LambdaFunction, refused: ThrottleReason, now: number): RunStart {
  measure(world, fn, "Throttles", now);
  return { refused };
}

function underWay(
  fn: LambdaFunction,
  version: FunctionVersion,
  log: RunLog,
  startedAt: number,
  outcome: Outcome,
): RunUnderWay {
  const { group, stream } = log.placeOf(fn, version);
  const withTail = { ...outcome, logTail: log.tail() };
  return {
    functionArn: fn.arn,
    logGroup: group,
    logStream: stream,
    lines: log.lines,
    startedAt,
    outcome: withTail,
  };
}
