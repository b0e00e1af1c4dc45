export type RoleName = "read" | "inspect" | "operate";
export const ROLE_NAMES = ["read", "inspect", "operate"] as const satisfies readonly RoleName[];

/** On what IAM lets an action be narrowed: most of AWS's listing actions know no resource and take `*` only. */
type Reach =
  | "anything"
  | "things"
  | "queues"
  | "keys"
  | "functions"
  | "topics"
  | "buses"
  | "rules"
  | "streams"
  | "tableStreams"
  | "executions"
  | "machines"
  | "replays";

/**
 * Every AWS action that each role is used for, and nothing else. *read* sees counters and settings, *inspect* also takes
 * messages in hand for seconds, *operate* also sends and deletes; it is taken for one run at a time. Its statements on
 * functions, topics, buses, rules, streams, executions and replays are each for one kind of way back: without it only that way is refused.
 * `sqs:SetQueueAttributes` is the one action that changes a setting: it raises a queue's retention. Runs that carry
 * messages take their session without it.
 */
export const ROLE_ACTIONS = {
  read: {
    anything: [
      "sqs:ListQueues",
      "cloudwatch:GetMetricData",
      "cloudwatch:ListMetrics",
      "cloudwatch:DescribeAlarms",
      "lambda:ListEventSourceMappings",
      "lambda:ListFunctions",
      "events:ListEventBuses",
      "events:ListRules",
      "events:ListArchives",
      "events:ListReplays",
      "sns:ListTopics",
      "sns:ListSubscriptions",
      "sns:GetSubscriptionAttributes",
      "pipes:ListPipes",
      "scheduler:ListSchedules",
      "states:ListStateMachines",
      "tag:GetResources",
      "cloudtrail:LookupEvents",
    ],
    things: [
      "events:DescribeEventBus",
      "events:ListTargetsByRule",
      "events:DescribeArchive",
      "events:DescribeReplay",
      "sns:GetTopicAttributes",
      "lambda:ListFunctionEventInvokeConfigs",
      "lambda:GetFunctionConcurrency",
      "pipes:DescribePipe",
      "scheduler:GetSchedule",
      "states:DescribeStateMachine",
      "states:ListExecutions",
      "states:DescribeExecution",
      "states:GetExecutionHistory",
      "logs:FilterLogEvents",
    ],
    queues: ["sqs:GetQueueAttributes", "sqs:ListQueueTags", "sqs:ListMessageMoveTasks"],
    keys: [],
    functions: [],
    topics: [],
    buses: [],
    rules: [],
    streams: [],
    tableStreams: [],
    executions: [],
    machines: [],
    replays: [],
  },
  inspect: {
    anything: [],
    things: [],
    queues: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"],
    keys: ["kms:Decrypt"],
    functions: [],
    topics: [],
    buses: [],
    rules: [],
    streams: [],
    tableStreams: [],
    executions: [],
    machines: [],
    replays: [],
  },
  operate: {
    anything: [],
    things: [],
    queues: [
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:SendMessage",
      "sqs:StartMessageMoveTask",
      "sqs:ListMessageMoveTasks",
      "sqs:CancelMessageMoveTask",
      "sqs:SetQueueAttributes",
      "sqs:PurgeQueue",
    ],
    keys: ["kms:Decrypt", "kms:GenerateDataKey"],
    functions: ["lambda:InvokeFunction"],
    topics: ["sns:Publish"],
    buses: ["events:PutEvents"],
    rules: ["events:ListTargetsByRule"],
    streams: ["kinesis:DescribeStreamSummary", "kinesis:GetShardIterator", "kinesis:GetRecords"],
    tableStreams: ["dynamodb:GetShardIterator", "dynamodb:GetRecords"],
    executions: ["states:DescribeExecution", "states:RedriveExecution"],
    machines: ["states:StartExecution"],
    replays: ["events:StartReplay", "events:DescribeReplay", "events:CancelReplay"],
  },
} as const satisfies Record<RoleName, Record<Reach, readonly string[]>>;

/** What the read role needs besides in the one account through which the organisation's accounts are listed. */
export const ORGANIZATION_ACTIONS = [
  "organizations:ListRoots",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListAccountsForParent",
  "organizations:ListTagsForResource",
] as const;

/** Whose things *read* describes one by one. */
const THING_SERVICES = ["events", "sns", "lambda", "pipes", "scheduler", "states", "logs"];

/** In words, for whoever must create the role. */
export const ROLE_PURPOSES: Readonly<Record<RoleName, string>> = {
  read: "Counters, age, settings, what sends to queues or consumes them, and lines of consumers' logs. It never receives a message. Everything works, reduced, with this role alone.",
  inspect: "Reads messages of dead-letter queues and gives them back. Needed for index mode.",
  operate:
    "Sends, deletes and moves; raises retention; calls the functions, topics and buses that a message was meant for. Each run takes it for itself, narrowed to the places of its plan.",
};

export interface PolicyPlace {
  readonly awsAccountId: string;
  readonly partition: string;
  readonly regions: readonly string[];
}
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * The least that a role needs in this account: on its queues in these Regions and, through SQS only, on their keys; on
 * other things by account, since naming each Region for each service would outgrow what IAM takes.
 */
export function rolePolicy(role: RoleName, { awsAccountId, partition, regions }: PolicyPlace): Policy {
  const actions: Readonly<Record<Reach, readonly string[]>> = ROLE_ACTIONS[role];
  const queues = regions.map((region) => `arn:${partition}:sqs:${region}:${awsAccountId}:*`);
  const things = THING_SERVICES.map((service) => `arn:${partition}:${service}:*:${awsAccountId}:*`);
  const keys = regions.map((region) => `arn:${partition}:kms:${region}:${awsAccountId}:key/*`);
  const of = (service: string, resource: string) => [`arn:${partition}:${service}:*:${awsAccountId}:${resource}`];
  const viaSqs = {
    StringEquals: { "kms:ViaService": regions.map((region) => `sqs.${region}.${domainOf(partition)}`) },
  };
  const statements: Statement[] = [
    { Sid: "Find", Effect: "Allow", Action: actions.anything, Resource: "*" },
    { Sid: "Describe", Effect: "Allow", Action: actions.things, Resource: things },
    { Sid: "Queues", Effect: "Allow", Action: actions.queues, Resource: queues },
    { Sid: "KeysOfQueues", Effect: "Allow", Action: actions.keys, Resource: keys, Condition: viaSqs },
    { Sid: "Functions", Effect: "Allow", Action: actions.functions, Resource: of("lambda", "function:*") },
    { Sid: "Topics", Effect: "Allow", Action: actions.topics, Resource: of("sns", "*") },
    { Sid: "Buses", Effect: "Allow", Action: actions.buses, Resource: of("events", "event-bus/*") },
    { Sid: "Rules", Effect: "Allow", Action: actions.rules, Resource: of("events", "rule/*") },
    { Sid: "Streams", Effect: "Allow", Action: actions.streams, Resource: of("kinesis", "stream/*") },
    {
      Sid: "TableStreams",
      Effect: "Allow",
      Action: actions.tableStreams,
      Resource: of("dynamodb", "table/*/stream/*"),
    },
    { Sid: "Executions", Effect: "Allow", Action: actions.executions, Resource: of("states", "execution:*") },
    { Sid: "Machines", Effect: "Allow", Action: actions.machines, Resource: of("states", "stateMachine:*") },
    {
      Sid: "Replays",
      Effect: "Allow",
      Action: actions.replays,
      Resource: ["archive/*", "event-bus/*", "replay/*"].flatMap((resource) => of("events", resource)),
    },
  ];
  return { Version: "2012-10-17", Statement: statements.filter(({ Action }) => Action.length > 0) };
}

/** For the read role of the account through which the organisation is listed: a policy of its own, beside the other. */
export function organizationPolicy(): Policy {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "Organization", Effect: "Allow", Action: ORGANIZATION_ACTIONS, Resource: "*" }],
  };
}

export interface TrustPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Principal: { readonly AWS: string };
    readonly Action: "sts:AssumeRole";
    readonly Condition: { readonly StringEquals: { readonly "sts:ExternalId": string } };
  }[];
}

/** Who may become the role: the worker alone, and only for this installation's ExternalId (the confused deputy). */
export function trustPolicy(workerArn: string, externalId: string): TrustPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: workerArn },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  };
}

/** The ARN that the role of this name has, as a suggestion for a form. */
export function suggestedRoleArn(role: RoleName, { awsAccountId, partition }: Omit<PolicyPlace, "regions">): string {
  return `arn:${partition}:iam::${awsAccountId}:role/dlo-${role}`;
}

function domainOf(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
