import { booleanIn, numberIn, objectIn, objectsIn, textIn } from "../wire/input";
import type { Dimension, MetricName } from "./custom-metrics";
import { isPercentile, isStatistic, type Percentile, type Statistic } from "./datum";
import { missingParameter, validationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

export interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly metric: MetricName;
  readonly periodSeconds: number;
  readonly statistic: Statistic | Percentile;
  readonly unit: string | undefined;
  /** The account asked about when it is named. */
  readonly accountId: string | undefined;
  readonly returnsData: boolean;
}

const LARGEST_QUERY_COUNT = 500;
const SUB_MINUTE_PERIODS = [1, 5, 10, 20, 30];

/** The queries of a GetMetricData request. Throws AWS's ValidationError; metric math is not simulated. */
export function parseQueries(raw: readonly Input[] | undefined): MetricQuery[] {
  if (!raw || raw.length === 0) throw missingParameter("MetricDataQueries");
  if (raw.length > LARGEST_QUERY_COUNT) {
    throw validationError(`The collection MetricDataQueries must not have a size greater than ${LARGEST_QUERY_COUNT}.`);
  }
  const queries = raw.map(parseQuery);
  const ids = new Set<string>();
  for (const { id } of queries) {
    if (ids.has(id)) throw validationError(`The values for parameter id in MetricDataQueries are not unique: ${id}.`);
    ids.add(id);
  }
  if (!queries.some((query) => query.returnsData)) {
    throw validationError("At least one element of MetricDataQueries must have ReturnData true.");
  }
  return queries;
}

export function parseDimensions(raw: readonly Input[] | undefined): Dimension[] {
  return (raw ?? []).map((dimension) => {
    const Name = textIn(dimension, "Name");
    const Value = textIn(dimension, "Value");
    if (!Name) throw missingParameter("Dimensions.member.Name");
    if (!Value) throw missingParameter("Dimensions.member.Value");
    return { Name, Value };
  });
}

function parseQuery(raw: Input): MetricQuery {
  const id = textIn(raw, "Id");
  if (!id) throw missingParameter("MetricDataQueries.member.Id");
  if (!/^[a-z][A-Za-z0-9_]{0,254}$/.test(id)) {
    throw validationError(
      `The value ${id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (textIn(raw, "Expression") !== undefined) {
    throw validationError(`Expression of query ${id}: metric math is not simulated; ask with MetricStat.`);
  }
  const stat = objectIn(raw, "MetricStat");
  if (!stat) throw missingParameter("MetricDataQueries.member.MetricStat");
  const metric = parseMetric(objectIn(stat, "Metric"));
  return {
    id,
    label: textIn(raw, "Label") ?? metric.name,
    metric,
    periodSeconds: parsePeriod(numberIn(stat, "Period")),
    statistic: parseStatistic(textIn(stat, "Stat")),
    unit: textIn(stat, "Unit"),
    accountId: textIn(raw, "AccountId"),
    returnsData: booleanIn(raw, "ReturnData") ?? true,
  };
}

function parseMetric(raw: Input | undefined): MetricName {
  const namespace = raw && textIn(raw, "Namespace");
  const name = raw && textIn(raw, "MetricName");
  if (!namespace) throw missingParameter("MetricDataQueries.member.MetricStat.Metric.Namespace");
  if (!name) throw missingParameter("MetricDataQueries.member.MetricStat.Metric.MetricName");
  return { namespace, name, dimensions: parseDimensions(objectsIn(raw, "Dimensions")) };
}

function parsePeriod(period: number | undefined): number {
  if (period === undefined) throw missingParameter("MetricDataQueries.member.MetricStat.Period");
  if (SUB_MINUTE_PERIODS.includes(period) || (period > 0 && period % 60 === 0)) return period;
  throw validationError(`The Period ${period} must be 1, 5, 10, 20, 30, or a multiple of 60.`);
}

/** A statistic or a percentile; trimmed means and the like are not simulated. */
export function parseStatistic(name: string | undefined): Statistic | Percentile {
  if (!name) throw missingParameter("MetricDataQueries.member.MetricStat.Stat");
  if (isStatistic(name) || isPercentile(name)) return name;
  throw validationError(
    `The Stat ${name} is not simulated; use Average, Sum, Minimum, Maximum, SampleCount or a percentile.`,
  );
}
