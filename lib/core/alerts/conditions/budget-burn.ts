import type { ConditionJudge } from "../facts";
import { made } from "./made";

/** The longest time by which a burn is judged: until so long after the first look some of it was before. */
const LOOKS_BACK_MS = 6 * 3_600_000;

/**
 * The error budget of a pipeline goes fast (within days: somebody is woken) or slowly (within the week: somebody is told).
 * CloudWatch tells of the time before anybody looked: what burned then wakes nobody.
 */
export const budgetBurn: ConditionJudge = ({ pipelines }) =>
  pipelines.flatMap(({ id, name, accountId, anchorArn, burn, firstSeenAt }) => {
    if (!burn) return [];
    return [
      made("budget-burn", burn.kind === "fast" ? "page" : "notify", {
        subject: { kind: "pipeline", id, name },
        accountId,
        arn: anchorArn,
        since: burn.at,
        sentence: `The error budget of ${name} burns ${burn.kind === "fast" ? "fast" : "slowly"}. ${burn.sentence}`,
        isBacklog: burn.isBacklog || firstSeenAt === null || burn.at.getTime() < firstSeenAt.getTime() + LOOKS_BACK_MS,
      }),
    ];
  });
