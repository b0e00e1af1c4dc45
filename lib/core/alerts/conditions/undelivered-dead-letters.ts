import { counted } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { turned } from "./class-turn";

const HOUR_MS = 3_600_000;

/** What could not even be put into its dead-letter queue within the last hour: nothing is left of it. */
export const undeliveredDeadLetters: ConditionJudge = ({ classes }, at) =>
  classes.flatMap((fact) => {
    if (!fact.isLostDespiteQueue || fact.lastHourCount === 0) return [];
    const count = counted(fact.lastHourCount, "event", "events");
    const words = `${count} lost in the last hour, though a dead-letter queue was there to keep ${fact.lastHourCount === 1 ? "it" : "them"}.`;
    const since = new Date(Math.max(fact.statusAt.getTime(), at.getTime() - HOUR_MS));
    return [turned("undelivered-dead-letters", fact, since, words)];
  });
