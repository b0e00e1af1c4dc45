import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Simulator } from "@/simulator/start";
import { ACCOUNT, clientsOf, REGION, rootKeys, sim } from "./sim-clients";

export const arnOfQueue = (name: string, accountId = ACCOUNT, region = REGION) =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;
export const arnOfBus = (name: string, accountId = ACCOUNT, region = REGION) =>
  `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
export const arnOfRule = (path: string, accountId = ACCOUNT, region = REGION) =>
  `arn:aws:events:${region}:${accountId}:rule/${path}`;

/** Lets EventBridge send to the queue, for one rule when one is named. */
export const queuePolicy = (queueArn: string, ruleArn?: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        ...(ruleArn && { Condition: { ArnEquals: { "aws:SourceArn": ruleArn } } }),
      },
    ],
  });

/** A party to the tests: one account's clients in one Region. */
export function partyOf({ url, world }: Simulator, accountId = ACCOUNT, region = REGION) {
  const config = { endpoint: url, region, credentials: rootKeys(accountId), maxAttempts: 1 };
  const events = new EventBridgeClient(config);
  const { sqs } = clientsOf(url, rootKeys(accountId), region);

  /** Makes a queue that EventBridge may send to; says its ARN. */
  const queue = async (
    QueueName: string,
    Policy = queuePolicy(arnOfQueue(QueueName, accountId, region)),
    more: Record<string, string> = {},
  ) => {
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy, ...more } }));
    return arnOfQueue(QueueName, accountId, region);
  };
  /** Makes a rule for events of source "shop" (unless told) with these targets, on the default bus unless told. */
  const rule = async (Name: string, targets: Partial<Target>[], more: { bus?: string; pattern?: object } = {}) => {
    const EventPattern = JSON.stringify(more.pattern ?? { source: ["shop"] });
    await events.send(new PutRuleCommand({ Name, EventPattern, EventBusName: more.bus }));
    const Targets = targets.map((target, index) => ({ Id: `t${index}`, Arn: undefined, ...target }));
    await events.send(new PutTargetsCommand({ Rule: Name, EventBusName: more.bus, Targets }));
    return arnOfRule(more.bus ? `${more.bus}/${Name}` : Name, accountId, region);
  };
  /** Puts one event of source "shop" on the bus; says its id. */
  const put = async (more: Partial<PutEventsRequestEntry> = {}) => {
    const entry = { Source: "shop", DetailType: "ordered", Detail: '{"order":7}', ...more };
    const { Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    const id = Entries?.[0]?.EventId;
    if (!id) throw new Error(`refused: ${JSON.stringify(Entries)}`);
    return id;
  };
  const urlOf = (name: string) => `${url}/${accountId}/${name}`;
  const depth = async (name: string) => {
    const asked = { QueueUrl: urlOf(name), AttributeNames: ["ApproximateNumberOfMessages" as const] };
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand(asked));
    return Number(Attributes?.ApproximateNumberOfMessages);
  };
  /** What up to ten messages of the queue hold: body as JSON, attributes as text. */
  const read = async (name: string) => {
    const asked = { QueueUrl: urlOf(name), MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked));
    return Messages.map(({ Body = "", MessageAttributes = {} }) => ({
      body: JSON.parse(Body),
      attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([key, value]) => [key, value.StringValue])),
      types: Object.values(MessageAttributes).map(({ DataType }) => DataType),
    }));
  };
  /** The sum of an AWS/Events metric so far; undefined when there is no datapoint. */
  const metric = (name: string, dimensions: Record<string, string>) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const series = world.vended.metrics.series(accountId, region, {
      namespace: "AWS/Events",
      name,
      dimensions: Dimensions,
    });
    return series && [...series(0, Number.POSITIVE_INFINITY)].reduce((sum, point) => sum + point.sum, 0);
  };
  return { events, sqs, queue, rule, put, depth, read, metric };
}

export type Party = ReturnType<typeof partyOf>;

/** Orders faults of EventBridge's own deliveries. */
export const faultsOfEvents = (url: string, rule: object) =>
  sim(url, "POST", "/faults", { operation: "sqs:SendMessage", via: "events", ...rule });

/** Declares a role that EventBridge may assume, with these policies. */
export function aRoleForRules(url: string, arn: string, policies: object[]) {
  const Principal = { Service: "events.amazonaws.com" };
  const trust = { Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] };
  return sim(url, "POST", "/setup", { roles: [{ arn, trust, policies }] });
}
