import { alarmArn } from "../cloudwatch/alarms-state";
import type { Place } from "../cloudwatch/vended-metrics";
import { groupArn } from "../logs/locate";
import type { World } from "../service";

export type Tags = Readonly<Record<string, string>>;

export interface TaggedResource {
  readonly arn: string;
  /** `sqs:queue`. */
  readonly type: string;
  readonly tags: Tags;
}

type Source = (world: World, place: Place) => Iterable<Omit<TaggedResource, "type">>;

const textsOf = (tags: unknown): Tags => {
  const pairs = Array.isArray(tags) ? tags : [];
  return Object.fromEntries(pairs.map(({ Key, Value }) => [String(Key), String(Value)]));
};

/** Where each type of resource keeps its tags: a new type is a line here. */
const SOURCES: Readonly<Record<string, Source>> = {
  "cloudwatch:alarm": ({ alarms }, { accountId, region }) =>
    alarms.alarms.list(accountId, region).map((alarm) => ({ arn: alarmArn(alarm), tags: textsOf(alarm.request.Tags) })),
  "events:event-bus": ({ events }, { accountId, region }) =>
    events.buses
      .list(accountId, region)
      .map(({ name, tags }) => ({ arn: `arn:aws:events:${region}:${accountId}:event-bus/${name}`, tags })),
  "events:rule": ({ events }, { accountId, region }) => events.rules.list(accountId, region),
  "lambda:function": ({ lambda }, { accountId, region }) => lambda.functions.list(accountId, region),
  "logs:log-group": ({ logs }, { accountId, region }) =>
    logs.groups
      .list(accountId, region)
      .map(({ name, tags = {} }) => ({ arn: groupArn({ accountId, region }, name), tags })),
  "pipes:pipe": ({ pipes }, { accountId, region }) => pipes.pipes.list(accountId, region),
  "sns:topic": ({ sns }, { accountId, region }) => sns.topics.list(accountId, region),
  "states:stateMachine": ({ stepFunctions }, { accountId, region }) => stepFunctions.machines.list(accountId, region),
  "sqs:queue": ({ sqs }, { accountId, region }) => sqs.regionOf(accountId, region).queues(),
};

/** Everything in the account and Region that has a tag, in the order of ARNs. */
export function taggedResources(world: World, place: Place): TaggedResource[] {
  return Object.entries(SOURCES)
    .flatMap(([type, list]) => [...list(world, place)].map(({ arn, tags }) => ({ arn, type, tags })))
    .filter(({ tags }) => Object.keys(tags).length > 0)
    .sort((one, other) => (one.arn < other.arn ? -1 : 1));
}
