import {
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { aMessage, aQueue, type Clients, clientsOf, errorOf, OTHER_ACCOUNT, rootKeys, sim } from "./sim-clients";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let simulator: Simulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
});
afterEach(() => simulator.stop());

const now = () => simulator.world.clock.now();
const advance = (seconds: number) => simulator.world.advance(seconds);
/** To the start of a minute, so that what follows falls into one. */
const toNextMinute = () => advance((MINUTE_MS - (now() % MINUTE_MS)) / 1000);

const query = (
  Id: string,
  MetricName: string,
  Stat = "Maximum",
  QueueName = "orders",
  Period = 60,
): MetricDataQuery => ({
  Id,
  MetricStat: {
    Metric: { Namespace: "AWS/SQS", MetricName, Dimensions: [{ Name: "QueueName", Value: QueueName }] },
    Stat,
    Period,
  },
});

async function ask(queries: MetricDataQuery[], more: Partial<GetMetricDataCommandInput> = {}) {
  const { MetricDataResults = [], NextToken } = await clients.cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(now() - 3 * HOUR_MS),
      EndTime: new Date(now() + MINUTE_MS),
      ScanBy: "TimestampAscending",
      ...more,
    }),
  );
  return { results: MetricDataResults, NextToken };
}

test("a queue's minutes follow from what was done to it", async () => {
  const url = await aQueue(clients, "orders");
  await toNextMinute();
  for (const body of ["a", "bb", "ccc"]) await aMessage(clients, url, body);
  const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 600 }));
  await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 600 }));
  await advance(180);

  const { results } = await ask([
    query("visible", "ApproximateNumberOfMessagesVisible"),
    query("hidden", "ApproximateNumberOfMessagesNotVisible"),
    query("sent", "NumberOfMessagesSent", "Sum"),
    query("received", "NumberOfMessagesReceived", "Sum"),
    query("deleted", "NumberOfMessagesDeleted", "Sum"),
    query("bytes", "SentMessageSize", "Sum"),
    query("age", "ApproximateAgeOfOldestMessage"),
  ]);

  const first = Object.fromEntries(results.map(({ Id, Values }) => [Id, Values?.at(0)]));
  expect(first).toMatchObject({ sent: 3, received: 2, deleted: 1, bytes: 6 });
  expect(results.find(({ Id }) => Id === "visible")?.Values?.at(-1)).toBe(1);
  expect(results.find(({ Id }) => Id === "hidden")?.Values?.at(-1)).toBe(1);
  expect(results.find(({ Id }) => Id === "age")?.Values?.at(-1)).toBeGreaterThanOrEqual(119);
  expect(results.every(({ StatusCode }) => StatusCode === "Complete")).toBe(true);
});

test("the newest minute comes late, by default one minute after its end", async () => {
  await aMessage(clients, await aQueue(clients, "orders"));
  await toNextMinute();
  const wanted = [query("q", "ApproximateNumberOfMessagesVisible")];

  const early = await ask(wanted);
  await advance(61);
  const late = await ask(wanted);

  expect(early.results[0]?.Values).toEqual([]);
  expect(late.results[0]?.Values).toEqual([1]);
});

test("how late is a setting", async () => {
  await sim(simulator.url, "POST", "/setup", { settings: { lateDatapointSeconds: 0 } });
  await aMessage(clients, await aQueue(clients, "orders"));
  await toNextMinute();

  const { results } = await ask([query("q", "ApproximateNumberOfMessagesVisible")]);

  expect(results[0]?.Values).toEqual([1]);
});

test("a queue that nobody touches falls silent after six hours: no datapoint is not zero", async () => {
  await aQueue(clients, "orders");
  await advance(5 * 3600);
  const quiet = await ask([query("q", "ApproximateNumberOfMessagesVisible")]);
  await advance(6 * 3600);
  const silent = await ask([query("q", "ApproximateNumberOfMessagesVisible")]);

  expect(quiet.results[0]?.Values?.at(-1)).toBe(0);
  expect(silent.results[0]).toMatchObject({ StatusCode: "Complete", Values: [], Timestamps: [] });
});

test("in a dead-letter queue age counts from the move into it", async () => {
  await aQueue(clients, "orders-dlq");
  const url = await aQueue(clients, "orders", {
    VisibilityTimeout: "0",
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: "arn:aws:sqs:us-east-1:111122223333:orders-dlq",
      maxReceiveCount: 1,
    }),
  });
  await aMessage(clients, url);
  await advance(3600);
  for (let round = 0; round < 2; round++) await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  await advance(600);

  const { results } = await ask([
    query("age", "ApproximateAgeOfOldestMessage", "Maximum", "orders-dlq"),
    query("sent", "NumberOfMessagesSent", "Sum", "orders-dlq"),
  ]);

  expect(results[0]?.Values?.at(-1)).toBeGreaterThan(400);
  expect(results[0]?.Values?.at(-1)).toBeLessThan(700);
  expect(results[1]?.Values).toEqual([]);
});

test("pages end where MaxDatapoints says, and together hold everything once", async () => {
  await aQueue(clients, "orders");
  await advance(1800);
  const queries = ["Visible", "Visible", "NotVisible"].map((name, index) =>
    query(`q${index}`, `ApproximateNumberOfMessages${name}`),
  );
  const window = {
    StartTime: new Date(now() - HOUR_MS),
    EndTime: new Date(now()),
    ScanBy: "TimestampDescending" as const,
  };
  const whole = await ask(queries, window);

  const seen: Record<string, number[]> = { q0: [], q1: [], q2: [] };
  const statuses: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ask(queries, { ...window, MaxDatapoints: 7, NextToken });
    for (const { Id = "", Timestamps = [], StatusCode } of page.results) {
      seen[Id]?.push(...Timestamps.map((at) => at.getTime()));
      statuses.push(StatusCode);
    }
    NextToken = page.NextToken;
  } while (NextToken);

  expect(Object.values(seen)).toEqual(whole.results.map(({ Timestamps }) => Timestamps?.map((at) => at.getTime())));
  expect(seen.q0?.length).toBeGreaterThan(20);
  expect(new Set(statuses)).toEqual(new Set(["PartialData", "Complete"]));
});

test.each([
  ["501 queries", Array.from({ length: 501 }, (_, i) => query(`q${i}`, "X")), {}, /greater than 500/],
  ["no query", [], {}, /MetricDataQueries/],
  ["an Id with a capital letter", [query("Q1", "X")], {}, /expected pattern/],
  ["the same Id twice", [query("q", "X"), query("q", "Y")], {}, /not unique/],
  ["metric math", [{ Id: "sum", Expression: "a+b" }], {}, /not simulated/],
  ["a trimmed mean", [query("q", "X", "tm90")], {}, /not simulated/],
  ["a period of 90 seconds", [query("q", "X", "Sum", "orders", 90)], {}, /multiple of 60/],
  [
    "an end before its start",
    [query("q", "X")],
    { StartTime: new Date(2000), EndTime: new Date(1000) },
    /StartTime must be less/,
  ],
  ["a token of its own making", [query("q", "X")], { NextToken: "abc" }, /token/],
])("GetMetricData with %s is refused in words", async (_, queries, more, message) => {
  const error = await errorOf(ask(queries, more));

  expect(error.$metadata?.httpStatusCode).toBe(400);
  expect(error.message).toMatch(message);
});

test("metric math arrives as CloudWatch's ValidationError", async () => {
  const error = await errorOf(ask([{ Id: "sum", Expression: "a+b" }]));

  expect(error).toMatchObject({ name: "ValidationException", Code: "ValidationError" });
});

test("ListMetrics shows the account's own queues, filtered, 500 a page", async () => {
  for (let index = 0; index < 60; index++) await aQueue(clients, `queue-${index}`);
  await aQueue(clientsOf(simulator.url, rootKeys(OTHER_ACCOUNT)), "foreign");
  await advance(120);

  const names = new Set<string>();
  let NextToken: string | undefined;
  const pages: number[] = [];
  do {
    const page = await clients.cloudwatch.send(new ListMetricsCommand({ Namespace: "AWS/SQS", NextToken }));
    pages.push(page.Metrics?.length ?? 0);
    for (const { Dimensions } of page.Metrics ?? []) names.add(Dimensions?.[0]?.Value ?? "");
    NextToken = page.NextToken;
  } while (NextToken);
  const one = await clients.cloudwatch.send(
    new ListMetricsCommand({
      MetricName: "NumberOfMessagesSent",
      Dimensions: [{ Name: "QueueName", Value: "queue-7" }],
    }),
  );

  expect(pages).toEqual([500, 40]);
  expect(names.size).toBe(60);
  expect(names.has("foreign")).toBe(false);
  expect(one.Metrics).toEqual([
    { Namespace: "AWS/SQS", MetricName: "NumberOfMessagesSent", Dimensions: [{ Name: "QueueName", Value: "queue-7" }] },
  ]);
});

test("ListMetrics forgets a metric that was silent for two weeks", async () => {
  await aQueue(clients, "orders");
  await advance(3600);
  const recent = await clients.cloudwatch.send(new ListMetricsCommand({ RecentlyActive: "PT3H" }));
  await advance(2 * 86_400);
  const quiet = await clients.cloudwatch.send(new ListMetricsCommand({ RecentlyActive: "PT3H" }));
  const known = await clients.cloudwatch.send(new ListMetricsCommand({}));
  await advance(14 * 86_400);
  const forgotten = await clients.cloudwatch.send(new ListMetricsCommand({}));

  expect([recent, quiet, known, forgotten].map(({ Metrics }) => Metrics?.length)).toEqual([9, 0, 9, 0]);
});

test("own metrics are stored, large gzip bodies too; AWS's namespaces are refused", async () => {
  const MetricData = Array.from({ length: 900 }, (_, index) => ({
    MetricName: "orders.failed",
    Dimensions: [{ Name: "shop", Value: `shop-${index % 3}` }],
    Value: index,
    Timestamp: new Date(now() - 2 * MINUTE_MS),
  }));
  await clients.cloudwatch.send(new PutMetricDataCommand({ Namespace: "Shop", MetricData }));

  const { results } = await ask([
    {
      Id: "q",
      MetricStat: {
        Metric: { Namespace: "Shop", MetricName: "orders.failed", Dimensions: [{ Name: "shop", Value: "shop-2" }] },
        Stat: "Maximum",
        Period: 60,
      },
    },
  ]);
  const refused = await errorOf(
    clients.cloudwatch.send(new PutMetricDataCommand({ Namespace: "AWS/SQS", MetricData })),
  );

  expect(results[0]).toMatchObject({ Label: "orders.failed", Values: [899] });
  expect(refused).toMatchObject({ Code: "InvalidParameterValue" });
});

test("every metric asked for is billed, five statistics of one as one", async () => {
  const age = (Id: string, Stat: string) => query(Id, "ApproximateAgeOfOldestMessage", Stat);
  await ask([age("a", "Maximum"), age("b", "Minimum"), query("c", "NumberOfMessagesSent", "Sum")]);

  const { body } = await sim(simulator.url, "GET", "/usage");

  expect(body.billedMetrics).toEqual([{ accountId: "111122223333", region: "us-east-1", metrics: 2 }]);
});
