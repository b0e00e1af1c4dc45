import { accessDenied } from "../iam/access-denied";
import { identityDenialOf } from "../iam/principal";
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

/**
 * Throws AccessDenied unless the caller may do the action on the queue: on one of its own account by its own policies, on
 * another's only when the queue's policy allows it too.
 */
export function authorizeQueue(call: Call, address: QueueAddress, action: string): void {
  const arn = queueArn(address);
  if (address.accountId === call.accountId) {
    call.authorize(arn, action);
    return;
  }
  const denial = identityDenialOf(call.principal, action, arn, call.region);
  const because = denial?.because ?? `because no resource-based policy allows the ${action} action`;
  if (denial || !isLetIn(call, address, action)) throw accessDenied(call.principalArn, action, arn, because);
}

/** Whether the policy of another account's queue lets the caller do this; a queue that is not there lets nobody. */
export function isLetIn({ world, principal, region }: Call, address: QueueAddress, action: string): boolean {
  const policy = world.sqs.regionOf(address.accountId, region).find(address.name)?.attributes.Policy;
  return !OWNER_ONLY.has(action) && allowsPrincipal(policy, principal.trustedAs, action, queueArn(address));
}
