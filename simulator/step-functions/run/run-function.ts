import { mayDeliver } from "../../delivery/may-deliver";
import { findByArn } from "../../lambda/function-name";
import type { Outcome } from "../../lambda/outcome";
import { beginRun } from "../../lambda/run";
import type { ErrorOutput } from "../language/execution-error";
import { failureOf } from "./delivery-failure";
import { machineSender } from "./machine-sender";
import type { Running } from "./running";
import type { TaskOutcome } from "./task-outcome";

export type FunctionStart =
  | { readonly refused: ErrorOutput }
  | { readonly endsAt: number; readonly outcome: TaskOutcome };

/** Lets a task's function run with the machine's rights: directly by its ARN, or through `lambda:invoke`. */
export function runFunction(running: Running, resource: string, input: unknown): FunctionStart {
  const { world, now } = running;
  const isDirect = !resource.includes(":states:::");
  const functionArn = isDirect ? resource : arnIn(running, input);
  const payload = isDirect ? input : (Object(input).Payload ?? {});
  const found = findByArn(world, functionArn);
  if (!found) {
    const message = `Function not found: ${functionArn}`;
    return { refused: failureOf("lambda", { kind: "missing", code: "ResourceNotFoundException", message }) };
  }
  const policy = found.fn.policies[found.qualifier ?? "$LATEST"];
  const problem = mayDeliver(world, machineSender(running), "lambda:InvokeFunction", functionArn, policy, now);
  if (problem) return { refused: failureOf("lambda", problem) };
  const start = beginRun(world, { ...found, payload, requestId: world.uuid() }, now);
  if ("refused" in start) {
    const cause = `Rate Exceeded. (Service: Lambda, Status Code: 429, Reason: ${start.refused})`;
    return { refused: { error: "Lambda.TooManyRequestsException", cause } };
  }
  return { endsAt: start.endsAt, outcome: taskOutcome(start.outcome, isDirect) };
}

/** FunctionName is a name, a partial or a whole ARN, with or without a qualifier. */
function arnIn({ machine }: Running, input: unknown): string {
  const { FunctionName = "", Qualifier } = Object(input);
  const name = String(FunctionName);
  const home = `arn:aws:lambda:${machine.region}:${machine.accountId}:function:`;
  const arn = name.startsWith("arn:") ? name : home + name.replace(/^\d{12}:function:/, "");
  return Qualifier === undefined ? arn : `${arn}:${Qualifier}`;
}

/** An error has the function's own name for it. By its ARN a function gives its answer itself, else as Invoke wraps it. */
function taskOutcome({ functionError, payload, version, requestId }: Outcome, isDirect: boolean): TaskOutcome {
  if (functionError) {
    const { errorType = "Lambda.Unknown" } = Object(payload);
    return { failure: { error: String(errorType), cause: JSON.stringify(payload) } };
  }
  if (isDirect) return { result: payload };
  const wrapped = {
    ExecutedVersion: version,
    Payload: payload,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
  return { result: wrapped };
}
