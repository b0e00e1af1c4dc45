import { clock } from "../../pipelines/health/words";
import type { ConditionJudge } from "../facts";
import { made } from "./made";

const MOST_CHARACTERS = 300;

/** One of the customer's own alarms on what we watch is in ALARM. Whom it should wake, CloudWatch tells by itself. */
export const cloudwatchAlarm: ConditionJudge = ({ alarms }, at) =>
  alarms.map(({ alarmArn, name, reason, changedAt, readAt, firstReadAt, accountId, region, arn, queueId }) => {
    const since = changedAt ?? readAt;
    const why = reason ? `: ${reason.slice(0, MOST_CHARACTERS).toWellFormed().replace(/\.$/, "")}` : "";
    return made("cloudwatch-alarm", "notify", {
      subject: { kind: "alarm", id: alarmArn, name },
      accountId,
      region,
      arn,
      queueId,
      since,
      sentence: `The CloudWatch alarm ${name} is in ALARM since ${clock(since, at)}${why}.`,
      isBacklog: firstReadAt === null || since <= firstReadAt,
    });
  });
