import { parseArn } from "../arn";
import type { ResourceKind } from "../inventory/resource";

/** Which kind of the inventory an ARN names; null for what the inventory does not hold, such as a stream or a bucket. */
export function kindOfArn(arn: string): ResourceKind | null {
  const { service, resource = "" } = parseArn(arn) ?? {};
  if (service === "sqs") return "queue";
  if (service === "sns") return "topic";
  if (service === "lambda" && resource.startsWith("function:")) return "function";
  if (service === "events" && resource.startsWith("event-bus/")) return "bus";
  if (service === "states" && resource.startsWith("stateMachine:")) return "state-machine";
  return null;
}

/** A state machine's ARN without version or alias, as the inventory knows it. Any other ARN as it is. */
export function withoutVersion(arn: string): string {
  return arn.replace(/^(arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+):.+$/, "$1");
}

/** Whether events come from a stream, which keeps records for a time and hands out the same one until it succeeds. */
export function isStream(arn: string): boolean {
  const service = parseArn(arn)?.service;
  return service === "kinesis" || service === "dynamodb";
}
