import { booleanIn, numberIn, objectsIn, textIn, textsIn } from "../wire/input";
import type { AlarmRule, Comparison, MissingData } from "./alarms-state";
import { parseDimensions, parseStatistic } from "./metric-query";
import { missingParameter, validationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

const COMPARISONS: readonly Comparison[] = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
];
const TREATMENTS: readonly MissingData[] = ["breaching", "notBreaching", "ignore", "missing"];
const NOT_SIMULATED = [
  "Metrics",
  "ThresholdMetricId",
  "EvaluateLowSampleCountPercentile",
  "EvaluationCriteria",
  "EvaluationInterval",
];
const ACTIONS = ["OKActions", "AlarmActions", "InsufficientDataActions"];
const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;

/** The rule of a PutMetricAlarm request. Throws ValidationError; alarms on metric math or anomaly bands are not simulated. */
export function parseAlarm(input: Input): AlarmRule {
  const refused = NOT_SIMULATED.find((name) => input[name] !== undefined && input[name] !== null);
  if (refused) throw validationError(`${refused} of an alarm is not simulated; alarms watch one metric.`);
  for (const name of ACTIONS) checkActions(name, textsIn(input, name) ?? []);
  booleanIn(input, "ActionsEnabled");
  const evaluationPeriods = whole(input, "EvaluationPeriods");
  const datapointsToAlarm =
    input.DatapointsToAlarm === undefined ? evaluationPeriods : whole(input, "DatapointsToAlarm");
  if (datapointsToAlarm > evaluationPeriods) {
    throw validationError("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
  }
  const periodSeconds = parsePeriod(whole(input, "Period"), evaluationPeriods);
  const threshold = numberIn(input, "Threshold");
  if (threshold === undefined) throw missingParameter("Threshold");
  return {
    namespace: required(input, "Namespace"),
    metricName: required(input, "MetricName"),
    dimensions: parseDimensions(objectsIn(input, "Dimensions")),
    statistic: parseStatisticOf(input),
    unit: textIn(input, "Unit"),
    periodSeconds,
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison: oneOf(COMPARISONS, required(input, "ComparisonOperator"), "ComparisonOperator"),
    missingData: oneOf(TREATMENTS, textIn(input, "TreatMissingData") ?? "missing", "TreatMissingData"),
  };
}

function checkActions(name: string, arns: readonly string[]): void {
  if (arns.length > 5) throw validationError(`${name} must have length less than or equal to 5.`);
  const other = arns.find((arn) => !/^arn:aws[a-z-]*:sns:/.test(arn));
  if (other) throw validationError(`${name} holds ${other}: an action other than an SNS topic is not simulated.`);
}

function parsePeriod(periodSeconds: number, evaluationPeriods: number): number {
  if ([10, 20, 30].includes(periodSeconds)) throw validationError("High-resolution alarms are not simulated.");
  if (periodSeconds % 60 !== 0)
    throw validationError(`Period ${periodSeconds} must be 10, 20, 30 or a multiple of 60.`);
  const longest = periodSeconds >= 3600 ? WEEK_SECONDS : DAY_SECONDS;
  if (periodSeconds * evaluationPeriods > longest) {
    throw validationError(
      "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
    );
  }
  return periodSeconds;
}

function parseStatisticOf(input: Input): AlarmRule["statistic"] {
  const plain = textIn(input, "Statistic");
  const extended = textIn(input, "ExtendedStatistic");
  if (plain && extended) throw validationError("Statistic and ExtendedStatistic must not both be given.");
  if (!plain && !extended) throw missingParameter("Statistic");
  return parseStatistic(plain ?? extended);
}

function whole(input: Input, name: string): number {
  const value = numberIn(input, name);
  if (value === undefined) throw missingParameter(name);
  if (Number.isInteger(value) && value >= 1) return value;
  throw validationError(`${name} must be a whole number greater than or equal to 1.`);
}

function required(input: Input, name: string): string {
  const value = textIn(input, name);
  if (!value) throw missingParameter(name);
  return value;
}

function oneOf<const T extends string>(choices: readonly T[], value: string, name: string): T {
  const choice = choices.find((known) => known === value);
  if (choice) return choice;
  throw validationError(`The value ${value} for parameter ${name} must be one of ${choices.join(", ")}.`);
}
