import { partsOf } from "../../delivery/sender";
import { objectIn } from "../../wire/input";
import { invalidParameter, required, validationProblem, wholeNumberIn } from "../archives/check-input";
import type { Rule, Target } from "../state";
import { parseJsonPath } from "../transform/json-path";
import { checkTransformer } from "./check-template";
import { type Input, limitedTextIn, refuseUnsimulated } from "./parameters";

const ARN = { shortest: 1, longest: 1600 };
const UNSIMULATED = [
  "KinesisParameters",
  "RunCommandParameters",
  "EcsParameters",
  "BatchParameters",
  "HttpParameters",
  "RedshiftDataParameters",
  "SageMakerPipelineParameters",
  "AppSyncParameters",
];

/** Who can be a target here, and whether EventBridge must have a role for it. */
const SERVICES: Readonly<Record<string, { needsRole: boolean }>> = {
  sqs: { needsRole: false },
  sns: { needsRole: false },
  lambda: { needsRole: false },
  events: { needsRole: false },
  states: { needsRole: true },
  kinesis: { needsRole: true },
};

/** One entry of PutTargets, the nth of its request. Throws ValidationException. */
export function targetIn(input: Input, number: number, rule: Rule): Target {
  const at = `targets.${number}.member`;
  const idRule = { shortest: 1, longest: 64, pattern: /^[.\-_A-Za-z0-9]+$/, at: `${at}.id` };
  const Id = required(limitedTextIn(input, "Id", idRule), `${at}.id`);
  const Arn = required(limitedTextIn(input, "Arn", { ...ARN, at: `${at}.arn` }), `${at}.arn`);
  const RoleArn = limitedTextIn(input, "RoleArn", { ...ARN, at: `${at}.roleArn` });
  const target: Target = {
    Id,
    Arn,
    RoleArn,
    Input: limitedTextIn(input, "Input", { longest: 8192, at: `${at}.input` }),
    InputPath: limitedTextIn(input, "InputPath", { longest: 256, at: `${at}.inputPath` }),
    InputTransformer: transformerIn(input, Id, at),
    SqsParameters: sqsParametersIn(input, at),
    DeadLetterConfig: deadLetterConfigIn(input, rule, at),
    RetryPolicy: retryPolicyIn(input),
  };
  refuseUnsimulated(input, UNSIMULATED);
  checkArn(target, rule);
  checkContent(target);
  return target;
}

function transformerIn(input: Input, id: string, at: string): Target["InputTransformer"] {
  const transformer = objectIn(input, "InputTransformer");
  if (!transformer) return undefined;
  const limits = { shortest: 1, longest: 8192, at: `${at}.inputTransformer.inputTemplate` };
  const InputTemplate = required(limitedTextIn(transformer, "InputTemplate", limits), limits.at);
  const paths = objectIn(transformer, "InputPathsMap");
  const InputPathsMap = paths && Object.fromEntries(Object.keys(paths).map((key) => [key, pathIn(paths, key)]));
  checkTransformer(id, InputPathsMap ?? {}, InputTemplate);
  return { InputPathsMap, InputTemplate };
}

function pathIn(paths: Input, key: string): string {
  return required(limitedTextIn(paths, key, { longest: 256 }), key);
}

function sqsParametersIn(input: Input, at: string): Target["SqsParameters"] {
  const parameters = objectIn(input, "SqsParameters");
  if (!parameters) return undefined;
  const limits = { longest: 100, at: `${at}.sqsParameters.messageGroupId` };
  return { MessageGroupId: limitedTextIn(parameters, "MessageGroupId", limits) };
}

/** A standard queue of the rule's Region, of any account (EventBridge user guide, "Using dead-letter queues"). */
function deadLetterConfigIn(input: Input, rule: Rule, at: string): Target["DeadLetterConfig"] {
  const config = objectIn(input, "DeadLetterConfig");
  if (!config) return undefined;
  const Arn = limitedTextIn(config, "Arn", { ...ARN, at: `${at}.deadLetterConfig.arn` });
  if (Arn === undefined) return {};
  const { service, region, resource } = partsOf(Arn);
  if (service !== "sqs" || !resource) throw invalidParameter("DeadLetterConfig.Arn", "Must contain an SQS queue ARN.");
  if (resource.endsWith(".fifo")) throw invalidParameter("DeadLetterConfig.Arn", "FIFO queues are not supported.");
  if (region !== rule.region) {
    throw invalidParameter("DeadLetterConfig.Arn", "The queue must be in the same Region as the rule.");
  }
  return { Arn };
}

function retryPolicyIn(input: Input): Target["RetryPolicy"] {
  const policy = objectIn(input, "RetryPolicy");
  if (!policy) return undefined;
  return {
    MaximumRetryAttempts: wholeNumberIn(policy, "MaximumRetryAttempts", 0, 185),
    MaximumEventAgeInSeconds: wholeNumberIn(policy, "MaximumEventAgeInSeconds", 60, 86_400),
  };
}

function checkArn({ Id, Arn, RoleArn, SqsParameters }: Target, rule: Rule): void {
  const { service, region, accountId, resource } = partsOf(Arn);
  if (!Arn.startsWith("arn:aws") || !service || !resource) {
    throw invalidParameter(Arn, "Provided Arn is not in correct format.");
  }
  const known = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  if (!known || (service === "events" && !resource.startsWith("event-bus/"))) {
    throw validationProblem(`A target such as ${Arn} is not simulated.`);
  }
  const isBus = service === "events";
  if (!/^\d{12}$/.test(accountId) || !region) throw invalidParameter(Arn, "Provided Arn is not in correct format.");
  if (!isBus && region !== rule.region)
    throw invalidParameter(Arn, "The target must be in the same Region as the rule.");
  if ((known.needsRole || (!isBus && accountId !== rule.accountId)) && !RoleArn) {
    throw validationProblem(`RoleArn is required for target ${Arn}.`);
  }
  const isFifoQueue = service === "sqs" && resource.endsWith(".fifo");
  if (isFifoQueue && !SqsParameters?.MessageGroupId) {
    throw validationProblem(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  if (SqsParameters && service !== "sqs") {
    throw validationProblem(`Parameter(s) SqsParameters not supported for target: ${Id}.`);
  }
}

function checkContent({ Id, Arn, Input: input, InputPath, InputTransformer }: Target): void {
  const given = [input, InputPath, InputTransformer].filter((one) => one !== undefined);
  if (given.length > 1) {
    throw validationProblem(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (given.length > 0 && partsOf(Arn).service === "events") {
    throw validationProblem(`Input, InputPath, and InputTransformer are not available for event bus target ${Id}.`);
  }
  if (input !== undefined && !isJson(input)) throw validationProblem(`JSON syntax error in Input for target ${Id}.`);
  if (InputPath && !parseJsonPath(InputPath)) throw validationProblem(`Invalid InputPath for target ${Id}.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
