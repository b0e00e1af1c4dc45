/** Everything that somebody may be told of; one file each in `conditions`. The order is that of a list: gravest first. */
export const CONDITIONS = [
  "predicted-loss",
  "undelivered-dead-letters",
  "pipeline-failing",
  "pipeline-stalled",
  "account-blind",
  "poller-silent",
  "class-regressed",
  "class-new",
  "class-escalating",
  "dead-letter-inflow",
  "budget-burn",
  "rule-silent",
  "queue-silent",
  "age-threshold",
  "depth-threshold",
  "run-paused",
  "approval-waiting",
  "cloudwatch-alarm",
  "run-finished",
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** *page*: somebody is woken. *notify*: somebody reads it when there is time. */
export const SEVERITIES = ["page", "notify"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SUBJECT_KINDS = [
  "class",
  "queue",
  "rule",
  "pipeline",
  "account",
  "poller",
  "run",
  "plan",
  "alarm",
] as const;
/** What a reason is about. `name` is what people call it. */
export interface Subject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  readonly id: string;
  readonly name: string;
}

/**
 * One condition that holds about one subject now. `since` is when it began, not when it was noticed; `sentence` says it with
 * its number and its time. `severity` is what the condition alone deserves: routing may lower it, nothing raises it but a route.
 */
export interface Reason {
  readonly condition: Condition;
  readonly severity: Severity;
  readonly subject: Subject;
  /** Null for what concerns the whole installation. */
  readonly accountId: string | null;
  readonly region: string | null;
  /** The resource that failed, by which owner, pipeline and scope are found. */
  readonly arn: string | null;
  readonly queueId: string | null;
  readonly classId: string | null;
  readonly since: Date;
  readonly sentence: string;
  /** It was so when it was looked at first: never more than *notify*. */
  readonly isBacklog?: boolean;
  /** What it shares with others: `consumer:…`, `dependency:…`, `account:…`, `error:…`. Reasons that share one may be one alert. */
  readonly ties: readonly string[];
}

/** The same while the same thing holds about the same subject. */
export function reasonKey({ condition, subject }: Pick<Reason, "condition" | "subject">): string {
  return `${condition} ${subject.kind} ${subject.id}`;
}
