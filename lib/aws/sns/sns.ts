import type { MessageAttribute } from "@/lib/core/messages/message";
import type { SendResult } from "../aws";

export interface OutgoingNotification {
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

export interface Sns {
  /**
   * Publishes once: the SDK never repeats it. Every subscriber of the topic gets it. What SNS will never take is *rejected*;
   * refusals of the call (denied, throttled, topic missing) throw, and nothing was done; a lost answer is *unknown*.
   */
  publish(notification: OutgoingNotification): Promise<SendResult>;
}
