import { cloudwatch } from "./cloudwatch/cloudwatch";
import { playAfter, playBefore } from "./fault-play";
import { type FaultRule, serviceFaultOf } from "./faults";
import { accessDenied } from "./iam/access-denied";
import { authenticate, readCredential, signatureMismatch } from "./iam/authenticate";
import { denialOf, type Principal } from "./iam/principal";
import { lambda } from "./lambda/lambda";
import type { Call, Operation, Service } from "./service";
import { sqs } from "./sqs/sqs";
import { sts } from "./sts/sts";
import type { Asked, RawRequest, ServiceName } from "./wire/answer";
import { unknownOperation } from "./wire/json-rpc";
import { invalidAction } from "./wire/query-xml";
import type { SimulatedWorld } from "./world";

const SERVICES: Readonly<Record<ServiceName, Service>> = { sqs, sts, cloudwatch, lambda };
const SIGNING_NAMES: Readonly<Record<ServiceName, string>> = {
  sqs: "sqs",
  sts: "sts",
  cloudwatch: "monitoring",
  lambda: "lambda",
};

/** Runs one AWS request: who asks, which operation, which faults, then the operation itself. Throws AwsError or SocketCut. */
export async function runAwsCall(
  world: SimulatedWorld,
  asked: Asked,
  request: Pick<RawRequest, "headers">,
  requestId: string,
  signal: AbortSignal,
): Promise<unknown> {
  const operation = operationOf(asked);
  const { headers } = request;
  const credential = readCredential(headers.authorization, headers["x-amz-security-token"]);
  if (credential.signingName !== SIGNING_NAMES[asked.service]) {
    throw signatureMismatch(`Credential should be scoped to correct service: '${SIGNING_NAMES[asked.service]}'.`);
  }
  const now = world.clock.now();
  const principal = authenticate(world.iam, credential, now);
  const action = `${asked.service}:${asked.operation}`;
  const { region } = credential;
  const { accountId } = principal;
  const rules = world.faults.strike({ action, accountId, region, queueName: queueNameOf(asked.input) }, now);
  const call = callOf({ world, principal, region, action, requestId, signal, rules });
  let isError = true;
  try {
    await playBefore(rules, call);
    const output = await runAndLoseAnswer(operation, call, asked, rules);
    isError = false;
    return output;
  } finally {
    world.usage.call(action, accountId, region, isError);
    world.changes += 1;
  }
}

async function runAndLoseAnswer(operation: Operation, call: Call, asked: Asked, rules: readonly FaultRule[]) {
  try {
    return await operation(call, asked.input);
  } finally {
    if (rules.length > 0) await playAfter(rules, call);
  }
}

function operationOf(asked: Asked): Operation {
  const { operations } = SERVICES[asked.service];
  const operation = Object.hasOwn(operations, asked.operation) ? operations[asked.operation] : undefined;
  if (operation) return operation;
  throw asked.service === "sts" ? invalidAction(asked.operation) : unknownOperation();
}

interface CallParts {
  readonly world: SimulatedWorld;
  readonly principal: Principal;
  readonly region: string;
  readonly action: string;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly rules: readonly FaultRule[];
}

function callOf({ principal, region, action, rules, ...parts }: CallParts): Call {
  return {
    ...parts,
    accountId: principal.accountId,
    region,
    principal,
    principalArn: principal.arn,
    action,
    fault: serviceFaultOf(rules),
    authorize: (resourceArn, wanted = action) => {
      const denial = denialOf(principal, wanted, resourceArn, region);
      if (denial) throw accessDenied(principal.arn, wanted, resourceArn, denial.because);
    },
  };
}

/** The queue that a request is about, so that a fault can mean one queue. */
function queueNameOf(input: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof input.QueueUrl === "string") return input.QueueUrl.slice(input.QueueUrl.lastIndexOf("/") + 1);
  if (typeof input.SourceArn === "string") return input.SourceArn.slice(input.SourceArn.lastIndexOf(":") + 1);
  return typeof input.QueueName === "string" ? input.QueueName : undefined;
}
