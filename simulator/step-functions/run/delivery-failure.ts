import type { DeliveryProblem } from "../../delivery/sender";
import type { ErrorOutput } from "../language/execution-error";

/** Services under the name that starts their errors, with the error for what they do not model. */
const SERVICES: Readonly<Record<string, { readonly prefix: string; readonly generic: string }>> = {
  lambda: { prefix: "Lambda", generic: "AWSLambdaException" },
  sqs: { prefix: "SQS", generic: "AmazonSQSException" },
  sns: { prefix: "SNS", generic: "AmazonSNSException" },
  events: { prefix: "EventBridge", generic: "AmazonEventBridgeException" },
  states: { prefix: "StepFunctions", generic: "AWSStepFunctionsException" },
};

/** The error of a task that its service refused: `SQS.QueueDoesNotExistException`. */
export function failureOf(service: string, { kind, code, message }: DeliveryProblem): ErrorOutput {
  if (kind === "assumeRole") return { error: "States.Permissions", cause: message };
  const { prefix, generic } = SERVICES[service] ?? { prefix: "States", generic: "TaskFailed" };
  return { error: `${prefix}.${kind === "permission" ? generic : modelled(code)}`, cause: message };
}

function modelled(code: string): string {
  if (code.endsWith("NonExistentQueue")) return "QueueDoesNotExistException";
  const name = code.split(".").at(-1) ?? code;
  return name.endsWith("Exception") ? name : `${name}Exception`;
}
