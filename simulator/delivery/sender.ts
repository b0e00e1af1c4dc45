import type { ServicePrincipal } from "../iam/resource-policy";

/** Who delivers: an AWS service for one of its resources, with a role of its own when it has been given one. */
export interface Sender extends ServicePrincipal {
  /** The name by which a fault rule means deliveries of this service: `events`. */
  readonly via: "events" | "sns" | "lambda" | "scheduler" | "pipes" | "states";
  /** The service assumes it, and its policies decide instead of the target's own. */
  readonly roleArn?: string;
  /** Its role has not been declared, so in its own account nothing stands in its way. */
  readonly mayAllInOwnAccount?: boolean;
}

export type ProblemKind =
  | "permission"
  | "assumeRole"
  | "missing"
  | "throttled"
  | "timeout"
  | "unavailable"
  /** The target refuses the content: too large, no group id, not JSON. */
  | "invalid"
  | "exists"
  | "limit";

/** Why the target did not take what it was given. */
export interface DeliveryProblem {
  readonly kind: ProblemKind;
  /** The target's own error name: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code: string;
  readonly message: string;
}

/** `undefined` when the target has taken it. */
export type Delivered = DeliveryProblem | undefined;

/** Worth trying again: the target may take it later without anybody changing anything. */
export function isRetryable({ kind }: DeliveryProblem): boolean {
  return kind === "throttled" || kind === "timeout" || kind === "unavailable";
}

/** The parts of an ARN; `resource` is all after the account. */
export function partsOf(arn: string): { service: string; region: string; accountId: string; resource: string } {
  const [, , service = "", region = "", accountId = "", ...rest] = arn.split(":");
  return { service, region, accountId, resource: rest.join(":") };
}
