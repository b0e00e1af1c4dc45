import { STALE_AGE_SECONDS } from "../../../losses/queue-loss";
import type { Finding, QueueSight, SignalJudge } from "../facts";
import { risingRun } from "../rising-run";
import { agoSeconds, counted, roughSpan } from "../words";

/** Nothing left for this long though something waits: not a pause between two batches any more. */
export const STALL_SECONDS = 300;
/** The counters are approximate: fewer looks prove nothing. */
export const LEAST_LOOKS = 3;

/** Something waits and nothing takes it: by the switch of its consumers, by what CloudWatch told, else by the counters alone. */
export const stalled: SignalJudge = ({ queue, part }, now) => {
  if (!queue || queue.isDeadLetterQueue || part.role === "dead-letter" || !queue.visible) return undefined;
  return switchedOff(queue, part.name) ?? nothingLeaves(queue, part.name, now);
};

/** Nobody's name but the queue's: who sees it may not see its consumers. */
function switchedOff({ consumers: { onCount, offCount }, visible }: QueueSight, name: string): Finding | undefined {
  if (offCount === 0 || onCount > 0) return undefined;
  const who = offCount === 1 ? "the consumer that takes from it is" : `all ${offCount} consumers that take from it are`;
  return found(`${waiting(visible)} in ${name}, and ${who} switched off.`);
}

function nothingLeaves(queue: QueueSight, name: string, now: Date): Finding | undefined {
  const age = freshAge(queue, now);
  if (age !== null && age < STALL_SECONDS) return undefined;
  const { flow, visible } = queue;
  if (flow) {
    const isBusy = flow.deletedPerMinute > 0 || (queue.looks.at(-1)?.visible ?? 0) < (queue.looks[0]?.visible ?? 0);
    if (isBusy || age === null || flow.minuteCount * 60 < STALL_SECONDS) return undefined;
    return found(
      `${waiting(visible)} in ${name}, the oldest for ${roughSpan(age)}, and none is told to have been finished in ${flow.minuteCount} minutes.`,
    );
  }
  const seconds = untouchedSeconds(queue, now);
  if (seconds < STALL_SECONDS) return undefined;
  return found(
    `${waiting(visible)} in ${name}, and by its counters nothing was taken for ${roughSpan(seconds)}; nobody measured what leaves.`,
  );
}

/** For how long no look showed that anything was taken: none in flight, and never fewer than before. */
function untouchedSeconds({ looks }: QueueSight, now: Date): number {
  const run = risingRun(looks.map((look) => (look.visible > 0 && look.inFlight === 0 ? look.visible : null)));
  const first = looks[looks.length - run];
  return first && run >= LEAST_LOOKS ? agoSeconds(first.at, now) : 0;
}

function freshAge({ ageSeconds, ageAt }: QueueSight, now: Date): number | null {
  if (ageSeconds === null || ageAt === null || agoSeconds(ageAt, now) > STALE_AGE_SECONDS) return null;
  return ageSeconds;
}

function waiting(visible: number | null): string {
  return counted(visible ?? 0, "message waits", "messages wait");
}

function found(sentence: string): Finding {
  return { state: "stalled", sentence };
}
