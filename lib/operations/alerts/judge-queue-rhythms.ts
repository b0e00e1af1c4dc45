import { judgeRhythm } from "@/lib/core/events/rhythm";
import { clock, roughSpan } from "@/lib/core/pipelines/health/words";
import {
  forgetQueueRhythms,
  type JudgedQueue,
  listQuietQueues,
  type QuietQueue,
  saveQueueRhythms,
} from "@/lib/db/queue-rhythms";
import type { WorkerCtx } from "../worker-context";

/** Their hours are some hundred rows each; the others have their turn in the next round. */
const MOST_QUEUES = 500;

/**
 * Judges which empty source queues are so against their own habit, as rules are: by the hours of the week in which they used to
 * be in use, and never with less than a week of them. Calls nobody; repeating it changes nothing.
 */
export async function judgeQueueRhythms(ctx: WorkerCtx): Promise<void> {
  await forgetQueueRhythms(ctx.db);
  const quiet = await listQuietQueues(ctx.db, MOST_QUEUES);
  await saveQueueRhythms(
    ctx.db,
    quiet.map((queue) => judged(queue)),
  );
}

function judged({ queueId, accountId, hours, watchedFrom, knownUntil }: QuietQueue): JudgedQueue {
  const until = new Date(knownUntil);
  const { kind, lastTriggeredAt, dueAt } = judgeRhythm({
    isEnabled: true,
    scheduleExpression: null,
    hours: hours.map((hour) => new Date(hour)),
    watchedFrom: new Date(watchedFrom),
    enabledAt: null,
    knownUntil: until,
  });
  const sentence = lastTriggeredAt
    ? `Nothing was seen in it for ${roughSpan((until.getTime() - lastTriggeredAt.getTime()) / 1000)}${dueAt ? `; by its habit something should have come by ${clock(dueAt, until)}` : ""}.`
    : "Nothing was seen in it yet.";
  return { queueId, accountId, kind, sentence, lastAt: lastTriggeredAt, dueAt };
}
