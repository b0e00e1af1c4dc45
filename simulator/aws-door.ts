import { randomUUID } from "node:crypto";
import { playAfter, playBefore } from "./fault-play";
import { type FaultRule, serviceFaultOf } from "./faults";
import { accessDenied } from "./iam/access-denied";
import { authenticate, readCredential, signatureMismatch } from "./iam/authenticate";
import { denialOf, type Principal } from "./iam/principal";
import { checkSignedAt } from "./iam/signed-at";
import type { Call, Operation, Service } from "./service";
import { SERVICES } from "./services";
import { billQueueCall } from "./sqs/billed-requests";
import type { Asked, RawRequest } from "./wire/answer";
import { unknownOperation } from "./wire/json-rpc";
import { invalidAction } from "./wire/query-xml";
import type { SimulatedWorld } from "./world";

/** Runs one AWS request: who asks, which operation, which faults, then the operation itself. Throws AwsError or SocketCut. */
export async function runAwsCall(
  world: SimulatedWorld,
  asked: Asked,
  request: Pick<RawRequest, "headers">,
  requestId: string,
  signal: AbortSignal,
): Promise<unknown> {
  const { service, operation } = operationOf(asked);
  const { headers } = request;
  const credential = readCredential(headers.authorization, headers["x-amz-security-token"]);
  const signingName = service.signingName ?? service.name;
  if (credential.signingName !== signingName) {
    throw signatureMismatch(`Credential should be scoped to correct service: '${signingName}'.`);
  }
  checkSignedAt(headers["x-amz-date"], Date.now());
  const now = world.clock.now();
  const signer = authenticate(world.iam, credential, now);
  const principal = { ...signer, controls: world.organizations.controlsOf(signer.accountId) };
  const action = `${service.name}:${service.actions?.[asked.operation] ?? asked.operation}`;
  const { region } = credential;
  const { accountId } = principal;
  const rules = world.faults.strike({ action, accountId, region, queueName: queueNameOf(asked.input) }, now);
  const call = callOf({ world, principal, region, action, requestId, signal, rules });
  let isError = true;
  try {
    await playBefore(rules, call);
    const output = await runAndLoseAnswer(operation, call, asked, rules);
    isError = false;
    const eventName = service.trailed?.[asked.operation];
    if (eventName) recordChange(call, eventName, `${signingName}.amazonaws.com`, credential.accessKeyId, asked.input);
    return output;
  } finally {
    world.usage.call(action, accountId, region, isError);
    if (principal.roleArn) world.usage.callOfRole(principal.roleArn, action);
    world.changes += 1;
    world.runDue();
  }
}

async function runAndLoseAnswer(operation: Operation, call: Call, asked: Asked, rules: readonly FaultRule[]) {
  try {
    const output = await operation(call, asked.input);
    if (asked.service === "sqs") billQueueCall(call.world, call.region, asked.operation, asked.input, output);
    return output;
  } finally {
    if (rules.length > 0) await playAfter(rules, call);
  }
}

function operationOf(asked: Asked): { service: Service; operation: Operation } {
  const service = SERVICES.get(asked.service);
  const operations = service?.operations ?? {};
  const operation = Object.hasOwn(operations, asked.operation) ? operations[asked.operation] : undefined;
  if (service && operation) return { service, operation };
  throw service?.wire.kind === "query" ? invalidAction(asked.operation, service.wire.version) : unknownOperation();
}

function recordChange(call: Call, eventName: string, eventSource: string, accessKeyId: string, input: unknown): void {
  const { world, accountId, region, principalArn, requestId } = call;
  world.trail.record({
    eventId: randomUUID(),
    at: world.clock.now(),
    accountId,
    region,
    eventName,
    eventSource,
    userArn: principalArn,
    userName: principalArn.slice(principalArn.lastIndexOf("/") + 1),
    accessKeyId,
    requestId,
    requestParameters: input,
  });
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
export function queueNameOf(input: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof input.QueueUrl === "string") return input.QueueUrl.slice(input.QueueUrl.lastIndexOf("/") + 1);
  if (typeof input.SourceArn === "string") return input.SourceArn.slice(input.SourceArn.lastIndexOf(":") + 1);
  return typeof input.QueueName === "string" ? input.QueueName : undefined;
}
