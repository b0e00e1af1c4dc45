import type { ConditionJudge } from "../judge-conditions";
import { made } from "./made";

/** The error budget of a pipeline goes fast (within days: somebody is woken) or slowly (within the week: somebody is told). */
export const budgetBurn: ConditionJudge = ({ pipelines }) =>
  pipelines.flatMap(({ id, name, accountId, anchorArn, burn }) => {
    if (!burn) return [];
    return [
      made("budget-burn", burn.kind === "fast" ? "page" : "notify", {
        subject: { kind: "pipeline", id, name },
        accountId,
        arn: anchorArn,
        since: burn.at,
        sentence: `The error budget of ${name} burns ${burn.kind === "fast" ? "fast" : "slowly"}. ${burn.sentence}`,
      }),
    ];
  });
