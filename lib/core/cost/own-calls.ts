import type { Pace } from "./own-cost";
import { SECONDS_PER_MONTH } from "./prices";

const MESSAGE_CALLS = ["sqs:ReceiveMessage", "sqs:SendMessage"];

/** Receives and sends a month at this pace; null until it was measured. */
export function messageCallsPerMonth(pace: Pace): number | null {
  return callsPerMonth(pace, (action) => MESSAGE_CALLS.includes(action));
}

/** Calls to SQS a month, all of which but a few are data events of CloudTrail; null until measured. */
export function dataCallsPerMonth(pace: Pace): number | null {
  return callsPerMonth(pace, (action) => action.startsWith("sqs:"));
}

function callsPerMonth({ isMeasured, uses }: Pace, isOne: (action: string) => boolean): number | null {
  if (!isMeasured) return null;
  return Math.round(
    uses
      .filter(({ action }) => isOne(action))
      .reduce((sum, { calls, seconds }) => sum + (calls * SECONDS_PER_MONTH) / seconds, 0),
  );
}
