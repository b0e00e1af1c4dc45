import { spanOf } from "../../../coverage/span";
import { STALE_AGE_SECONDS } from "../../../losses/queue-loss";
import type { SignalJudge } from "../facts";
import { agoSeconds, roughSpan } from "../words";

/** The oldest message against the objective. An age that was read long ago says nothing of a queue that moves. */
export const age: SignalJudge = ({ queue, part, objective }, now) => {
  if (!queue || queue.isDeadLetterQueue || part.role === "dead-letter") return undefined;
  const { ageSeconds, ageAt, visible, inFlight } = queue;
  if (ageSeconds === null || ageAt === null || agoSeconds(ageAt, now) > STALE_AGE_SECONDS) return undefined;
  if ((visible ?? 0) + (inFlight ?? 0) === 0 || ageSeconds <= objective.ageSeconds) return undefined;
  return {
    state: "degraded",
    sentence: `The oldest message in ${part.name} waits for ${roughSpan(ageSeconds)}; the objective is ${spanOf(objective.ageSeconds)}.`,
  };
};
