import { accessDenied } from "../iam/access-denied";
import { resourceDenialOf } from "../iam/resource-denial";
import { allowsPrincipal } from "../iam/resource-policy";
import type { Call } from "../service";
import type { QueueAddress } from "./arn";
import { queueArn } from "./arn";

/** Actions that no queue policy can give to another account (SQS Developer Guide, "Limitations of Amazon SQS custom policies"). */
const OWNER_ONLY = new Set(
  [
    "AddPermission",
    "CancelMessageMoveTask",
    "CreateQueue",
    "DeleteQueue",
    "ListMessageMoveTasks",
    "ListQueues",
    "ListQueueTags",
    "RemovePermission",
    "SetQueueAttributes",
    "StartMessageMoveTask",
    "TagQueue",
    "UntagQueue",
  ].map((name) => `sqs:${name}`),
);

/** What the root of an account can do whatever its queue's policy denies (AWS Account Management, "AWS actions for project owners"). */
const ROOT_UNLOCKS = new Set(["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SetQueueAttributes"]);

/**
 * Throws AccessDenied unless the caller may do the action on the queue: on one of its own account by its own policies or
 * the queue's, on another's only when both allow it. A Deny in the queue's policy binds everybody.
 */
export function authorizeQueue(call: Call, address: QueueAddress, action: string): void {
  const { principal, region } = call;
  const arn = queueArn(address);
  const isOwn = address.accountId === call.accountId;
  if (isOwn && principal.kind === "root" && ROOT_UNLOCKS.has(action)) return;
  const resourcePolicy = isOwn || !OWNER_ONLY.has(action) ? policyOf(call, address) : undefined;
  const denial = resourceDenialOf(principal, { action, resourceArn: arn, resourcePolicy, region });
  if (denial) throw accessDenied(call.principalArn, action, arn, denial.because);
}

/** Whether the policy of another account's queue lets the caller do this; a queue that is not there lets nobody. */
export function isLetIn(call: Call, address: QueueAddress, action: string): boolean {
  const { trustedAs } = call.principal;
  return !OWNER_ONLY.has(action) && allowsPrincipal(policyOf(call, address), trustedAs, action, queueArn(address));
}

function policyOf({ world, region }: Call, { accountId, name }: QueueAddress): string | undefined {
  return world.sqs.regionOf(accountId, region).find(name)?.attributes.Policy;
}
