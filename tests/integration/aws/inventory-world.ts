import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteArchiveCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { CreateFunctionCommand, DeleteFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreatePipeCommand, DeletePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateStateMachineCommand, DeleteStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { AwsSession, Described, InventorySource, Listed } from "@/lib/aws/aws";
import { ACCOUNT, allow, aQueue, REGION } from "./simulated-aws";

export const ROLE = `arn:aws:iam::${ACCOUNT.awsAccountId}:role/mover`;
export const arn = (service: string, rest: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT.awsAccountId}:${rest}`;
export const DEFINITION = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });

/** The SDK's clients of the account's root. */
export function rootClients(url: string, region: string) {
  const credentials = { accessKeyId: ACCOUNT.awsAccountId, secretAccessKey: "root" };
  const config = { endpoint: url, region, credentials, maxAttempts: 1 };
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  return {
    region,
    sqs,
    events: new EventBridgeClient(config),
    sns: new SNSClient(config),
    lambda: new LambdaClient(config),
    pipes: new PipesClient(config),
    scheduler: new SchedulerClient(config),
    sfn: new SFNClient(config),
    cloudwatch: new CloudWatchClient(config),
    // Kinesis's own client would speak HTTP/2.
    kinesis: new KinesisClient({ ...config, requestHandler: sqs.config.requestHandler }),
  };
}
export type RootClients = ReturnType<typeof rootClients>;

/** A role that services may take for everything, two queues and a stream in this Region of the account. */
export async function furnish(url: string, region = REGION): Promise<RootClients> {
  const services = ["pipes", "scheduler", "lambda", "states"].map((name) => `${name}.amazonaws.com`);
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" }],
  };
  const body = JSON.stringify({ roles: [{ arn: ROLE, trust, policies: [allow(["*"])] }] });
  const answer = await fetch(`${url}/_sim/setup`, { method: "POST", body });
  if (!answer.ok) throw new Error(await answer.text());
  const clients = rootClients(url, region);
  for (const name of ["things", "letters"]) await aQueue(clients.sqs, name);
  await clients.kinesis.send(new CreateStreamCommand({ StreamName: "clicks", ShardCount: 1 }));
  return clients;
}

/** How a plain thing of each kind is made and taken away, by its name. */
export const MAKERS: Partial<
  Record<Listed["kind"], Record<"make" | "remove", (clients: RootClients, name: string) => Promise<unknown>>>
> = {
  bus: {
    make: ({ events }, Name) => events.send(new CreateEventBusCommand({ Name })),
    remove: ({ events }, Name) => events.send(new DeleteEventBusCommand({ Name })),
  },
  rule: {
    make: ({ events }, Name) => events.send(new PutRuleCommand({ Name, EventPattern: '{"source":["shop"]}' })),
    remove: ({ events }, Name) => events.send(new DeleteRuleCommand({ Name })),
  },
  archive: {
    make: ({ events, region }, ArchiveName) =>
      events.send(
        new CreateArchiveCommand({ ArchiveName, EventSourceArn: arn("events", "event-bus/default", region) }),
      ),
    remove: ({ events }, ArchiveName) => events.send(new DeleteArchiveCommand({ ArchiveName })),
  },
  topic: {
    make: ({ sns }, Name) => sns.send(new CreateTopicCommand({ Name })),
    remove: ({ sns, region }, Name) => sns.send(new DeleteTopicCommand({ TopicArn: arn("sns", Name, region) })),
  },
  subscription: {
    make: async ({ sns, region }, name) => {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arn("sqs", "things", region) }));
    },
    remove: ({ sns, region }, Name) => sns.send(new DeleteTopicCommand({ TopicArn: arn("sns", Name, region) })),
  },
  function: {
    make: ({ lambda }, FunctionName) => lambda.send(new CreateFunctionCommand({ FunctionName, ...CODE })),
    remove: ({ lambda }, FunctionName) => lambda.send(new DeleteFunctionCommand({ FunctionName })),
  },
  pipe: {
    make: ({ pipes, region }, Name) =>
      pipes.send(
        new CreatePipeCommand({
          Name,
          Source: arn("sqs", "things", region),
          Target: arn("sqs", "letters", region),
          RoleArn: ROLE,
          DesiredState: "STOPPED",
        }),
      ),
    remove: ({ pipes }, Name) => pipes.send(new DeletePipeCommand({ Name })),
  },
  schedule: {
    make: ({ scheduler, region }, Name) =>
      scheduler.send(
        new CreateScheduleCommand({ Name, ...HOURLY, Target: { Arn: arn("sqs", "things", region), RoleArn: ROLE } }),
      ),
    remove: ({ scheduler }, Name) => scheduler.send(new DeleteScheduleCommand({ Name })),
  },
  "state-machine": {
    make: ({ sfn }, name) => sfn.send(new CreateStateMachineCommand({ name, definition: DEFINITION, roleArn: ROLE })),
    remove: ({ sfn, region }, name) =>
      sfn.send(new DeleteStateMachineCommand({ stateMachineArn: arn("states", `stateMachine:${name}`, region) })),
  },
  alarm: {
    make: ({ cloudwatch }, AlarmName) => cloudwatch.send(new PutMetricAlarmCommand({ AlarmName, ...DEPTH })),
    remove: ({ cloudwatch }, name) => cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] })),
  },
};

export const CODE = {
  Role: ROLE,
  Code: { ZipFile: Buffer.from("code") },
  Handler: "i.h",
  Runtime: "nodejs22.x",
} as const;
export const HOURLY = { ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" } } as const;
export const DEPTH: Omit<PutMetricAlarmCommandInput, "AlarmName"> = {
  Namespace: "AWS/SQS",
  MetricName: "ApproximateNumberOfMessagesVisible",
  Dimensions: [{ Name: "QueueName", Value: "letters" }],
  Statistic: "Maximum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: "GreaterThanThreshold",
};

export function sourceOf(session: AwsSession, kind: Listed["kind"]): InventorySource {
  const source = session.inventory.find(({ kinds }) => kinds.includes(kind));
  if (!source) throw new Error(`no source of ${kind}`);
  return source;
}

/** All things of a kind, listed and described. */
export async function readAll(session: AwsSession, kind: Listed["kind"]): Promise<(Listed & Described)[]> {
  const source = sourceOf(session, kind);
  const listed = (await source.list()).filter((one) => one.kind === kind);
  const read = [];
  for (const one of listed) read.push({ ...one, ...(await source.describe(one)) });
  return read;
}
