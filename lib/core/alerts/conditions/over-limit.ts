import type { QueueFact } from "../facts";
import type { Condition, Reason } from "../reason";
import { made } from "./made";

/** Counters and ages come late and by turns: what began so soon after the first look was so before. */
export const FIRST_LOOK_MS = 15 * 60_000;

/** A queue that is over one of its limits, if it has been so for as long as the limit asks. */
export function overLimit(condition: Condition, fact: QueueFact, since: Date, at: Date, sentence: string): Reason[] {
  const { accountId, region, arn, queueId, name, firstLookAt, limits } = fact;
  if (at.getTime() - since.getTime() < limits.forSeconds * 1000) return [];
  const subject = { kind: "queue", id: queueId, name } as const;
  const isBacklog = firstLookAt === null || since.getTime() <= firstLookAt.getTime() + FIRST_LOOK_MS;
  return [made(condition, limits.severity, { subject, accountId, region, arn, queueId, since, sentence, isBacklog })];
}

/** What was read longer ago is said to be so. */
export const STALE_MS = 15 * 60_000;
