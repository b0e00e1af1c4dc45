import type { RoleName } from "../iam/role-policies";

/** Something the product can do in an account × Region, and what it needs for it. */
export interface Feature {
  readonly id: FeatureId;
  readonly title: string;
  readonly role: RoleName;
  readonly actions: readonly string[];
  /** What is missing without it, in one sentence. */
  readonly without: string;
}

export const FEATURE_IDS = [
  "access",
  "queues",
  "depth",
  "metrics",
  "events",
  "topics",
  "functions",
  "pipes",
  "schedules",
  "state-machines",
  "alarms",
  "unrecorded",
  "executions",
  "execution-steps",
  "tags",
  "trail",
  "logs",
  "organization",
  "inspect",
  "operate",
  "other-ways",
  "execution-ways",
  "replays",
  "replay-start",
] as const;
export type FeatureId = (typeof FEATURE_IDS)[number];

/**
 * *ok*: the last real call was answered. *denied*: refused, with the action and the fix. *unproven*: only using it would
 * tell (AWS has no dry run for it). *absent*: the endpoint or Region lacks it. *off*: no role was given for it.
 */
export const FEATURE_STATES = ["ok", "denied", "failed", "unproven", "absent", "off", "unknown"] as const;
export type FeatureState = (typeof FEATURE_STATES)[number];

export const FEATURES: readonly Feature[] = [
  {
    id: "access",
    title: "Sign-in to the account",
    role: "read",
    actions: ["sts:AssumeRole"],
    without: "Nothing of the account can be seen.",
  },
  {
    id: "queues",
    title: "Queues",
    role: "read",
    actions: ["sqs:ListQueues", "sqs:GetQueueAttributes", "sqs:ListQueueTags"],
    without: "No queue is found.",
  },
  { id: "depth", title: "Depth", role: "read", actions: ["sqs:GetQueueAttributes"], without: "Counters stay unknown." },
  {
    id: "metrics",
    title: "Age and flow",
    role: "read",
    actions: ["cloudwatch:GetMetricData"],
    without: "No age, so no loss bound; silent rules are not noticed.",
  },
  {
    id: "events",
    title: "Buses, rules, archives",
    role: "read",
    actions: [
      "events:ListEventBuses",
      "events:DescribeEventBus",
      "events:ListRules",
      "events:ListTargetsByRule",
      "events:ListArchives",
      "events:DescribeArchive",
    ],
    without: "Rules that lose events are not found.",
  },
  {
    id: "topics",
    title: "Topics and subscriptions",
    role: "read",
    actions: ["sns:ListTopics", "sns:ListSubscriptions", "sns:GetTopicAttributes", "sns:GetSubscriptionAttributes"],
    without: "Subscriptions that lose notifications are not found.",
  },
  {
    id: "functions",
    title: "Functions and mappings",
    role: "read",
    actions: [
      "lambda:ListFunctions",
      "lambda:ListFunctionEventInvokeConfigs",
      "lambda:GetFunctionConcurrency",
      "lambda:ListEventSourceMappings",
    ],
    without: "Asynchronous invocations that lose events are not found.",
  },
  {
    id: "pipes",
    title: "Pipes",
    role: "read",
    actions: ["pipes:ListPipes", "pipes:DescribePipe"],
    without: "Pipes that lose records are not found.",
  },
  {
    id: "schedules",
    title: "Schedules",
    role: "read",
    actions: ["scheduler:ListSchedules", "scheduler:GetSchedule"],
    without: "Schedules that lose invocations are not found.",
  },
  {
    id: "state-machines",
    title: "State machines",
    role: "read",
    actions: ["states:ListStateMachines", "states:DescribeStateMachine"],
    without: "State machines are missing from the map.",
  },
  {
    id: "alarms",
    title: "Alarms",
    role: "read",
    actions: ["cloudwatch:DescribeAlarms"],
    without: "Nobody can say which dead-letter queue has no alarm.",
  },
  {
    id: "unrecorded",
    title: "What fails without a queue",
    role: "read",
    actions: ["cloudwatch:ListMetrics", "cloudwatch:GetMetricData"],
    without: "Lost events are noticed up to an hour late, or not at all without any metric.",
  },
  {
    id: "executions",
    title: "Failed executions",
    role: "read",
    actions: ["states:ListExecutions", "states:DescribeExecution"],
    without: "Failed executions are counted, but not what each says.",
  },
  {
    id: "execution-steps",
    title: "Where executions fail",
    role: "read",
    actions: ["states:GetExecutionHistory"],
    without: "Nobody can say at which state an execution failed.",
  },
  {
    id: "tags",
    title: "Tags of all resources",
    role: "read",
    actions: ["tag:GetResources"],
    without: "Owners come from queues' tags, from the file or by hand only.",
  },
  {
    id: "trail",
    title: "Who changed it",
    role: "read",
    actions: ["cloudtrail:LookupEvents"],
    without: "Changes are dated, but nobody's name stands beside them.",
  },
  {
    id: "logs",
    title: "Logs of consumers",
    role: "read",
    actions: ["logs:FilterLogEvents"],
    without: "Why messages without an error failed is told by figures alone.",
  },
  {
    id: "organization",
    title: "Accounts of the organisation",
    role: "read",
    actions: [
      "organizations:ListRoots",
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:ListAccountsForParent",
      "organizations:ListTagsForResource",
    ],
    without: "Accounts are connected by hand or from a file.",
  },
  {
    id: "inspect",
    title: "Read dead letters",
    role: "inspect",
    actions: ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "kms:Decrypt"],
    without: "Messages stay unread: counters and bounds only.",
  },
  {
    id: "operate",
    title: "Redrive, discard, restore",
    role: "operate",
    actions: ["sqs:SendMessage", "sqs:DeleteMessage", "sqs:StartMessageMoveTask"],
    without: "Nothing can be changed from here.",
  },
  {
    id: "other-ways",
    title: "Redrive to functions, topics and buses",
    role: "operate",
    actions: [
      "lambda:InvokeFunction",
      "sns:Publish",
      "events:PutEvents",
      "events:ListTargetsByRule",
      "kinesis:DescribeStreamSummary",
      "kinesis:GetShardIterator",
      "kinesis:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:GetRecords",
    ],
    without: "Only what came from a queue can go back where it belongs.",
  },
  {
    id: "execution-ways",
    title: "Redrive and start executions",
    role: "operate",
    actions: ["states:DescribeExecution", "states:RedriveExecution", "states:StartExecution"],
    without: "Failed executions can be seen, and not taken up again from here.",
  },
  {
    id: "replays",
    title: "Replays",
    role: "read",
    actions: ["events:ListReplays", "events:DescribeReplay"],
    without: "Replays that others started are not known, so nobody is warned of replaying the same twice.",
  },
  {
    id: "replay-start",
    title: "Replay archives",
    role: "operate",
    actions: ["events:StartReplay", "events:DescribeReplay", "events:CancelReplay"],
    without: "Archives can be seen, and not replayed from here.",
  },
];
