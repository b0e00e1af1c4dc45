import { clock, counted } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { made } from "./made";

/** A plan that somebody has to approve or refuse before it expires. */
export const approvalWaiting: ConditionJudge = ({ plans }, at) =>
  plans.flatMap(({ id, name, action, itemCount, askedAt, expiresAt, createdByName, ...where }) => {
    if (expiresAt <= at) return [];
    const of = itemCount > 0 ? ` of ${counted(itemCount, "message", "messages")}` : "";
    return [
      made("approval-waiting", "notify", {
        ...where,
        subject: { kind: "plan", id, name },
        since: askedAt,
        sentence: `${createdByName} waits for an approval of ${name} (${action}${of}) since ${clock(askedAt, at)}; it expires ${clock(expiresAt, at)}.`,
      }),
    ];
  });
