/** Every name that the command gives begins so. */
export const PREFIX = "dlo-verify-";

const NAMED: Readonly<Record<string, readonly string[]>> = {
  sqs: [
    "AddPermission",
    "CancelMessageMoveTask",
    "ChangeMessageVisibility",
    "CreateQueue",
    "DeleteMessage",
    "DeleteQueue",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "ListMessageMoveTasks",
    "ListQueueTags",
    "PurgeQueue",
    "ReceiveMessage",
    "RemovePermission",
    "SendMessage",
    "SetQueueAttributes",
    "StartMessageMoveTask",
    "TagQueue",
    "UntagQueue",
  ],
  sns: ["CreateTopic", "DeleteTopic", "GetTopicAttributes", "ListSubscriptionsByTopic", "Publish", "Subscribe"],
  events: [
    "CancelReplay",
    "CreateArchive",
    "CreateEventBus",
    "DeleteArchive",
    "DeleteEventBus",
    "DeleteRule",
    "DescribeArchive",
    "DescribeEventBus",
    "DescribeReplay",
    "DescribeRule",
    "DisableRule",
    "EnableRule",
    "ListTargetsByRule",
    "PutEvents",
    "PutRule",
    "PutTargets",
    "RemoveTargets",
    "StartReplay",
  ],
  lambda: ["GetFunctionConfiguration", "InvokeFunction"],
  logs: ["CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "FilterLogEvents", "PutLogEvents"],
};

/** What IAM knows no narrower resource for (Service Authorization Reference): lists, questions, and two about subscriptions. */
const ANYWHERE = [
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  "cloudwatch:PutMetricData",
  "events:ListArchives",
  "events:ListEventBuses",
  "events:ListReplays",
  "events:ListRuleNamesByTarget",
  "events:ListRules",
  "events:TestEventPattern",
  "logs:DescribeLogGroups",
  "pricing:GetProducts",
  "sns:GetSubscriptionAttributes",
  "sns:ListSubscriptions",
  "sns:ListTopics",
  "sns:SetSubscriptionAttributes",
  "sns:Unsubscribe",
  "sqs:ListQueues",
  "tag:GetResources",
];

const RESOURCES: Readonly<Record<string, (accountId: string) => readonly string[]>> = {
  sqs: (accountId) => [`arn:aws:sqs:*:${accountId}:${PREFIX}*`],
  sns: (accountId) => [`arn:aws:sns:*:${accountId}:${PREFIX}*`],
  events: (accountId) =>
    ["event-bus", "rule", "archive", "replay"].map((kind) => `arn:aws:events:*:${accountId}:${kind}/${PREFIX}*`),
  lambda: (accountId) => [`arn:aws:lambda:*:${accountId}:function:${PREFIX}*`],
  logs: (accountId) => [`arn:aws:logs:*:${accountId}:log-group:/${PREFIX}*`],
};

/** The one policy that the command needs in the account: it reaches nothing whose name does not begin with the prefix. */
export function policyFor(accountId: string) {
  const named = Object.entries(NAMED).map(([service, actions]) => ({
    Sid: `Own${service.charAt(0).toUpperCase()}${service.slice(1)}`,
    Effect: "Allow",
    Action: actions.map((action) => `${service}:${action}`),
    Resource: [...(RESOURCES[service]?.(accountId) ?? [])],
  }));
  return {
    Version: "2012-10-17",
    Statement: [...named, { Sid: "Lists", Effect: "Allow", Action: ANYWHERE, Resource: ["*"] }],
  };
}

/** Every action of the policy, as IAM spells it. */
export function policyActions(): string[] {
  return policyFor("000000000000").Statement.flatMap(({ Action }) => Action);
}
