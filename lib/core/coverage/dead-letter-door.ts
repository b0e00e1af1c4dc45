import type { QueueConfig } from "../inventory/resource";
import { policyLets, type ServiceRequest } from "./resource-policy";

/** Whether a queue takes what a service sends there, and what decides it. */
export interface DoorAnswer {
  readonly answer: "opens" | "refuses" | "possible";
  readonly by: "managed-key" | "policy" | "key" | null;
}

/**
 * Whether a dead-letter queue takes what a service of AWS gives up. *possible*: only AWS can tell, by a condition or a
 * customer's key. AWS's own key for SQS never lets another service in.
 */
export function deadLetterDoor(
  { policy, kmsKeyId }: Pick<QueueConfig, "policy" | "kmsKeyId">,
  request: ServiceRequest,
): DoorAnswer {
  if (kmsKeyId?.endsWith("alias/aws/sqs")) return { answer: "refuses", by: "managed-key" };
  const says = policyLets(policy, request);
  if (says !== "allowed") return { answer: says === "refused" ? "refuses" : "possible", by: "policy" };
  return kmsKeyId ? { answer: "possible", by: "key" } : { answer: "opens", by: null };
}
