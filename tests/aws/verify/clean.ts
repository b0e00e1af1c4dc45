import { DeleteLogGroupCommand, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteArchiveCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  ListArchivesCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { DeleteTopicCommand, ListTopicsCommand } from "@aws-sdk/client-sns";
import { DeleteQueueCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../battery/bench";
import { nameOf } from "../battery/outcome";

export interface Cleaned {
  readonly removed: readonly string[];
  /** What could not be listed or removed, and why. */
  readonly kept: readonly string[];
}

interface Leftover {
  readonly what: string;
  remove(): Promise<unknown>;
}

/** Removes everything in the account and Region whose name begins with the prefix. Never throws. */
export async function cleanByPrefix(aws: Clients, prefix: string): Promise<Cleaned> {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const find of [archives, buses, topics, queues, logGroups]) {
    try {
      for (const { what, remove } of await find(aws, prefix)) {
        const problem = await remove().then(
          () => undefined,
          (error: unknown) => nameOf(error),
        );
        if (problem && !/NotFound|DoesNotExist|NonExistent/.test(problem)) kept.push(`${what}: ${problem}`);
        else removed.push(what);
      }
    } catch (error) {
      if (nameOf(error) !== "absent") kept.push(`${find.name} could not be listed: ${nameOf(error)}`);
    }
  }
  return { removed, kept };
}

async function everyPage<T>(read: (token?: string) => Promise<{ items?: T[]; next?: string }>): Promise<T[]> {
  const all: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const { items = [], next } = await read(token);
    all.push(...items);
    token = next && !seen.has(next) ? next : undefined;
    if (token) seen.add(token);
  } while (token);
  return all;
}

async function queues({ sqs }: Clients, prefix: string): Promise<Leftover[]> {
  const urls = await everyPage(async (NextToken) => {
    const page = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1000, NextToken }));
    return { items: page.QueueUrls, next: page.NextToken };
  });
  return urls.map((QueueUrl) => ({
    what: `queue ${QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1)}`,
    remove: () => sqs.send(new DeleteQueueCommand({ QueueUrl })),
  }));
}

async function topics({ sns }: Clients, prefix: string): Promise<Leftover[]> {
  const all = await everyPage(async (NextToken) => {
    const page = await sns.send(new ListTopicsCommand({ NextToken }));
    return { items: page.Topics, next: page.NextToken };
  });
  const arns = all.map(({ TopicArn = "" }) => TopicArn).filter((arn) => arn.split(":").at(-1)?.startsWith(prefix));
  return arns.map((TopicArn) => ({
    what: `topic ${TopicArn}`,
    remove: () => sns.send(new DeleteTopicCommand({ TopicArn })),
  }));
}

async function archives({ events }: Clients, prefix: string): Promise<Leftover[]> {
  const all = await everyPage(async (NextToken) => {
    const page = await events.send(new ListArchivesCommand({ NamePrefix: prefix, NextToken }));
    return { items: page.Archives, next: page.NextToken };
  });
  return all.map(({ ArchiveName }) => ({
    what: `archive ${ArchiveName}`,
    remove: () => events.send(new DeleteArchiveCommand({ ArchiveName })),
  }));
}

async function buses(aws: Clients, prefix: string): Promise<Leftover[]> {
  const all = await everyPage(async (NextToken) => {
    const page = await aws.events.send(new ListEventBusesCommand({ NamePrefix: prefix, NextToken }));
    return { items: page.EventBuses, next: page.NextToken };
  });
  const own = all.filter(({ Name }) => Name?.startsWith(prefix));
  return own.map(({ Name = "" }) => ({ what: `bus ${Name} and its rules`, remove: () => removeBus(aws, Name) }));
}

async function removeBus({ events }: Clients, EventBusName: string): Promise<void> {
  const rules = await everyPage(async (NextToken) => {
    const page = await events.send(new ListRulesCommand({ EventBusName, NextToken }));
    return { items: page.Rules, next: page.NextToken };
  });
  for (const { Name } of rules) {
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName }));
    const Ids = Targets.map(({ Id = "" }) => Id);
    if (Ids.length > 0) await events.send(new RemoveTargetsCommand({ Rule: Name, EventBusName, Ids }));
    await events.send(new DeleteRuleCommand({ Name, EventBusName }));
  }
  await events.send(new DeleteEventBusCommand({ Name: EventBusName }));
}

async function logGroups({ logs }: Clients, prefix: string): Promise<Leftover[]> {
  const all = await everyPage(async (nextToken) => {
    const page = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: `/${prefix}`, nextToken }));
    return { items: page.logGroups, next: page.nextToken };
  });
  return all.map(({ logGroupName }) => ({
    what: `log group ${logGroupName}`,
    remove: () => logs.send(new DeleteLogGroupCommand({ logGroupName })),
  }));
}
