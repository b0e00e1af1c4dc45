import type { OutgoingMessage } from "@/lib/aws/aws";
import type { MessageAttribute } from "@/lib/core/messages/message";
import type { Claimed } from "./draining/effect";
import type { Work } from "./driver";
import type { PlaceCall } from "./place-call";
import { deduplicationId } from "./send-content";

interface Meant {
  readonly placeArn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly subject?: string | undefined;
  readonly groupId?: string | null | undefined;
}

/**
 * A message for a queue: to a FIFO one with the group that was meant and a deduplication id of this run, so that a second
 * attempt is dropped. The trace goes on.
 */
export function queueMessage(work: Work, one: Claimed, { placeArn, body, attributes, groupId }: Meant): PlaceCall {
  const traceHeader = one.content.system.AWSTraceHeader;
  const message: OutgoingMessage = {
    body,
    attributes: attributes ?? {},
    ...orderIn(work, one, placeArn, groupId),
    ...(traceHeader === undefined ? {} : { traceHeader }),
  };
  return { kind: "send", placeArn, message };
}

export function topicMessage(
  work: Work,
  one: Claimed,
  { placeArn, body, attributes, subject, groupId }: Meant,
): PlaceCall {
  const notification = {
    topicArn: placeArn,
    message: body,
    attributes: attributes ?? {},
    ...(subject === undefined ? {} : { subject }),
    ...orderIn(work, one, placeArn, groupId),
  };
  return { kind: "publish", placeArn, notification };
}

function orderIn(work: Work, { message }: Claimed, placeArn: string, groupId: string | null | undefined) {
  return {
    ...(groupId == null ? {} : { groupId }),
    ...(placeArn.endsWith(".fifo")
      ? { deduplicationId: deduplicationId(work.queue.arn, message.messageId, work.run.id) }
      : {}),
  };
}
