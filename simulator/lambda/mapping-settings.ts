import { partsOf } from "../delivery/sender";
import { compilePattern } from "../events/pattern/compile-pattern";
import { PatternProblem } from "../events/pattern/pattern-problem";
import type { World } from "../service";
import { booleanIn, numberIn, objectIn, objectsIn, textIn } from "../wire/input";
import { checkQueueSource } from "./check-queue-source";
import { invalidParameter, notSimulated, validationError } from "./errors";
import type { Mapping, MappingDraft } from "./event-source-mappings";
import type { LambdaFunction } from "./functions-state";
import { inRange } from "./read-settings";

type Input = Readonly<Record<string, unknown>>;
type Settings = Omit<MappingDraft, "FunctionArn">;

const STREAM_ONLY = [
  "ParallelizationFactor",
  "StartingPosition",
  "StartingPositionTimestamp",
  "DestinationConfig",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "TumblingWindowInSeconds",
];
const REFUSED = [
  "Topics",
  "Queues",
  "SelfManagedEventSource",
  "SourceAccessConfigurations",
  "ProvisionedPollerConfig",
  "DocumentDBEventSourceConfig",
];
const POSITIONS = ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"] as const;

/** The settings of a mapping after a request: checked as Lambda checks them for this kind of source. */
export function mappingSettings(
  world: World,
  fn: LambdaFunction,
  eventSourceArn: string,
  input: Input,
  before?: Mapping,
): Settings {
  const refused = REFUSED.find((name) => input[name] !== undefined && input[name] !== null);
  if (refused) throw notSimulated(refused);
  const common = {
    BatchSize: inRange(input, "BatchSize", 1, 10_000) ?? before?.BatchSize,
    MaximumBatchingWindowInSeconds:
      inRange(input, "MaximumBatchingWindowInSeconds", 0, 300) ?? before?.MaximumBatchingWindowInSeconds,
    FilterCriteria: filtersIn(input) ?? before?.FilterCriteria,
    FunctionResponseTypes: responseTypesIn(input) ?? before?.FunctionResponseTypes,
  };
  switch (partsOf(eventSourceArn).service) {
    case "sqs": {
      const settings = { ...common, ScalingConfig: scalingIn(input) ?? before?.ScalingConfig };
      const odd = STREAM_ONLY.find((name) => input[name] !== undefined && input[name] !== null);
      if (odd) throw invalidParameter(`Unsupported ${odd} parameter for given event source mapping type.`);
      checkQueueSource(world, fn, eventSourceArn, settings);
      return settings;
    }
    case "kinesis":
    case "dynamodb":
      return { ...common, BatchSize: common.BatchSize ?? 100, ...streamSettings(input, before) };
    default:
      throw invalidParameter(`Unrecognized event source: ${eventSourceArn}`);
  }
}

function streamSettings(input: Input, before: Mapping | undefined): Settings {
  if (input.ScalingConfig) {
    throw invalidParameter("Unsupported ScalingConfig parameter for given event source mapping type.");
  }
  if (numberIn(input, "TumblingWindowInSeconds")) throw notSimulated("TumblingWindowInSeconds");
  const StartingPosition = before?.StartingPosition ?? POSITIONS.find((one) => one === input.StartingPosition);
  if (!StartingPosition) throw invalidParameter("1 validation error detected: Value null at 'startingPosition' failed");
  const age = inRange(input, "MaximumRecordAgeInSeconds", -1, 604_800) ?? before?.MaximumRecordAgeInSeconds ?? -1;
  if (age !== -1 && age < 60) throw invalidParameter("MaximumRecordAgeInSeconds is -1 or at least 60.");
  return {
    StartingPosition,
    StartingPositionTimestamp: numberIn(input, "StartingPositionTimestamp") ?? before?.StartingPositionTimestamp,
    ParallelizationFactor: inRange(input, "ParallelizationFactor", 1, 10) ?? before?.ParallelizationFactor ?? 1,
    MaximumRecordAgeInSeconds: age,
    MaximumRetryAttempts: inRange(input, "MaximumRetryAttempts", -1, 10_000) ?? before?.MaximumRetryAttempts ?? -1,
    BisectBatchOnFunctionError:
      booleanIn(input, "BisectBatchOnFunctionError") ?? before?.BisectBatchOnFunctionError ?? false,
    DestinationConfig: destinationIn(input) ?? before?.DestinationConfig ?? { OnFailure: {} },
  };
}

function destinationIn(input: Input): Settings["DestinationConfig"] {
  const config = objectIn(input, "DestinationConfig");
  if (!config) return undefined;
  if (objectIn(config, "OnSuccess")) throw invalidParameter("OnSuccess is not supported for event source mappings.");
  const Destination = textIn(objectIn(config, "OnFailure") ?? {}, "Destination");
  if (!Destination) return { OnFailure: {} };
  if (/^arn:aws:(?:sqs|sns):/.test(Destination)) return { OnFailure: { Destination } };
  throw notSimulated(`The destination ${Destination}`);
}

function scalingIn(input: Input): Settings["ScalingConfig"] {
  const config = objectIn(input, "ScalingConfig");
  return config && { MaximumConcurrency: inRange(config, "MaximumConcurrency", 2, 1000) };
}

function filtersIn(input: Input): Settings["FilterCriteria"] {
  const criteria = objectIn(input, "FilterCriteria");
  if (!criteria) return undefined;
  const patterns = (objectsIn(criteria, "Filters") ?? []).map((filter) => textIn(filter, "Pattern") ?? "");
  if (patterns.length > 10) throw invalidParameter("A mapping has at most 10 filters.");
  for (const pattern of patterns) checkPattern(pattern);
  return { Filters: patterns.map((Pattern) => ({ Pattern })) };
}

function checkPattern(pattern: string): void {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof PatternProblem) throw invalidParameter(`Invalid filter pattern definition. ${error.reason}`);
    throw error;
  }
}

function responseTypesIn(input: Input): Settings["FunctionResponseTypes"] {
  const types = input.FunctionResponseTypes ?? undefined;
  if (types === undefined) return undefined;
  const isKnown = (type: unknown): type is "ReportBatchItemFailures" => type === "ReportBatchItemFailures";
  if (Array.isArray(types) && types.length <= 1 && types.every(isKnown)) return types;
  throw validationError(
    "functionResponseTypes",
    types,
    "Member must satisfy enum value set: [ReportBatchItemFailures]",
  );
}
