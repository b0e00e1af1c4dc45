import { partsOf } from "../delivery/sender";
import { compilePattern } from "../events/pattern/compile-pattern";
import { numberIn, objectIn, objectsIn, textIn } from "../wire/input";
import { invalid } from "./pipe-errors";
import type { SourceParameters, StreamSourceParameters, TargetParameters } from "./state";

type Input = Readonly<Record<string, unknown>>;

const SOURCES = ["sqs", "kinesis", "dynamodb"];
const TARGETS = ["sqs", "sns", "lambda", "states", "kinesis", "events"];
const POSITIONS = ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"] as const;
const ARN = /^arn:aws:[a-z-]+:[a-z0-9-]+:\d{12}:.+$/;
const SOURCE_MEMBERS = ["FilterCriteria", "SqsQueueParameters", "KinesisStreamParameters", "DynamoDBStreamParameters"];
const TARGET_MEMBERS = [
  "InputTemplate",
  "SqsQueueParameters",
  "KinesisStreamParameters",
  "LambdaFunctionParameters",
  "StepFunctionStateMachineParameters",
  "EventBridgeEventBusParameters",
];

/** Refuses what would change the pipe's work and is not simulated: ValidationException. */
export function refuseUnknown(input: Input): void {
  if (input.Enrichment) throw invalid("Enrichment is not simulated");
  for (const name of ["EnrichmentParameters", "LogConfiguration", "KmsKeyIdentifier"]) {
    if (input[name] !== undefined && input[name] !== "") throw invalid(`${name} is not simulated`);
  }
}

export function sourceIn(input: Input): string {
  return arnIn(input, "Source", SOURCES);
}

export function targetIn(input: Input): string {
  return arnIn(input, "Target", TARGETS);
}

export function roleIn(input: Input): string {
  const roleArn = textIn(input, "RoleArn") ?? "";
  if (/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) return roleArn;
  throw invalid("RoleArn must be the ARN of a role.");
}

/** The parameters of the source, checked. An update keeps where reading began: it cannot be changed. */
export function sourceParametersIn(input: Input, source: string, earlier: SourceParameters = {}): SourceParameters {
  const given = objectIn(input, "SourceParameters") ?? {};
  const unknown = Object.keys(given).find((name) => !SOURCE_MEMBERS.includes(name));
  if (unknown) throw invalid(`SourceParameters.${unknown} is not simulated`);
  const { service } = partsOf(source);
  const FilterCriteria = given.FilterCriteria === undefined ? earlier.FilterCriteria : filtersIn(given);
  if (service === "sqs") return { FilterCriteria, SqsQueueParameters: queueParametersIn(given, earlier) };
  const name = service === "kinesis" ? "KinesisStreamParameters" : "DynamoDBStreamParameters";
  return { FilterCriteria, [name]: streamParametersIn(given, name, earlier[name]) };
}

export function targetParametersIn(input: Input): TargetParameters {
  const given = objectIn(input, "TargetParameters") ?? {};
  const unknown = Object.keys(given).find((name) => !TARGET_MEMBERS.includes(name));
  if (unknown) throw invalid(`TargetParameters.${unknown} is not simulated`);
  for (const name of TARGET_MEMBERS.slice(1)) checkTexts(objectIn(given, name) ?? {});
  const template = textIn(given, "InputTemplate");
  if (template !== undefined && template.length > 8192) throw invalid("InputTemplate has more than 8192 characters.");
  const bus = objectIn(given, "EventBridgeEventBusParameters") ?? {};
  for (const name of ["EndpointId", "Time"]) if (bus[name] !== undefined) throw invalid(`${name} is not simulated`);
  // Every member has been checked for its type.
  return given as TargetParameters;
}

function checkTexts(parameters: Input): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (name !== "Resources") textIn(parameters, name);
    else if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
      throw invalid("Resources must be a list of texts.");
    }
  }
}

function arnIn(input: Input, name: string, services: readonly string[]): string {
  const arn = textIn(input, name) ?? "";
  if (!ARN.test(arn)) throw invalid(`${name} must be an ARN.`);
  if (services.includes(partsOf(arn).service)) return arn;
  throw invalid(`${name} ${arn} is not simulated`);
}

function filtersIn(given: Input): SourceParameters["FilterCriteria"] {
  const filters = objectsIn(objectIn(given, "FilterCriteria") ?? {}, "Filters") ?? [];
  if (filters.length > 5) throw invalid("FilterCriteria has more than 5 filters.");
  return { Filters: filters.map((filter) => ({ Pattern: patternIn(filter) })) };
}

function patternIn(filter: Input): string {
  const pattern = textIn(filter, "Pattern") ?? "";
  try {
    compilePattern(pattern);
  } catch (error) {
    throw invalid(`Invalid filter pattern: ${error instanceof Error ? error.message : error}`);
  }
  return pattern;
}

function queueParametersIn(given: Input, { SqsQueueParameters: earlier }: SourceParameters) {
  const parameters = objectIn(given, "SqsQueueParameters") ?? {};
  return {
    BatchSize: ranged(parameters, "BatchSize", 1, 10_000) ?? earlier?.BatchSize ?? 10,
    MaximumBatchingWindowInSeconds: ranged(parameters, "MaximumBatchingWindowInSeconds", 0, 300),
  };
}

function streamParametersIn(given: Input, name: string, earlier?: StreamSourceParameters): StreamSourceParameters {
  const parameters = objectIn(given, name);
  if (!parameters && earlier) return earlier;
  if (!parameters) throw invalid(`SourceParameters.${name} is required.`);
  if ((ranged(parameters, "ParallelizationFactor", 1, 10) ?? 1) > 1) {
    throw invalid("ParallelizationFactor is not simulated");
  }
  const position = POSITIONS.find((known) => known === parameters.StartingPosition) ?? earlier?.StartingPosition;
  if (!position) throw invalid(`${name}.StartingPosition must be one of ${POSITIONS.join(", ")}.`);
  const partial = textIn(parameters, "OnPartialBatchItemFailure");
  if (partial && partial !== "AUTOMATIC_BISECT") throw invalid("OnPartialBatchItemFailure must be AUTOMATIC_BISECT.");
  const age = ranged(parameters, "MaximumRecordAgeInSeconds", -1, 604_800);
  if (age !== undefined && age >= 0 && age < 60) throw invalid("MaximumRecordAgeInSeconds must be -1 or at least 60.");
  return {
    ...earlier,
    BatchSize: ranged(parameters, "BatchSize", 1, 10_000) ?? earlier?.BatchSize ?? 100,
    DeadLetterConfig: deadLettersIn(parameters) ?? earlier?.DeadLetterConfig,
    OnPartialBatchItemFailure: partial ? "AUTOMATIC_BISECT" : earlier?.OnPartialBatchItemFailure,
    MaximumBatchingWindowInSeconds:
      ranged(parameters, "MaximumBatchingWindowInSeconds", 0, 300) ?? earlier?.MaximumBatchingWindowInSeconds,
    MaximumRecordAgeInSeconds: age ?? earlier?.MaximumRecordAgeInSeconds ?? -1,
    MaximumRetryAttempts: ranged(parameters, "MaximumRetryAttempts", -1, 10_000) ?? earlier?.MaximumRetryAttempts ?? -1,
    StartingPosition: position,
    StartingPositionTimestamp: numberIn(parameters, "StartingPositionTimestamp") ?? earlier?.StartingPositionTimestamp,
  };
}

function deadLettersIn(parameters: Input): StreamSourceParameters["DeadLetterConfig"] {
  const config = objectIn(parameters, "DeadLetterConfig");
  const arn = config && textIn(config, "Arn");
  if (arn !== undefined && !/^arn:aws:(sqs|sns):[a-z0-9-]+:\d{12}:[\w-]+$/.test(arn)) {
    throw invalid(`DeadLetterConfig.Arn ${arn} is not the ARN of a standard queue or topic.`);
  }
  return config && { Arn: arn };
}

function ranged(input: Input, name: string, min: number, max: number): number | undefined {
  const value = numberIn(input, name);
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return value;
  throw invalid(`${name} must be between ${min} and ${max}.`);
}
