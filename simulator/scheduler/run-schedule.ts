import { type DeliveryProblem, isRetryable, type Sender } from "../delivery/sender";
import type { JobHandler, World } from "../service";
import { countSchedule, sendToDeadLetters } from "./dead-letter";
import type { Execution } from "./execution";
import { parseExpression } from "./expression";
import type { Schedule } from "./state";
import { callOf, makeCall, type TargetCall } from "./target-call";

const MINUTE_MS = 60_000;
/** The wait before the n-th retry doubles up to this; AWS names only "exponential back-off". */
const LONGEST_WAIT_MS = 600_000;

interface Run {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly version: number;
  readonly scheduledAt: number;
}

/** Puts the first run at `from` or later on the agenda, when there is one. */
export function planNextRun(world: World, schedule: Schedule, from: number): void {
  const { accountId, region, name, version, settings, createdAt } = schedule;
  const startAt = settings.startAt ?? createdAt;
  const scheduledAt = parseExpression(settings.expression).next(Math.max(from, startAt), startAt);
  if (scheduledAt === undefined || scheduledAt > (settings.endAt ?? Number.POSITIVE_INFINITY)) return;
  const at = scheduledAt + Math.floor(world.random() * settings.windowMinutes * MINUTE_MS);
  const run: Run = { accountId, region, name, version, scheduledAt };
  world.agenda.plan({ at, kind: "scheduler.run", subject: run });
}

/** A schedule's time has come. One that was changed, disabled or deleted in between does nothing. */
export const runSchedule: JobHandler = (world, subject, now) => {
  const run = subject as Run;
  const schedule = world.scheduler.schedules.get(run.accountId, run.region, run.name);
  if (!schedule || schedule.version !== run.version) return;
  const { settings, group, arn } = schedule;
  if (settings.state === "ENABLED") {
    const { accountId, region, scheduledAt } = run;
    const place = { accountId, region, group, scheduleArn: arn, target: settings.target };
    attemptOnce(world, { ...place, executionId: world.uuid(), scheduledAt, beganAt: now, attempt: 1 }, now);
  }
  const isOver = parseExpression(settings.expression).isOnce;
  if (isOver && settings.afterCompletion === "DELETE") world.scheduler.schedules.delete(schedule);
  if (!isOver) planNextRun(world, schedule, run.scheduledAt + 1);
};

export const retrySchedule: JobHandler = (world, subject, now) => attemptOnce(world, subject as Execution, now);

function attemptOnce(world: World, execution: Execution, now: number): void {
  const { target, region } = execution;
  const call = callOf(target, filledIn(execution), world.endpoint);
  countSchedule(world, execution, "InvocationAttemptCount", now);
  const problem = makeCall(world, senderOf(execution), call, region, now);
  if (!problem) return;
  countSchedule(world, execution, "TargetErrorCount", now);
  if (problem.kind === "throttled") countSchedule(world, execution, "TargetErrorThrottledCount", now);
  failed(world, execution, call, problem, now);
}

function failed(world: World, execution: Execution, call: TargetCall, problem: DeliveryProblem, now: number): void {
  const { attempt, beganAt, target } = execution;
  const sender = senderOf(execution);
  const waitMs = Math.min(1000 * 2 ** (attempt - 1), LONGEST_WAIT_MS) * (0.5 + world.random() / 2);
  const isOutOfTries = attempt > (target.RetryPolicy?.MaximumRetryAttempts ?? 185);
  const isTooOld = now + waitMs > beganAt + (target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1000;
  const isWorthIt = isRetryable(problem);
  if (!isWorthIt || isOutOfTries || isTooOld) {
    const condition = isOutOfTries ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
    sendToDeadLetters(world, { execution, sender, call, problem, exhausted: isWorthIt ? condition : undefined }, now);
    return;
  }
  const subject: Execution = { ...execution, attempt: attempt + 1 };
  world.agenda.plan({ at: Math.floor(now + waitMs), kind: "scheduler.retry", subject });
}

function senderOf({ scheduleArn, accountId, target }: Execution): Sender {
  const service = "scheduler.amazonaws.com";
  return { service, via: "scheduler", sourceArn: scheduleArn, accountId, roleArn: target.RoleArn };
}

/** The target's Input with the context attributes of the User Guide ("Adding context attributes"). */
function filledIn(execution: Execution): string {
  const { target, scheduleArn, executionId, attempt, scheduledAt } = execution;
  return (target.Input ?? defaultInput(execution))
    .replaceAll("<aws.scheduler.schedule-arn>", scheduleArn)
    .replaceAll("<aws.scheduler.scheduled-time>", secondsOf(scheduledAt))
    .replaceAll("<aws.scheduler.execution-id>", executionId)
    .replaceAll("<aws.scheduler.attempt-number>", String(attempt));
}

function defaultInput({ executionId, accountId, scheduledAt, region, scheduleArn }: Execution): string {
  return JSON.stringify({
    version: "0",
    id: executionId,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: accountId,
    time: secondsOf(scheduledAt),
    region,
    resources: [scheduleArn],
    detail: "{}",
  });
}

export function secondsOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
