import type { HealthState } from "../../pipelines/health";
import { clock } from "../../pipelines/health/words";
import type { PipelineFact } from "../facts";
import type { Condition, Reason } from "../reason";
import { made } from "./made";
import { FIRST_LOOK_MS } from "./over-limit";

/**
 * A pipeline in a bad state, by what speaks for that state now. The loss clock does not: what dies is told by itself. What
 * began within a quarter of an hour of the first look at it was so before: evidence comes in by and by.
 */
export function badPipeline(condition: Condition, state: HealthState, fact: PipelineFact, at: Date): Reason[] {
  const { id, name, badSince, firstSeenAt } = fact;
  if (fact.state !== state || badSince === null) return [];
  const spoken = fact.evidence.filter((one) => one.state === state && one.signal !== "loss-clock");
  const first = spoken.find(({ isBacklog }) => !isBacklog) ?? spoken[0];
  if (!first) return [];
  const isSinceFirst = firstSeenAt === null || badSince.getTime() <= firstSeenAt.getTime() + FIRST_LOOK_MS;
  return [
    made(condition, "page", {
      subject: { kind: "pipeline", id, name },
      accountId: first.accountId ?? fact.accountId,
      arn: first.arn,
      since: badSince,
      sentence: `${name} is ${state} since ${clock(badSince, at)}: ${first.sentence}`,
      isBacklog: isSinceFirst || first.isBacklog,
    }),
  ];
}
