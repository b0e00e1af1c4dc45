import { clock, counted, numeral } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { made } from "./made";

/**
 * More dead letters came within an hour than the limit says; in production there is one where nobody set any. What was there
 * before anybody looked has not come. Of a queue that nobody reads only its growth is known.
 */
export const deadLetterInflow: ConditionJudge = ({ queues }, at) =>
  queues.flatMap(({ inflow, limits, accountId, region, arn, queueId, name }) => {
    const limit = limits.inflowPerHour;
    if (inflow === null || limit === null || inflow.count <= limit) return [];
    const took =
      inflow.by === "messages"
        ? `${name} took ${counted(inflow.count, "dead letter", "dead letters")}`
        : `${name}, of which no message was read, grew by ${counted(inflow.count, "message", "messages")}`;
    return [
      made("dead-letter-inflow", limits.severity, {
        subject: { kind: "queue", id: queueId, name },
        accountId,
        region,
        arn,
        queueId,
        since: inflow.since,
        sentence: `${took} in the hour before ${clock(at, at)}: more than ${numeral(limit)}.`,
      }),
    ];
  });
