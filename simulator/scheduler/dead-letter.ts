import { deliver } from "../delivery/deliver";
import type { DeliveryProblem, Sender } from "../delivery/sender";
import type { World } from "../service";
import type { Execution } from "./execution";
import type { TargetCall } from "./target-call";

/** A queue takes 1 MiB of body and attributes together; this much is left for the attributes. */
const LARGEST_BODY_BYTES = 1_048_576 - 8192;

interface GivenUp {
  readonly execution: Execution;
  readonly sender: Sender;
  readonly call: TargetCall;
  readonly problem: DeliveryProblem;
  /** Only after retries. */
  readonly exhausted?: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";
}

/**
 * Gives an execution up: its call goes to the schedule's dead-letter queue with the attributes of the User Guide
 * ("Configuring a schedule's dead-letter queue"), or is counted as dropped when there is none or it refuses.
 */
export function sendToDeadLetters(world: World, givenUp: GivenUp, now: number): void {
  const { execution, sender, call } = givenUp;
  const queueArn = execution.target.DeadLetterConfig?.Arn;
  const problem = queueArn ? deliver(world, sender, queueArn, letterOf(givenUp), now) : undefined;
  if (queueArn && !problem) {
    countSchedule(world, execution, "InvocationsSentToDeadLetterCount", now);
    if (isTooLarge(call)) {
      countSchedule(world, execution, "InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded", now);
    }
    return;
  }
  countSchedule(world, execution, "InvocationDroppedCount", now);
  if (!problem) return;
  countSchedule(world, execution, "InvocationsFailedToBeSentToDeadLetterCount", now);
  countSchedule(world, execution, `InvocationsFailedToBeSentToDeadLetterCount_${problem.code}`, now);
}

function letterOf({ execution, call, problem, exhausted }: GivenUp) {
  const { executionId, attempt, scheduledAt, scheduleArn } = execution;
  return {
    text: isTooLarge(call) ? Buffer.from(call.input).subarray(0, LARGEST_BODY_BYTES).toString() : call.input,
    attributes: {
      ERROR_CODE: problem.code,
      ERROR_MESSAGE: problem.message,
      EXECUTION_ID: executionId,
      ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
      IS_PAYLOAD_TRUNCATED: String(isTooLarge(call)),
      RETRY_ATTEMPTS: String(attempt - 1),
      SCHEDULED_TIME: new Date(scheduledAt).toISOString().replace(/\.\d+Z$/, "Z"),
      SCHEDULE_ARN: scheduleArn,
      TARGET_ARN: `arn:aws:scheduler:::aws-sdk:${call.api}`,
    },
  };
}

function isTooLarge({ input }: TargetCall): boolean {
  return Buffer.byteLength(input) > LARGEST_BODY_BYTES;
}

/** Counts for all schedules together and for the group. */
export function countSchedule(world: World, { accountId, region, group }: Execution, name: string, now: number): void {
  world.vended.add({ accountId, region }, "AWS/Scheduler", name, {}, now);
  world.vended.add({ accountId, region }, "AWS/Scheduler", name, { ScheduleGroup: group }, now);
}
