import type { World } from "../../service";
import type { Queue } from "../../sqs/queue";
import type { Poller } from "../functions-state";
import { sourceOf } from "./source-of";
import type { PollSubject } from "./wake-poller";

/** Five pollers with long polls of 20 seconds each. */
const EMPTY_POLLS_A_MINUTE = 15;
const MINUTE_MS = 60_000;

/** Begins to count the polls that find nothing, unless that is going on. */
export function countIdlePolls(world: World, uuid: string, poller: Poller, now: number): void {
  if (poller.isCountingIdle) return;
  poller.isCountingIdle = true;
  planCount(world, uuid, now);
}

/**
 * Job `lambda.idle`: an approximation. A minute in which a mapping received nothing counts as 15 empty receives of its
 * queue, any other as none; the polls themselves do not take place.
 */
export function countIdleMinute(world: World, subject: unknown, now: number): void {
  // Only this file plans this job.
  const { uuid } = subject as PollSubject;
  const poller = world.lambda.pollers.get(uuid);
  if (!poller) return;
  const source = sourceOf(world, uuid, now);
  if (!source) {
    poller.isCountingIdle = false;
    return;
  }
  if (!poller.hasReceived) countEmptyPolls(world, source.queue, now);
  poller.hasReceived = false;
  planCount(world, uuid, now);
}

function countEmptyPolls(world: World, queue: Queue, now: number): void {
  queue.count("emptyReceives", EMPTY_POLLS_A_MINUTE, now);
  for (let polls = 0; polls < EMPTY_POLLS_A_MINUTE; polls += 1)
    world.usage.queueRequest(queue.arn, "ReceiveMessage", 0);
}

function planCount(world: World, uuid: string, now: number): void {
  world.agenda.plan({ at: now + MINUTE_MS, kind: "lambda.idle", subject: { uuid } satisfies PollSubject });
}
