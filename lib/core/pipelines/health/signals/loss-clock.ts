import { DANGER_SECONDS } from "../../../failures/loss";
import { lossSentence } from "../../../losses/loss-sentence";
import type { SignalJudge } from "../facts";

/** Closer than this nobody has time to wait for a second look. */
export const LAST_HOUR_SECONDS = 3600;

/** Dead letters that retention deletes within a day. What is known to the message weighs more than a bound. */
export const lossClock: SignalJudge = ({ queue, part }, now) => {
  const loss = queue?.loss;
  if (!loss?.earliestAt || (loss.kind !== "certain" && loss.kind !== "bound")) return undefined;
  const seconds = (loss.earliestAt.getTime() - now.getTime()) / 1000;
  if (seconds >= DANGER_SECONDS) return undefined;
  const isClose = loss.kind === "certain" && seconds < LAST_HOUR_SECONDS;
  return { state: isClose ? "failing" : "degraded", sentence: namedIn(lossSentence(loss, now), part.name) };
};

/** "The first message of orders-dlq dies Sun 15:28 UTC." */
function namedIn(sentence: string, name: string): string {
  return sentence.replace("message", () => `message of ${name}`);
}
