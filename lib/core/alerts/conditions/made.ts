import type { Condition, Reason, Severity } from "../reason";

type Made = Pick<Reason, "subject" | "since" | "sentence"> & Partial<Omit<Reason, "condition" | "severity">>;

/** What was so when it was looked at first wakes nobody, and says so. */
const SINCE_BEFORE = " It was so when it was looked at first, or soon after.";

/** A reason, of which nothing that is left out is known. Backlog is never more than *notify*. */
export function made(condition: Condition, severity: Severity, said: Made): Reason {
  const { isBacklog = false } = said;
  return {
    accountId: null,
    region: null,
    arn: null,
    queueId: null,
    classId: null,
    ties: [],
    ...said,
    condition,
    severity: isBacklog ? "notify" : severity,
    sentence: isBacklog ? `${said.sentence}${SINCE_BEFORE}` : said.sentence,
    isBacklog,
  };
}
