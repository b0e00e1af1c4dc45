import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  ListMetricsCommand,
  PutMetricDataCommand,
  type StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, type Clients, clientsOf, errorOf, REGION, sim } from "./sim-clients";

let simulator: Simulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
  await sim(simulator.url, "POST", "/setup", { settings: { lateDatapointSeconds: 0 } });
  await toNextMinute();
});
afterEach(() => simulator.stop());

const now = () => simulator.world.clock.now();
const advance = (seconds: number) => simulator.world.advance(seconds);
const toNextMinute = () => advance(60 - ((now() / 1000) % 60));

interface Wanted {
  readonly namespace?: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly stat?: string;
  readonly unit?: StandardUnit;
}

/** The values of the last ten minutes, oldest first. */
async function values({
  namespace = "AWS/SQS",
  name,
  dimensions = { QueueName: "q" },
  stat = "Maximum",
  unit,
}: Wanted) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  const { MetricDataResults } = await clients.cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now() - 600_000),
      EndTime: new Date(now() + 60_000),
      ScanBy: "TimestampAscending",
      MetricDataQueries: [{ Id: "m", MetricStat: { Metric, Stat: stat, Period: 60, Unit: unit } }],
    }),
  );
  return MetricDataResults?.[0]?.Values;
}

const receive = async (QueueUrl: string, more: { VisibilityTimeout?: number } = {}) =>
  (await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];

/** A FIFO queue by another name. */
const aFifo = () => aQueue(clients, "q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
const OF_FIFO = { dimensions: { QueueName: "q.fifo" } };

test("a FIFO queue tells its groups in flight, and zero when there are none", async () => {
  const url = await aFifo();
  for (const group of ["a", "a", "b", "c"]) {
    await clients.sqs.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: `${group}${Math.random()}`, MessageGroupId: group }),
    );
  }
  await toNextMinute();
  await receive(url, { VisibilityTimeout: 90 });
  await advance(180);

  const groups = await values({ name: "ApproximateNumberOfGroupsWithInflightMessages", ...OF_FIFO });

  expect(groups).toEqual([0, 3, 0, 0]);
});

test("sends that a FIFO queue answers as duplicates are counted where they happen", async () => {
  const url = await aFifo();
  const send = () =>
    clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "same", MessageGroupId: "g" }));
  for (let times = 0; times < 3; times++) await send();
  await advance(60);

  expect(await values({ name: "NumberOfDeduplicatedSentMessages", stat: "Sum", ...OF_FIFO })).toEqual([2]);
  expect(await values({ name: "NumberOfMessagesSent", stat: "Sum", ...OF_FIFO })).toEqual([1]);
});

/** Ten messages of a tenant. */
const tenMessages = (url: string, tenant?: string) =>
  clients.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: "x", MessageGroupId: tenant })),
    }),
  );

test("a tenant with thirty messages in flight is noisy, the others' messages are told apart", async () => {
  const url = await aQueue(clients, "q", { VisibilityTimeout: "600" });
  for (let times = 0; times < 4; times++) await tenMessages(url, "noisy");
  await advance(30);
  for (let times = 0; times < 3; times++) await receive(url);
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "y", MessageGroupId: "quiet" }));
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "z", DelaySeconds: 600 }));
  await advance(60);

  const last = async (name: string) => (await values({ name }))?.at(-1);
  expect(await last("ApproximateNumberOfNoisyGroups")).toBe(1);
  expect(await last("ApproximateNumberOfMessagesVisibleInQuietGroups")).toBe(1);
  expect(await last("ApproximateNumberOfMessagesNotVisibleInQuietGroups")).toBe(0);
  expect(await last("ApproximateNumberOfMessagesDelayedInQuietGroups")).toBe(1);
  expect(await last("ApproximateAgeOfOldestMessageInQuietGroups")).toBeLessThan(60);
  expect(await last("ApproximateAgeOfOldestMessage")).toBeGreaterThanOrEqual(59);
});

test("a queue without message groups has no fair-queue metrics", async () => {
  const url = await aQueue(clients, "q");
  await tenMessages(url);
  await advance(60);
  const { Metrics = [] } = await clients.cloudwatch.send(new ListMetricsCommand({ Namespace: "AWS/SQS" }));

  expect(await values({ name: "ApproximateNumberOfNoisyGroups" })).toEqual([]);
  expect(Metrics.map(({ MetricName }) => MetricName).filter((name) => name?.includes("Groups"))).toEqual([]);
});

test("fair-queue metrics go on after a snapshot although the queue is empty", async () => {
  const url = await aQueue(clients, "q");
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x", MessageGroupId: "tenant" }));
  const [message] = await receive(url);
  await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
  await advance(60);
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  await sim(simulator.url, "POST", "/load", body);
  await advance(60);

  expect(await values({ name: "ApproximateNumberOfNoisyGroups" })).toEqual([0, 0]);
});

test("a message received three times and not deleted no longer makes its queue look old", async () => {
  const url = await aQueue(clients, "q");
  await aMessage(clients, url, "poison");
  await advance(30);
  await aMessage(clients, url, "younger");
  for (let times = 0; times < 3; times++) {
    const messages = await receive(url, { VisibilityTimeout: 5 });
    const younger = messages.find(({ Body }) => Body === "younger");
    if (times > 0 || !younger) continue;
    await clients.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: younger.ReceiptHandle,
        VisibilityTimeout: 600,
      }),
    );
    await advance(6);
  }
  await advance(60);

  const [age] = (await values({ name: "ApproximateAgeOfOldestMessage" })) ?? [];
  expect(age).toBeLessThan(60);
});

/** Samples of a function's durations, in this minute. */
function durations(samples: readonly number[]) {
  for (const sample of samples) {
    simulator.world.vended.add(
      { accountId: ACCOUNT, region: REGION },
      "AWS/Lambda",
      "Duration",
      { FunctionName: "pay" },
      now(),
      sample,
    );
  }
}
const DURATION = { namespace: "AWS/Lambda", name: "Duration", dimensions: { FunctionName: "pay" } };

test.each([
  ["p50", 30],
  ["p90", 46],
  ["p99.9", 49.96],
  ["p0", 10],
  ["p100", 50],
])("the percentile %s of a measured metric is %d", async (stat, expected) => {
  durations([50, 10, 20, 30, 40]);
  await advance(61);

  expect((await values({ ...DURATION, stat }))?.[0]).toBeCloseTo(expected, 6);
});

test("a percentile of values known only as a set is no datapoint", async () => {
  await clients.cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: "Shop",
      MetricData: [
        {
          MetricName: "Took",
          Timestamp: new Date(now()),
          StatisticValues: { SampleCount: 3, Sum: 60, Minimum: 10, Maximum: 30 },
        },
      ],
    }),
  );

  const took = { namespace: "Shop", name: "Took", dimensions: {} };
  expect(await values({ ...took, stat: "p90" })).toEqual([]);
  expect(await values({ ...took, stat: "Average" })).toEqual([20]);
});

test.each<[string, Wanted, number]>([
  ["its own unit", { ...DURATION, unit: "Milliseconds" }, 1],
  ["no unit", DURATION, 1],
  ["another unit", { ...DURATION, unit: "Seconds" }, 0],
  ["more dimensions", { ...DURATION, dimensions: { FunctionName: "pay", Resource: "pay:live" } }, 0],
  ["fewer dimensions", { ...DURATION, dimensions: {} }, 0],
])("a metric asked for by %s has %#", async (_, wanted, count) => {
  durations([7]);
  await advance(61);

  expect(await values(wanted)).toHaveLength(count);
});

test("a custom metric has the unit it was put in", async () => {
  const put = (Unit: StandardUnit) =>
    clients.cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "Shop",
        MetricData: [{ MetricName: "Took", Value: 3, Unit, Timestamp: new Date(now()) }],
      }),
    );
  await put("Milliseconds");

  const second = await errorOf(put("Seconds"));

  const took = { namespace: "Shop", name: "Took", dimensions: {} };
  expect(await values({ ...took, unit: "Milliseconds" })).toEqual([3]);
  expect(await values({ ...took, unit: "Count" })).toEqual([]);
  expect(second.message).toMatch(/second unit is not simulated/);
});

const statistics = (more: Partial<GetMetricStatisticsCommandInput> = {}) =>
  clients.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Lambda",
      MetricName: "Duration",
      Dimensions: [{ Name: "FunctionName", Value: "pay" }],
      StartTime: new Date(now() - 600_000),
      EndTime: new Date(now()),
      Period: 60,
      Statistics: ["Sum", "Maximum"],
      ...more,
    }),
  );

test("GetMetricStatistics tells several statistics and the unit of one metric", async () => {
  durations([10, 30]);
  await advance(61);

  const { Label, Datapoints } = await statistics({ ExtendedStatistics: ["p50"] });

  expect(Label).toBe("Duration");
  expect(Datapoints).toMatchObject([
    { Sum: 40, Maximum: 30, ExtendedStatistics: { p50: 20 }, Unit: "Milliseconds", Timestamp: expect.any(Date) },
  ]);
});

test.each<[string, Partial<GetMetricStatisticsCommandInput>, string]>([
  [
    "more than 1,440 datapoints",
    { StartTime: new Date(Date.now() - 90_000_000) },
    "InvalidParameterCombinationException",
  ],
  ["a period of 90 seconds", { Period: 90 }, "InvalidParameterValueException"],
  ["no statistic", { Statistics: undefined }, "InvalidParameterCombinationException"],
  ["an unknown statistic", { ExtendedStatistics: ["tm90"] }, "InvalidParameterValueException"],
])("GetMetricStatistics with %s is refused", async (_, more, name) => {
  expect((await errorOf(statistics(more))).name).toBe(name);
});
