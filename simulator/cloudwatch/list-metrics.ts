import type { Call } from "../service";
import { objectsIn, textIn } from "../wire/input";
import type { MetricName } from "./custom-metrics";
import { sqsMetricNames } from "./sqs-series";
import { invalidNextToken, missingParameter, validationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

const PAGE_SIZE = 500;
const HOUR_MS = 3_600_000;
const FORGOTTEN_AFTER_MS = 14 * 24 * HOUR_MS;

/** CloudWatch ListMetrics: what had data within two weeks (or within three hours with RecentlyActive), 500 a page. */
export function listMetrics(call: Call, input: Input) {
  call.authorize("*");
  const recentlyActive = textIn(input, "RecentlyActive");
  if (recentlyActive !== undefined && recentlyActive !== "PT3H") {
    throw validationError(`The value ${recentlyActive} for parameter RecentlyActive is invalid.`);
  }
  const aliveSince = call.world.clock.now() - (recentlyActive ? 3 * HOUR_MS : FORGOTTEN_AFTER_MS);
  const isWanted = filterOf(input);
  const start = parseToken(textIn(input, "NextToken"));

  const found = metricsOf(call, aliveSince).filter(isWanted);
  const shown = found.slice(start, start + PAGE_SIZE);
  const next = start + shown.length;
  return {
    Metrics: shown.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: dimensions,
    })),
    NextToken: next < found.length ? Buffer.from(`from:${next}`).toString("base64url") : undefined,
  };
}

function metricsOf(call: Call, aliveSince: number): MetricName[] {
  const { accountId, region, world } = call;
  world.sqs.tick(world.clock.now());
  const own = world.metrics.list(accountId, region).filter((metric) => metric.lastAt >= aliveSince);
  const queues = [...world.sqs.queueMetrics(accountId, region)]
    .filter((queue) => (queue.lastMinuteAt ?? 0) >= aliveSince)
    .sort((a, b) => (a.queueName < b.queueName ? -1 : 1));
  const ofQueues = queues.flatMap((queue) =>
    sqsMetricNames(queue).map((name) => ({
      namespace: "AWS/SQS",
      name,
      dimensions: [{ Name: "QueueName", Value: queue.queueName }],
    })),
  );
  const ofServices = world.vended.metrics.list(accountId, region).filter((metric) => metric.lastAt >= aliveSince);
  return [...ofQueues, ...ofServices, ...own];
}

function filterOf(input: Input): (metric: MetricName) => boolean {
  const namespace = textIn(input, "Namespace");
  const name = textIn(input, "MetricName");
  const wanted = (objectsIn(input, "Dimensions") ?? []).map((filter) => {
    const dimensionName = textIn(filter, "Name");
    if (!dimensionName) throw missingParameter("Dimensions.member.Name");
    return { name: dimensionName, value: textIn(filter, "Value") };
  });
  return (metric) =>
    (namespace === undefined || metric.namespace === namespace) &&
    (name === undefined || metric.name === name) &&
    wanted.every((filter) =>
      metric.dimensions.some(({ Name, Value }) => Name === filter.name && (filter.value ?? Value) === Value),
    );
}

function parseToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, start] = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (!start) throw invalidNextToken();
  return Number(start);
}
