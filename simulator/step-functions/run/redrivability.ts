import type { StateMachine } from "../state";
import type { Execution } from "./execution";

const DAY_MS = 86_400_000;
const REDRIVABLE_MS = 14 * DAY_MS;
const LONGEST_OPEN_MS = 365 * DAY_MS;
const MOST_EVENTS_BEFORE = 24_999;

/** Why an execution cannot be redriven, in the words of DescribeExecution; undefined when it can. */
export function whyNotRedrivable(execution: Execution, machine: StateMachine, now: number): string | undefined {
  const { status, endedAt = now, startedAt, eventCount } = execution;
  if (machine.status === "DELETING") return "State machine is in DELETING status.";
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven.`;
  if (eventCount >= MOST_EVENTS_BEFORE) return "Execution history event limit exceeded.";
  if (now - startedAt >= LONGEST_OPEN_MS) return "Execution has exceeded the max execution time.";
  if (now - endedAt > REDRIVABLE_MS) return "Execution redrivable period exceeded.";
  return undefined;
}
