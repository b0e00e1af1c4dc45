import { parseArn } from "../arn";
import type { ResourceKind } from "./resource";

/** What an ARN names, or null for what the inventory does not hold (streams, buckets, API destinations …). */
export function kindOfArn(arn: string): ResourceKind | null {
  const { service = "", resource = "" } = parseArn(arn) ?? {};
  switch (service) {
    case "sqs":
      return "queue";
    case "sns":
      return resource.includes(":") ? "subscription" : "topic";
    case "pipes":
      return "pipe";
    case "scheduler":
      return resource.startsWith("schedule/") ? "schedule" : null;
    case "cloudwatch":
      return resource.startsWith("alarm:") ? "alarm" : null;
    case "states":
      return resource.startsWith("stateMachine:") ? "state-machine" : null;
    case "lambda":
      return LAMBDA[resource.split(":")[0] ?? ""] ?? null;
    case "events":
      return EVENTS[resource.split("/")[0] ?? ""] ?? null;
    default:
      return null;
  }
}

const LAMBDA: Readonly<Record<string, ResourceKind>> = { function: "function", "event-source-mapping": "mapping" };
const EVENTS: Readonly<Record<string, ResourceKind>> = { "event-bus": "bus", rule: "rule", archive: "archive" };
