import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { Bench } from "../../battery/bench";
import { aQueue, attributesOf } from "../../battery/sqs-bench";
import type { Experiment } from "../experiment";

/** An idle queue falls silent after six hours. */
const HOURS = 8;
const ASKED_EVERY_SECONDS = 300;

async function lastPointAt(bench: Bench, queueName: string): Promise<number | undefined> {
  const Metric = {
    Namespace: "AWS/SQS",
    MetricName: "ApproximateNumberOfMessagesVisible",
    Dimensions: [{ Name: "QueueName", Value: queueName }],
  };
  const command = new GetMetricDataCommand({
    StartTime: new Date(Date.now() - HOURS * 3_600_000),
    EndTime: new Date(),
    MetricDataQueries: [{ Id: "visible", MetricStat: { Metric, Period: 60, Stat: "Maximum" } }],
  });
  const times = (await bench.aws.cloudwatch.send(command)).MetricDataResults?.[0]?.Timestamps ?? [];
  return times.length > 0 ? Math.max(...times.map((time) => time.getTime())) : undefined;
}

export const keepsActive: Experiment = {
  id: "keeps-active",
  question: "Does GetQueueAttributes alone keep an idle queue active in CloudWatch?",
  isLong: true,
  run: async (bench) => {
    const asked = await aQueue(bench, "asked");
    const left = await aQueue(bench, "left-alone");
    const rounds = bench.site.isReal ? (HOURS * 3600) / ASKED_EVERY_SECONDS : 2;
    for (let round = 0; round < rounds; round++) {
      await attributesOf(bench, asked);
      await bench.wait(bench.site.isReal ? ASKED_EVERY_SECONDS : 0.1);
    }
    const ago = async (name: string) => {
      const at = await lastPointAt(bench, name);
      return at ? `${Math.round((Date.now() - at) / 60_000)} minutes ago` : "never";
    };
    return `Last datapoint of the queue that was asked: ${await ago(asked.name)}; of the one left alone: ${await ago(left.name)}.`;
  },
};
