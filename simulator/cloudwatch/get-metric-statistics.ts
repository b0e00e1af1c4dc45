import type { Call } from "../service";
import { numberIn, objectsIn, textIn, textsIn } from "../wire/input";
import { type Datum, isPercentile, isStatistic, type Percentile, type Statistic, statisticOf } from "./datum";
import { parseDimensions } from "./metric-query";
import { bucketsOf } from "./points";
import { seriesFinder } from "./series-finder";
import { unitOf } from "./units";
import { invalidParameterCombination, invalidParameterValue, missingParameter } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

const MOST_DATAPOINTS = 1440;

/** CloudWatch GetMetricStatistics: one metric, up to 1,440 datapoints, in no order on AWS (here oldest first). */
export function getMetricStatistics(call: Call, input: Input) {
  call.authorize("*");
  const { world, accountId, region } = call;
  const now = world.clock.now();
  const namespace = required(textIn(input, "Namespace"), "Namespace");
  const name = required(textIn(input, "MetricName"), "MetricName");
  const dimensions = parseDimensions(objectsIn(input, "Dimensions"));
  const unit = textIn(input, "Unit");
  const { window, periodMs } = parseTimes(input);
  const statistics = parseStatistics(input);

  const series = seriesFinder(world, { accountId, region }, now)({ namespace, name, dimensions }, unit);
  const own = namespace.startsWith("AWS/")
    ? unitOf(namespace, name)
    : world.metrics.unitOf(accountId, region, { namespace, name, dimensions });
  const buckets = series ? bucketsOf(series, periodMs, window, now) : [];
  return { Label: name, Datapoints: buckets.map((bucket) => datapointOf(bucket, statistics, own)) };
}

function datapointOf(bucket: Datum, statistics: readonly (Statistic | Percentile)[], Unit: string | undefined) {
  const values = statistics.map((statistic) => [statistic, statisticOf(bucket, statistic)] as const);
  const percentiles = values.filter(([statistic, value]) => isPercentile(statistic) && value !== undefined);
  return {
    Timestamp: new Date(bucket.at),
    ...Object.fromEntries(values.filter(([statistic]) => isStatistic(statistic))),
    ...(percentiles.length > 0 && { ExtendedStatistics: Object.fromEntries(percentiles) }),
    Unit,
  };
}

function parseTimes(input: Input) {
  const fromMs = required(numberIn(input, "StartTime"), "StartTime") * 1000;
  const toMs = required(numberIn(input, "EndTime"), "EndTime") * 1000;
  const periodMs = required(numberIn(input, "Period"), "Period") * 1000;
  if (fromMs >= toMs)
    throw invalidParameterCombination("The parameter StartTime must be less than the parameter EndTime.");
  if (periodMs <= 0 || periodMs % 60_000 !== 0) {
    throw invalidParameterValue(`The parameter Period must be a multiple of 60, not ${periodMs / 1000}.`);
  }
  const count = (toMs - fromMs) / periodMs;
  if (count > MOST_DATAPOINTS) {
    throw invalidParameterCombination(
      `You have requested up to ${Math.ceil(count)} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}.`,
    );
  }
  return { window: { fromMs, toMs }, periodMs };
}

function parseStatistics(input: Input): (Statistic | Percentile)[] {
  const plain = textsIn(input, "Statistics") ?? [];
  const extended = textsIn(input, "ExtendedStatistics") ?? [];
  if (plain.length + extended.length === 0) {
    throw invalidParameterCombination("At least one of the parameters Statistics and ExtendedStatistics is required.");
  }
  return [
    ...plain.map((name) => {
      if (isStatistic(name)) return name;
      throw invalidParameterValue(`The value ${name} for parameter Statistics.member is invalid.`);
    }),
    ...extended.map((name) => {
      if (isPercentile(name)) return name;
      throw invalidParameterValue(`The extended statistic ${name} is not simulated; use a percentile.`);
    }),
  ];
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}
