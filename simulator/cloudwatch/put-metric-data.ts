import type { Call } from "../service";
import { numberIn, numbersIn, objectIn, objectsIn, textIn } from "../wire/input";
import type { Datum } from "./datum";
import { merge } from "./datum";
import { parseDimensions } from "./metric-query";
import { invalidParameterValue, missingParameter, validationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_BATCH = 1000;
const OLDEST_MS = 14 * 86_400_000;
const NEWEST_MS = 2 * 3_600_000;

/** CloudWatch PutMetricData. Namespaces that begin with `AWS/` belong to AWS and are refused. */
export function putMetricData(call: Call, input: Input) {
  call.authorize("*");
  const namespace = textIn(input, "Namespace");
  if (!namespace) throw missingParameter("Namespace");
  if (namespace.startsWith("AWS/")) {
    throw invalidParameterValue(`The value ${namespace} for parameter Namespace is invalid: AWS/ is reserved.`);
  }
  const data = objectsIn(input, "MetricData") ?? [];
  if (data.length === 0) throw missingParameter("MetricData");
  if (data.length > LARGEST_BATCH) {
    throw validationError(`The collection MetricData must not have a size greater than ${LARGEST_BATCH}.`);
  }
  const now = call.world.clock.now();
  const parsed = data.map((raw) => parseDatum(raw, now));
  const { accountId, region, world } = call;
  for (const { name, dimensions, unit } of parsed) {
    const known = world.metrics.unitOf(accountId, region, { namespace, name, dimensions }) ?? unit;
    if (known !== unit) throw validationError(`Metric ${name} has values in ${known}; a second unit is not simulated.`);
  }
  for (const { name, dimensions, datum, unit } of parsed) {
    world.metrics.put(accountId, region, { namespace, name, dimensions }, datum, unit);
  }
  return {};
}

function parseDatum(raw: Input, now: number) {
  const name = textIn(raw, "MetricName");
  if (!name) throw missingParameter("MetricData.member.MetricName");
  const timestampMs = (numberIn(raw, "Timestamp") ?? now / 1000) * 1000;
  if (timestampMs < now - OLDEST_MS || timestampMs > now + NEWEST_MS) {
    throw invalidParameterValue(
      "The parameter MetricData.member.Timestamp must be within two weeks past and two hours ahead.",
    );
  }
  const at = Math.floor(timestampMs / 60_000) * 60_000;
  const unit = textIn(raw, "Unit") ?? "None";
  return { name, dimensions: parseDimensions(objectsIn(raw, "Dimensions")), datum: datumOf(raw, at), unit };
}

function datumOf(raw: Input, at: number): Datum {
  const set = objectIn(raw, "StatisticValues");
  if (set) return { at, ...parseSet(set) };
  const single = numberIn(raw, "Value");
  const values = numbersIn(raw, "Values") ?? (single === undefined ? [] : [single]);
  const counts = numbersIn(raw, "Counts");
  if (counts && counts.length !== values.length) {
    throw invalidParameterValue("The parameters Values and Counts must have the same length.");
  }
  const data = values.map((value, index): Datum => {
    const count = counts?.[index] ?? 1;
    return { at, sum: value * count, count, min: value, max: value };
  });
  const [first, ...rest] = data;
  if (!first) throw missingParameter("MetricData.member.Value");
  const datum = rest.reduce(merge, first);
  // Counts weigh the values, which a plain list of values cannot say.
  return counts?.some((count) => count !== 1) ? { ...datum, values: undefined } : datum;
}

function parseSet(set: Input) {
  const count = numberIn(set, "SampleCount");
  const sum = numberIn(set, "Sum");
  const min = numberIn(set, "Minimum");
  const max = numberIn(set, "Maximum");
  if (count === undefined || sum === undefined || min === undefined || max === undefined) {
    throw missingParameter("MetricData.member.StatisticValues");
  }
  return { count, sum, min, max };
}
