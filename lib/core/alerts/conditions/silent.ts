import type { SilenceFact } from "../facts";
import type { Condition, Reason, Severity } from "../reason";
import { made } from "./made";

export function silent(condition: Condition, severity: Severity, fact: SilenceFact): Reason {
  const { kind, id, name, since, sentence, isBacklog, accountId, region, arn, queueId, classId } = fact;
  return made(condition, severity, {
    subject: { kind, id, name },
    accountId,
    region,
    arn,
    queueId,
    classId,
    since,
    sentence: `The ${kind} ${name} has gone silent. ${sentence}`,
    isBacklog,
  });
}
