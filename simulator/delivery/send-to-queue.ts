import { AwsError } from "../aws-error";
import type { World } from "../service";
import { sendTo } from "../sqs/sending";
import { checkMessage, type MessageDraft } from "../sqs/validate-message";
import { mayDeliver } from "./may-deliver";
import type { Delivered, Sender } from "./sender";
import { partsOf } from "./sender";

/** Puts a message on a queue for a service; the queue's policy must allow it. Says what stood in the way. */
export function sendToQueue(
  world: World,
  sender: Sender,
  queueArn: string,
  draft: MessageDraft,
  now: number,
): Delivered {
  const { accountId, region, resource } = partsOf(queueArn);
  const place = world.sqs.regionOf(accountId, region);
  place.advance(now);
  const queue = place.find(resource);
  if (!queue || queue.isDeleted) {
    const message = "The specified queue does not exist.";
    return { kind: "missing", code: "AWS.SimpleQueueService.NonExistentQueue", message };
  }
  const refused = mayDeliver(world, sender, "sqs:SendMessage", queueArn, queue.attributes.Policy, now);
  if (refused) return refused;
  queue.settle(now);
  queue.touch(now);
  try {
    const { content, delaySeconds } = checkMessage(queue, draft);
    world.usage.queueRequest(queueArn, "SendMessage", content.bytes);
    sendTo(queue, content, { principalArn: sender.service, senderId: senderIdOf(sender) }, delaySeconds, now);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return { kind: "invalid", code: error.code, message: error.message };
    throw error;
  }
}

/** SQS shows services by an id of their own. */
function senderIdOf({ service }: Sender): string {
  return `AIDA${service.replace(/\W/g, "").toUpperCase().slice(0, 17).padEnd(17, "0")}`;
}
