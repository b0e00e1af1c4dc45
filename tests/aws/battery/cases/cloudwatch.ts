import { GetMetricDataCommand, ListMetricsCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { Bench } from "../bench";
import { casesOf, documented, memory, model, seen } from "../case";
import { outcome, verdict } from "../outcome";

const PUT = "CloudWatch API Reference, PutMetricData";
const GET = "CloudWatch API Reference, GetMetricData";
const MINUTE_MS = 60_000;

const put = (bench: Bench, MetricName: string, Value: number, Timestamp: Date, Namespace = bench.name("battery")) =>
  bench.aws.cloudwatch.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: [{ MetricName, Value, Timestamp, Dimensions: [{ Name: "Stage", Value: "test" }] }],
    }),
  );

/** The start of a minute some minutes ago, so that every datapoint's place is certain. */
const minutesAgo = (minutes: number) => new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - minutes * MINUTE_MS);

function query(bench: Bench, MetricName: string, Stat: string, Id = "m1", Dimension = "test") {
  const Metric = { Namespace: bench.name("battery"), MetricName, Dimensions: [{ Name: "Stage", Value: Dimension }] };
  return { Id, MetricStat: { Metric, Period: 60, Stat } };
}

async function values(bench: Bench, queries: ReturnType<typeof query>[]) {
  const window = { StartTime: minutesAgo(30), EndTime: minutesAgo(0), ScanBy: "TimestampAscending" as const };
  const answer = await bench.aws.cloudwatch.send(new GetMetricDataCommand({ ...window, MetricDataQueries: queries }));
  return (answer.MetricDataResults ?? []).map(({ Id, Values, StatusCode }) => ({ Id, Values, StatusCode }));
}

const reading = casesOf("cloudwatch", "GetMetricData", [
  {
    id: "metric-statistics",
    title: "what was put is told by minute and statistic, the oldest first when asked so",
    cites: documented(GET),
    run: async (bench) => {
      for (const [value, ago] of [
        [3, 10],
        [4, 10],
        [9, 8],
      ] as const)
        await put(bench, "depth", value, minutesAgo(ago));
      const queries = [
        query(bench, "depth", "Sum", "sum"),
        query(bench, "depth", "Maximum", "max"),
        query(bench, "depth", "SampleCount", "n"),
      ];
      const read = () => values(bench, queries);
      const results = await bench.eventually(read, (all) => all.every(({ Values }) => Values?.length === 2), 3);
      return results.map(({ Id, Values }) => [Id, Values]);
    },
    expected: [
      ["sum", [7, 9]],
      ["max", [4, 9]],
      ["n", [2, 1]],
    ],
  },
  {
    id: "metric-silence",
    title: "a metric that nobody put has no values, and the answer is complete",
    cites: documented(GET),
    run: async (bench) => values(bench, [query(bench, "nothing", "Sum")]),
    expected: [{ Id: "m1", Values: [], StatusCode: "Complete" }],
  },
  {
    id: "metric-ids",
    title: "two queries with one id are refused",
    cites: documented("CloudWatch API Reference, MetricDataQuery: Id must be unique"),
    run: async (bench) => verdict(values(bench, [query(bench, "depth", "Sum"), query(bench, "depth", "Maximum")])),
    expected: "refused",
  },
  {
    id: "metric-id-form",
    title: "an id begins with a small letter",
    cites: documented("CloudWatch API Reference, MetricDataQuery: Id"),
    run: async (bench) => verdict(values(bench, [query(bench, "depth", "Sum", "Big")])),
    expected: "refused",
  },
  {
    id: "metric-500-queries",
    title: "a call has at most 500 queries",
    cites: documented(`${GET}: as many as 500 different metrics`),
    run: async (bench) => {
      const queries = Array.from({ length: 501 }, (_, n) => query(bench, "depth", "Sum", `q${n}`));
      return verdict(values(bench, queries));
    },
    expected: "refused",
  },
]);

const putting = casesOf("cloudwatch", "PutMetricData", [
  {
    id: "metric-aws-namespace",
    title: "a namespace of AWS's own is refused",
    cites: seen("“The value AWS/ for parameter Namespace is invalid” in public issues"),
    run: async (bench) => verdict(put(bench, "refused", 1, minutesAgo(1), "AWS/SQS")),
    expected: "refused",
  },
  {
    id: "metric-aws-namespace-error",
    title: "a namespace of AWS's own is InvalidParameterValue",
    cites: memory("the name of the error"),
    run: async (bench) => outcome(put(bench, "refused", 1, minutesAgo(1), "AWS/SQS")),
    expected: "InvalidParameterValueException",
  },
  {
    id: "metric-many",
    title: "a call has at most a thousand metrics",
    cites: documented(PUT),
    run: async (bench) => {
      const MetricData = Array.from({ length: 1001 }, (_, n) => ({ MetricName: `m${n}`, Value: 1 }));
      return verdict(
        bench.aws.cloudwatch.send(new PutMetricDataCommand({ Namespace: bench.name("battery"), MetricData })),
      );
    },
    expected: "refused",
  },
]);

const listing = casesOf("cloudwatch", "ListMetrics", [
  {
    id: "metrics-listed",
    title: "metrics are listed by namespace and dimension",
    cites: documented("CloudWatch API Reference, ListMetrics"),
    needs: "slowClock",
    run: async (bench) => {
      await put(bench, "depth", 1, minutesAgo(1));
      await put(bench, "age", 1, minutesAgo(1));
      await bench.wait(20 * 60);
      const list = new ListMetricsCommand({
        Namespace: bench.name("battery"),
        Dimensions: [{ Name: "Stage", Value: "test" }],
      });
      const { Metrics = [] } = await bench.aws.cloudwatch.send(list);
      return Metrics.map(({ MetricName }) => MetricName).sort();
    },
    expected: ["age", "depth"],
  },
  {
    id: "metrics-none",
    title: "a namespace that nobody used has no metrics",
    cites: model("cloudwatch, ListMetrics"),
    run: async (bench) =>
      (await bench.aws.cloudwatch.send(new ListMetricsCommand({ Namespace: bench.name("nobody") }))).Metrics ?? [],
    expected: [],
  },
]);

export const CLOUDWATCH = [...reading, ...putting, ...listing];
