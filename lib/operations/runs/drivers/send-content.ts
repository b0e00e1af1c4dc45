import { createHash } from "node:crypto";
import type { OutgoingMessage, SendResult } from "@/lib/aws/aws";
import { NotFound } from "@/lib/core/errors";
import type { Claimed, EffectResult } from "./draining/effect";
import type { Work } from "./driver";

/** Sends one batch of `packMessages` to the queue that the plan froze for it, in one call. */
export async function sendContent(work: Work, batch: readonly Claimed[]): Promise<EffectResult[]> {
  const arn = batch[0]?.item.destinationArn ?? "";
  if (!work.plan.detail.destinationArns.includes(arn)) throw new NotFound("destination in this plan", arn);
  const url = await work.aws.sqs.urlOf(arn);
  const results = await work.aws.sqs.send(
    url,
    batch.map((claimed) => outgoing(work, claimed)),
  );
  return results.map((result) => {
    if (result.kind === "sent") return { kind: "done", destinationMessageId: result.messageId };
    if (result.kind === "unknown") return result;
    const reason = `${result.code}: ${result.message}`;
    return { kind: isThrottled(result) ? "not-done" : "rejected", reason };
  });
}

/** SQS may throttle single entries of a batch: such a one was not sent, and is no less good for it. */
function isThrottled({ code, isSenderFault }: SendResult & { kind: "rejected" }): boolean {
  return !isSenderFault && /Throttl|TooManyRequests|RequestLimitExceeded|ServiceUnavailable/.test(code);
}

/** Body, attributes and group as they are to go out. A FIFO message gets a deduplication id of this run. */
function outgoing(work: Work, { message, content }: Claimed): OutgoingMessage {
  const { MessageGroupId: groupId, AWSTraceHeader: traceHeader } = content.system;
  return {
    body: content.body,
    attributes: content.attributes,
    ...(groupId === undefined ? {} : { groupId }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
    ...(work.queue.isFifo ? { deduplicationId: deduplicationId(work.queue.arn, message.messageId, work.run.id) } : {}),
  };
}

/** Stable for a message within a run, so that a second attempt is dropped; another than the original's, so that this one is not. */
export function deduplicationId(queueArn: string, messageId: string, runId: string): string {
  return `rdv-${createHash("sha256").update(`${queueArn}|${messageId}|${runId}`).digest("hex")}`;
}
