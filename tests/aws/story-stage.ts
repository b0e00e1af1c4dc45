import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { startSimulator } from "@/simulator/start";
import type { WorldSnapshot } from "@/simulator/world";
import { declareUsers } from "../../jobs/demo/story/access";
import { drawer } from "../../jobs/demo/story/drawer";
import { ensureEstate } from "../../jobs/demo/story/estate/ensure-estate";
import { type Estate, openEstate } from "../../jobs/demo/story/estate/estate";
import { functionNamed } from "../../jobs/demo/story/estate/estate-functions";
import type { Place } from "../../jobs/demo/story/estate/estate-places";
import { queueNamed } from "../../jobs/demo/story/estate/estate-queues";
import type { Incident } from "../../jobs/demo/story/incidents/incident";
import { messagesIn } from "../../jobs/demo/story/messages-in";
import type { Draw } from "../../jobs/demo/story/shop/line-of-business";

const MINUTE_MS = 60_000;
/** CloudTrail tells five minutes after the call; CloudWatch, as simulated, a minute after the minute has ended. */
const ALL_IS_TOLD_SECONDS = 301;

/** What CloudTrail tells of one change. */
export interface Change {
  readonly resources: readonly (string | undefined)[];
  readonly requestParameters: Readonly<Record<string, unknown>>;
}

/** The demo's estate on a simulated AWS whose clock stands still unless `pass` moves it, and what AWS tells of it. */
export interface Stage {
  readonly estate: Estate;
  /** The estate as it was built, a minute beginning. */
  reset(): Promise<void>;
  close(): Promise<void>;
  pass(seconds: number): Promise<void>;
  draw(): Draw;
  begin(incident: Incident): Promise<void>;
  /** All messages of a queue, whether one could receive them now or not. */
  countIn(queue: string): Promise<number>;
  lettersIn(queue: string): Promise<Message[]>;
  /** Log lines of a function since the reset, those with the phrase in them when one is given. */
  logOf(functionName: string, phrase?: string): Promise<string[]>;
  /** Lets time pass until CloudWatch and CloudTrail have told everything so far, and gives what they told. */
  record(): Promise<Told>;
}

export interface Told {
  /** All of a metric since the reset, undefined without any datapoint; Maximum is the highest minute. */
  metric(
    at: Place,
    metric: `AWS/${string}`,
    dimensions: Readonly<Record<string, string>>,
    stat?: "Sum" | "Maximum",
  ): Promise<number | undefined>;
  /** Changes since the reset. */
  changes(at: Place, eventName: string): Promise<Change[]>;
}

/** Builds the estate. The same seed gives the same messages at the same times. */
export async function openStage(seed = 5): Promise<Stage> {
  const simulator = await startSimulator({ seed });
  const { world } = simulator;
  const estate = openEstate(simulator.url);
  await declareUsers(simulator.url);
  await ensureEstate(estate);
  const built: WorldSnapshot = JSON.parse(JSON.stringify(world.serialize()));
  const builtAt = world.clock.now();
  let draw = drawer(seed, 1001);
  let since = 0;
  const pass = (seconds: number) => world.advance(seconds);
  const configAt = ({ account, region }: Place) => ({
    endpoint: simulator.url,
    region,
    credentials: { accessKeyId: account.awsAccountId, secretAccessKey: "simulated" },
  });
  return {
    estate,
    pass,
    draw: () => draw(),
    async reset() {
      // Schedules keep the rhythm in which they were made: from whatever time else it would meet the rest otherwise each time.
      world.load({ ...structuredClone(built), clockOffsetMs: builtAt - Date.now() });
      world.clock.freeze();
      await pass((MINUTE_MS - (world.clock.now() % MINUTE_MS)) / 1000);
      since = world.clock.now();
      draw = drawer(seed, 1001);
    },
    async close() {
      estate.close();
      await simulator.stop();
    },
    begin: (incident) => incident.begin(estate, draw),
    countIn: (queue) => countIn(estate, queue),
    lettersIn: (queue) => lettersIn(estate, queue),
    logOf: (name, phrase) => logOf(configAt(functionNamed(name).at), name, { since, phrase }),
    async record() {
      await pass(ALL_IS_TOLD_SECONDS);
      const until = world.clock.now();
      return {
        metric: (at, metric, dimensions, stat = "Sum") =>
          metricOf(configAt(at), { metric, dimensions, stat }, { since, until }),
        changes: (at, eventName) => changesOf(configAt(at), eventName, since),
      };
    },
  };
}

/** The message attributes as plain texts. */
export function attributesOf({ MessageAttributes = {} }: Message): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]));
}

export function bodyOf({ Body = "" }: Message) {
  return JSON.parse(Body);
}

function countIn(estate: Estate, name: string): Promise<number> {
  const { at } = queueNamed(name);
  return messagesIn(estate.at(at).sqs, estate.urlOf(at, name));
}

async function lettersIn(estate: Estate, name: string): Promise<Message[]> {
  const { at } = queueNamed(name);
  const look = new ReceiveMessageCommand({
    QueueUrl: estate.urlOf(at, name),
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 30,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  });
  return (await estate.at(at).sqs.send(look)).Messages ?? [];
}

type Config = { readonly endpoint: string; readonly region: string };

async function logOf(config: Config, name: string, { since, phrase }: { since: number; phrase?: string }) {
  const logs = new CloudWatchLogsClient(config);
  const look = new FilterLogEventsCommand({
    logGroupName: `/aws/lambda/${name}`,
    startTime: since,
    ...(phrase && { filterPattern: `"${phrase}"` }),
  });
  // A function that never ran has no log group.
  const { events = [] } = await logs.send(look).catch((error: Error) => {
    if (error.name !== "ResourceNotFoundException") throw error;
    return { events: [] };
  });
  logs.destroy();
  return events.map(({ message = "" }) => message);
}

interface Asked {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: "Sum" | "Maximum";
}

async function metricOf(config: Config, asked: Asked, { since, until }: { since: number; until: number }) {
  const cloudwatch = new CloudWatchClient(config);
  const place = asked.metric.lastIndexOf("/");
  const Metric = {
    Namespace: asked.metric.slice(0, place),
    MetricName: asked.metric.slice(place + 1),
    Dimensions: Object.entries(asked.dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: "m", MetricStat: { Metric, Stat: asked.stat, Period: 60 } }],
      StartTime: new Date(since),
      EndTime: new Date(until),
    }),
  );
  cloudwatch.destroy();
  const values = MetricDataResults[0]?.Values ?? [];
  if (values.length === 0) return undefined;
  return asked.stat === "Sum" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
}

async function changesOf(config: Config, eventName: string, since: number): Promise<Change[]> {
  const trail = new CloudTrailClient(config);
  const look = new LookupEventsCommand({
    LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: eventName }],
    StartTime: new Date(since),
  });
  const { Events = [] } = await trail.send(look);
  trail.destroy();
  return Events.map(({ Resources = [], CloudTrailEvent = "{}" }) => ({
    resources: Resources.map(({ ResourceName }) => ResourceName),
    requestParameters: JSON.parse(CloudTrailEvent).requestParameters,
  }));
}
