import { PublishCommand } from "@aws-sdk/client-sns";
import { DloError } from "@/lib/core/errors";
import type { SendResult } from "../aws";
import { call, type Door } from "../call";
import { toSqs } from "../sqs/message-attributes";
import { isEffectUnknown } from "../translate-error";
import type { OutgoingNotification } from "./sns";

const TIMEOUT_MS = 15_000;
/** What SNS calls a notification that it will never take, whoever sends it again. */
const ABOUT_THE_MESSAGE = ["InvalidParameter", "InvalidParameterException", "InvalidParameterValue", "ValidationError"];

/** Publishes in one HTTP request that is never repeated. */
export async function publish(door: Door, notification: OutgoingNotification): Promise<SendResult> {
  const { topicArn, message, subject, attributes, groupId, deduplicationId } = notification;
  const command = new PublishCommand({
    TopicArn: topicArn,
    Message: message,
    Subject: subject,
    // SNS has the attributes of SQS: name, type, text or bytes.
    MessageAttributes: toSqs(attributes),
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
  });
  try {
    const answer = await call(
      door,
      { action: "sns:Publish", resource: topicArn, isOnce: true, timeoutMs: TIMEOUT_MS },
      (wire) => door.clients.snsOnce.send(command, wire),
    );
    if (answer.MessageId) return { kind: "sent", messageId: answer.MessageId };
    return { kind: "unknown", reason: "SNS answered without a message id." };
  } catch (error) {
    if (!(error instanceof DloError)) throw error;
    if (isEffectUnknown(error)) return { kind: "unknown", reason: error.message };
    const code = String(error.detail.awsCode);
    if (ABOUT_THE_MESSAGE.includes(code))
      return { kind: "rejected", code, message: error.message, isSenderFault: true };
    throw error;
  }
}
