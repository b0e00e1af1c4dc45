import { counted } from "../../pipelines/health/words";
import type { ClassFact } from "../facts";
import type { Condition, Reason } from "../reason";
import { classTies } from "./class-ties";
import { made } from "./made";

/** A class that somebody is woken for: what it did, in its own words. */
export function turned(condition: Condition, fact: ClassFact, since: Date, words: string): Reason {
  const { accountId, region, arn, queueId } = fact;
  return made(condition, "page", {
    subject: { kind: "class", id: fact.id, name: fact.title },
    accountId,
    region,
    arn,
    queueId,
    classId: fact.id,
    since,
    sentence: `${fact.title}: ${words}`,
    ties: classTies(fact),
  });
}

const NOUNS = {
  messages: ["failed message", "failed messages"],
  executions: ["failed execution", "failed executions"],
  "count-only": ["event that is lost", "events that are lost"],
} as const;

/** `12 failed messages, 3 of them in the last hour`. */
export function howMany({ totalCount, lastHourCount, record }: ClassFact): string {
  const [one, many] = NOUNS[record];
  const all = counted(totalCount, one, many);
  if (totalCount === 1) return all;
  return `${all}, ${lastHourCount === 0 ? "none" : lastHourCount} of them in the last hour`;
}

/** Whether it has not ended since it began. */
export function holdsSince(fact: ClassFact, kind: "new" | "regressed"): Date | undefined {
  const { onset, status, isSilence } = fact;
  if (isSilence || onset?.kind !== kind || status === "resolved" || status === "backlog") return undefined;
  return onset.at;
}
