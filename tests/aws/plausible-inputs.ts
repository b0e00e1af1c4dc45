import { ACCOUNT, REGION } from "./sim-clients";

/** What furnishing the world has given names to. */
export interface Found {
  readonly url: string;
  readonly receiptHandle: string;
  readonly taskHandle: string;
  readonly subscriptionArn: string;
  readonly mappingUuid: string;
  readonly executionArn: string;
  readonly failedExecutionArn: string;
  readonly kinesisShardId: string;
  readonly kinesisIterator: string;
  readonly tableShardId: string;
  readonly tableIterator: string;
  readonly kmsKeyId: string;
  readonly kmsBlob: string;
}

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/all`;
export const TABLE = arn("dynamodb", "table/orders/stream/2026-11-01T00:00:00.000");
export const MACHINE = arn("states", "stateMachine:thing");
const QUEUE = arn("sqs", "thing");
const TOPIC = arn("sns", "thing");
export const FUNCTION = arn("lambda", "function:thing");
const BUS = arn("events", "event-bus/thing");
const PATTERN = JSON.stringify({ source: ["shop"] });
const CONDITION = { StringLike: { "aws:PrincipalArn": ["*"] } };
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*", Condition: CONDITION }],
});
const FILTER = JSON.stringify({ body: { kind: ["paid"] } });
const DEFINITION = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
const DEFINED = { definition: DEFINITION, roleArn: ROLE };
const TAGS = [{ Key: "team", Value: "shop" }];
const STATEMENT = { StatementId: "fresh", Action: "lambda:InvokeFunction", Principal: "sns.amazonaws.com" };
const SPAN = { startTime: 1_700_000_000_000, endTime: 1_900_000_000_000 };
const EVENT = { Source: "shop", DetailType: "paid", Detail: "{}", EventBusName: "thing" };
const ALARM = { MetricName: "Errors", Namespace: "AWS/Lambda", Statistic: "Sum", Period: 60, EvaluationPeriods: 1 };
const METRIC = { Namespace: "AWS/SQS", MetricName: "NumberOfMessagesSent", Dimensions: [] };
const QUERY = { Id: "a", MetricStat: { Metric: METRIC, Period: 60, Stat: "Sum" } };
const TIMES = { StartTime: 1_700_000_000, EndTime: 1_700_003_600 };
const SCHEDULED = { ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" } };

type Inputs = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** For each operation an input that it accepts in the furnished world, rich in members. Where it is `{}` that suffices. */
export function plausibleInputs(found: Found): Inputs {
  return {
    ...{ sqs: queues(found), sns: topics(found), lambda: functions(found), states: machines(found), events },
    ...{ logs, kinesis: streams(found), dynamodb: tableStreams(found), pipes, scheduler, cloudwatch },
    ...{ organizations, pricing, s3, tag, kms: keys(found) },
    cloudtrail: {
      LookupEvents: { LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "CreateQueue" }], ...TIMES },
    },
    sts: { AssumeRole: { RoleArn: ROLE, RoleSessionName: "ada", DurationSeconds: "900", Policy: POLICY } },
  };
}

const queues = ({ url, receiptHandle, taskHandle }: Found) => {
  const QueueUrl = `${url}/${ACCOUNT}/thing`;
  const attributes = { color: { DataType: "String", StringValue: "red" } };
  const claim = { ReceiptHandle: receiptHandle };
  const permission = { Label: "fresh", AWSAccountIds: [ACCOUNT], Actions: ["SendMessage"] };
  return {
    CreateQueue: { QueueName: "fresh", Attributes: { DelaySeconds: "1" }, tags: { team: "shop" } },
    DeleteQueue: { QueueUrl },
    GetQueueUrl: { QueueName: "thing" },
    ListQueues: { QueueNamePrefix: "t", MaxResults: 5 },
    ListDeadLetterSourceQueues: { QueueUrl },
    GetQueueAttributes: { QueueUrl, AttributeNames: ["All"] },
    SetQueueAttributes: { QueueUrl, Attributes: { DelaySeconds: "2", MaximumMessageSize: "2048" } },
    TagQueue: { QueueUrl, Tags: { team: "pay" } },
    UntagQueue: { QueueUrl, TagKeys: ["team"] },
    ListQueueTags: { QueueUrl },
    AddPermission: { QueueUrl, ...permission },
    RemovePermission: { QueueUrl, Label: "thing" },
    SendMessage: { QueueUrl, MessageBody: "x", DelaySeconds: 1, MessageAttributes: attributes },
    SendMessageBatch: { QueueUrl, Entries: [{ Id: "a", MessageBody: "x", MessageAttributes: attributes }] },
    ReceiveMessage: { QueueUrl, MaxNumberOfMessages: 2, VisibilityTimeout: 5, AttributeNames: ["All"] },
    DeleteMessage: { QueueUrl, ...claim },
    DeleteMessageBatch: { QueueUrl, Entries: [{ Id: "a", ...claim }] },
    ChangeMessageVisibility: { QueueUrl, ...claim, VisibilityTimeout: 5 },
    ChangeMessageVisibilityBatch: { QueueUrl, Entries: [{ Id: "a", ...claim, VisibilityTimeout: 5 }] },
    PurgeQueue: { QueueUrl },
    StartMessageMoveTask: { SourceArn: arn("sqs", "free-dlq"), MaxNumberOfMessagesPerSecond: 5 },
    ListMessageMoveTasks: { SourceArn: arn("sqs", "thing-dlq"), MaxResults: 2 },
    CancelMessageMoveTask: { TaskHandle: taskHandle },
  };
};

/** Maps are written out as the query protocol has them. */
const topics = ({ subscriptionArn }: Found) => {
  const one = { TopicArn: TOPIC };
  const attributes = { entry: { 1: { Name: "color", Value: { DataType: "String", StringValue: "red" } } } };
  const raw = { AttributeName: "RawMessageDelivery", AttributeValue: "true" };
  const filter = { entry: { 1: { key: "FilterPolicy", value: '{"color":["red"]}' } } };
  return {
    CreateTopic: { Name: "fresh", Attributes: { entry: { 1: { key: "DisplayName", value: "n" } } }, Tags: TAGS },
    DeleteTopic: one,
    GetTopicAttributes: one,
    SetTopicAttributes: { ...one, AttributeName: "DisplayName", AttributeValue: "n" },
    TagResource: { ResourceArn: TOPIC, Tags: TAGS },
    UntagResource: { ResourceArn: TOPIC, TagKeys: ["team"] },
    ListTagsForResource: { ResourceArn: TOPIC },
    AddPermission: { ...one, Label: "fresh", AWSAccountId: [ACCOUNT], ActionName: ["Publish"] },
    RemovePermission: { ...one, Label: "thing" },
    Subscribe: { ...one, Protocol: "lambda", Endpoint: FUNCTION, Attributes: filter, ReturnSubscriptionArn: "true" },
    ConfirmSubscription: { ...one, Token: "none" },
    Unsubscribe: { SubscriptionArn: subscriptionArn },
    ListSubscriptionsByTopic: one,
    GetSubscriptionAttributes: { SubscriptionArn: subscriptionArn },
    SetSubscriptionAttributes: { SubscriptionArn: subscriptionArn, ...raw },
    Publish: { ...one, Message: "x", Subject: "s", MessageAttributes: attributes },
    PublishBatch: { ...one, PublishBatchRequestEntries: [{ Id: "a", Message: "x", MessageAttributes: attributes }] },
  };
};

const functions = ({ mappingUuid }: Found) => {
  const one = { FunctionName: "thing" };
  const onFailure = { DestinationConfig: { OnFailure: { Destination: QUEUE } }, MaximumRetryAttempts: 1 };
  const code = { Role: ROLE, Code: { ZipFile: "UEsFBg==" }, Handler: "i.h", Runtime: "nodejs22.x" };
  return {
    CreateFunction: { FunctionName: "fresh", ...code, Timeout: 5, Environment: { Variables: { a: "b" } } },
    ...{ GetFunction: one, GetFunctionConfiguration: one, DeleteFunction: one, PublishVersion: one },
    UpdateFunctionCode: { ...one, ZipFile: "UEsFBg==" },
    UpdateFunctionConfiguration: { ...one, Timeout: 6, DeadLetterConfig: { TargetArn: QUEUE } },
    ...{ ListVersionsByFunction: one, ListAliases: one, GetPolicy: one },
    CreateAlias: { ...one, Name: "fresh", FunctionVersion: "$LATEST", Description: "d" },
    UpdateAlias: { ...one, Name: "live", FunctionVersion: "$LATEST", Description: "d" },
    ...{ GetAlias: { ...one, Name: "live" }, DeleteAlias: { ...one, Name: "live" } },
    AddPermission: { ...one, ...STATEMENT, SourceArn: TOPIC },
    RemovePermission: { ...one, StatementId: "thing" },
    PutFunctionEventInvokeConfig: { ...one, ...onFailure },
    UpdateFunctionEventInvokeConfig: { ...one, ...onFailure },
    ...{ GetFunctionEventInvokeConfig: one, ListFunctionEventInvokeConfigs: one, DeleteFunctionEventInvokeConfig: one },
    PutFunctionConcurrency: { ...one, ReservedConcurrentExecutions: 3 },
    ...{ GetFunctionConcurrency: one, DeleteFunctionConcurrency: one },
    TagResource: { Resource: FUNCTION, Tags: { team: "pay" } },
    UntagResource: { Resource: FUNCTION, tagKeys: ["team"] },
    ListTags: { Resource: FUNCTION },
    Invoke: { ...one, InvocationType: "Event", Payload: '{"a":1}' },
    CreateEventSourceMapping: { ...one, EventSourceArn: arn("sqs", "free"), BatchSize: 5, Enabled: true },
    GetEventSourceMapping: { UUID: mappingUuid },
    UpdateEventSourceMapping: { UUID: mappingUuid, BatchSize: 4, FilterCriteria: { Filters: [{ Pattern: FILTER }] } },
    DeleteEventSourceMapping: { UUID: mappingUuid },
  };
};

const machines = ({ executionArn, failedExecutionArn }: Found) => ({
  CreateStateMachine: { name: "fresh", ...DEFINED, type: "STANDARD", tags: [{ key: "a", value: "b" }] },
  UpdateStateMachine: { stateMachineArn: MACHINE, ...DEFINED },
  DescribeStateMachine: { stateMachineArn: MACHINE },
  DescribeStateMachineForExecution: { executionArn },
  DeleteStateMachine: { stateMachineArn: MACHINE },
  TagResource: { resourceArn: MACHINE, tags: [{ key: "a", value: "b" }] },
  UntagResource: { resourceArn: MACHINE, tagKeys: ["a"] },
  ListTagsForResource: { resourceArn: MACHINE },
  StartExecution: { stateMachineArn: MACHINE, name: "fresh", input: '{"a":1}' },
  DescribeExecution: { executionArn },
  ListExecutions: { stateMachineArn: MACHINE, statusFilter: "FAILED" },
  GetExecutionHistory: { executionArn, maxResults: 5 },
  StopExecution: { executionArn, error: "e", cause: "c" },
  RedriveExecution: { executionArn: failedExecutionArn },
});

const rule = { Name: "thing", EventBusName: "thing" };
const target = { Id: "b", Arn: QUEUE, RetryPolicy: { MaximumRetryAttempts: 1 }, InputPath: "$.detail" };
const replay = { ReplayName: "fresh", EventSourceArn: arn("events", "archive/thing"), Destination: { Arn: BUS } };
export const events = {
  CreateArchive: { ArchiveName: "fresh", EventSourceArn: BUS, EventPattern: PATTERN, RetentionDays: 1 },
  DescribeArchive: { ArchiveName: "thing" },
  ListArchives: { NamePrefix: "t" },
  UpdateArchive: { ArchiveName: "thing", Description: "d", RetentionDays: 2 },
  DeleteArchive: { ArchiveName: "thing" },
  StartReplay: { ...replay, EventStartTime: 1_700_000_000, EventEndTime: 1_700_003_600 },
  DescribeReplay: { ReplayName: "thing" },
  ListReplays: { NamePrefix: "t" },
  CancelReplay: { ReplayName: "thing" },
  CreateEventBus: { Name: "fresh", Description: "d", Tags: TAGS },
  DescribeEventBus: { Name: "thing" },
  ListEventBuses: { NamePrefix: "t" },
  UpdateEventBus: { Name: "thing", Description: "d" },
  DeleteEventBus: { Name: "empty" },
  PutPermission: { EventBusName: "thing", Action: "events:PutEvents", Principal: ACCOUNT, StatementId: "fresh" },
  RemovePermission: { EventBusName: "thing", StatementId: "thing" },
  PutRule: { ...rule, EventPattern: PATTERN, State: "ENABLED", Description: "d" },
  DescribeRule: rule,
  ListRules: { EventBusName: "thing", NamePrefix: "t" },
  ListRuleNamesByTarget: { TargetArn: QUEUE, EventBusName: "thing" },
  ...{ EnableRule: rule, DisableRule: rule, DeleteRule: { Name: "empty", EventBusName: "thing" } },
  PutTargets: { Rule: "thing", EventBusName: "thing", Targets: [target] },
  RemoveTargets: { Rule: "thing", EventBusName: "thing", Ids: ["a"] },
  ListTargetsByRule: { Rule: "thing", EventBusName: "thing" },
  TestEventPattern: {
    EventPattern: PATTERN,
    Event: JSON.stringify({
      source: "shop",
      id: "1",
      account: ACCOUNT,
      time: "2026-11-01T00:00:00Z",
      region: REGION,
      resources: [],
      "detail-type": "t",
      detail: {},
    }),
  },
  TagResource: { ResourceARN: BUS, Tags: TAGS },
  UntagResource: { ResourceARN: BUS, TagKeys: ["team"] },
  ListTagsForResource: { ResourceARN: BUS },
  PutEvents: { Entries: [{ ...EVENT, Resources: ["a"], Time: 1_700_000_000 }] },
};

const group = { logGroupName: "thing" };
const logs = {
  CreateLogGroup: { logGroupName: "fresh", tags: { a: "b" } },
  CreateLogStream: { ...group, logStreamName: "fresh" },
  DeleteLogGroup: group,
  DescribeLogGroups: { logGroupNamePrefix: "t", limit: 5 },
  DescribeLogStreams: { ...group, logStreamNamePrefix: "t", limit: 5 },
  FilterLogEvents: { ...group, ...SPAN, filterPattern: "ERROR", logStreamNames: ["thing"], limit: 5 },
  GetLogEvents: { ...group, ...SPAN, logStreamName: "thing", limit: 5, startFromHead: true },
  PutLogEvents: { ...group, logStreamName: "thing", logEvents: [{ timestamp: Date.now(), message: "x" }] },
  PutRetentionPolicy: { ...group, retentionInDays: 7 },
};

const streams = ({ kinesisShardId, kinesisIterator }: Found) => {
  const one = { StreamName: "thing" };
  const record = { Data: "eA==", PartitionKey: "k", ExplicitHashKey: "5" };
  return {
    CreateStream: { StreamName: "fresh", ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } },
    ...{ DeleteStream: one, DescribeStreamSummary: one, DescribeStream: one, ListShards: one },
    IncreaseStreamRetentionPeriod: { ...one, RetentionPeriodHours: 50 },
    DecreaseStreamRetentionPeriod: { ...one, RetentionPeriodHours: 24 },
    PutRecord: { ...one, ...record },
    PutRecords: { ...one, Records: [record] },
    GetShardIterator: { ...one, ShardId: kinesisShardId, ShardIteratorType: "AT_TIMESTAMP", Timestamp: 1_700_000_000 },
    GetRecords: { ShardIterator: kinesisIterator, Limit: 5 },
  };
};

const tableStreams = ({ tableShardId, tableIterator }: Found) => ({
  ListStreams: { TableName: "orders" },
  DescribeStream: { StreamArn: TABLE },
  GetShardIterator: { StreamArn: TABLE, ShardId: tableShardId, ShardIteratorType: "TRIM_HORIZON" },
  GetRecords: { ShardIterator: tableIterator, Limit: 5 },
});

const pipe = { Name: "thing" };
const bothEnds = {
  Source: arn("sqs", "free"),
  Target: QUEUE,
  RoleArn: ROLE,
  SourceParameters: { SqsQueueParameters: { BatchSize: 2 }, FilterCriteria: { Filters: [{ Pattern: FILTER }] } },
};
const pipes = {
  CreatePipe: { Name: "fresh", ...bothEnds, Tags: { a: "b" } },
  DescribePipe: pipe,
  UpdatePipe: { ...pipe, RoleArn: ROLE, Description: "d" },
  ...{ StartPipe: { Name: "stopped" }, StopPipe: pipe, DeletePipe: pipe },
  ListPipes: { NamePrefix: "t" },
};

const schedule = {
  ...SCHEDULED,
  Target: { Arn: QUEUE, RoleArn: ROLE, Input: "x", RetryPolicy: { MaximumRetryAttempts: 1 } },
};
const scheduler = {
  CreateSchedule: { Name: "fresh", ...schedule },
  GetSchedule: { Name: "thing" },
  UpdateSchedule: { Name: "thing", ...schedule },
  DeleteSchedule: { Name: "thing" },
  ListSchedules: { NamePrefix: "t" },
  CreateScheduleGroup: { Name: "fresh" },
  GetScheduleGroup: { Name: "thing" },
  DeleteScheduleGroup: { Name: "thing" },
};

const cloudwatch = {
  DeleteAlarms: { AlarmNames: ["thing"] },
  DescribeAlarms: { AlarmNamePrefix: "t", MaxRecords: 5 },
  GetMetricData: { MetricDataQueries: [QUERY], ...TIMES },
  GetMetricStatistics: { ...METRIC, ...TIMES, Period: 60, Statistics: ["Sum"] },
  ListMetrics: { Namespace: "AWS/SQS", Dimensions: [{ Name: "QueueName", Value: "thing" }] },
  PutCompositeAlarm: { AlarmName: "fresh", AlarmRule: "ALARM(thing)" },
  PutMetricAlarm: {
    AlarmName: "fresh",
    ...ALARM,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold",
    AlarmActions: [TOPIC],
  },
  PutMetricData: {
    Namespace: "shop",
    MetricData: [{ MetricName: "m", Value: 1, Dimensions: [{ Name: "a", Value: "b" }] }],
  },
  SetAlarmState: { AlarmName: "thing", StateValue: "ALARM", StateReason: "x" },
};

const organizations = {
  DescribeAccount: { AccountId: ACCOUNT },
  ListAccountsForParent: { ParentId: "r-root" },
  ListOrganizationalUnitsForParent: { ParentId: "r-root" },
  ListParents: { ChildId: ACCOUNT },
  ListTagsForResource: { ResourceId: ACCOUNT },
};

const filter = { Type: "TERM_MATCH", Field: "regionCode", Value: REGION };
const pricing = {
  DescribeServices: { ServiceCode: "AWSQueueService" },
  GetAttributeValues: { ServiceCode: "AWSQueueService", AttributeName: "regionCode" },
  GetProducts: { ServiceCode: "AWSQueueService", Filters: [filter] },
};

const versioned =
  '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>';
const s3 = {
  CreateBucket: { Bucket: "fresh", CreateBucketConfiguration: "" },
  PutBucketVersioning: { Bucket: "thing", VersioningConfiguration: versioned },
  GetBucketVersioning: { Bucket: "thing" },
  PutObject: { Bucket: "thing", Key: "a/thing", Body: "hello", ContentType: "text/plain" },
  HeadObject: { Bucket: "thing", Key: "a/thing", ChecksumMode: "ENABLED" },
  GetObject: { Bucket: "thing", Key: "a/thing", ChecksumMode: "ENABLED" },
  ListObjectVersions: { Bucket: "thing", prefix: "a/" },
  DeleteObject: { Bucket: "thing", Key: "a/thing", versionId: "null" },
};

const keys = ({ kmsKeyId, kmsBlob }: Found) => {
  const sealed = { KeyId: kmsKeyId, EncryptionContext: { dlo: "master-key" } };
  return {
    CreateKey: { Description: "fresh", KeySpec: "SYMMETRIC_DEFAULT" },
    Decrypt: { ...sealed, CiphertextBlob: kmsBlob },
    DescribeKey: { KeyId: kmsKeyId },
    Encrypt: { ...sealed, Plaintext: "aGVsbG8=" },
    GenerateDataKey: { ...sealed, KeySpec: "AES_256" },
  };
};

const tag = {
  GetResources: { TagFilters: [{ Key: "team", Values: ["shop"] }], ResourceTypeFilters: ["sqs"] },
  GetTagValues: { Key: "team" },
  TagResources: { ResourceARNList: [QUEUE], Tags: { a: "b" } },
  UntagResources: { ResourceARNList: [QUEUE], TagKeys: ["team"] },
};
