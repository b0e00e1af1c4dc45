import { createHash } from "node:crypto";
import type { OutgoingMessage } from "@/lib/aws/aws";
import { NotFound } from "@/lib/core/errors";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect } from "./draining/effect";
import type { Work } from "./driver";
import { packMessages } from "./pack-messages";

/**
 * Our mover: we receive each chosen message, send it unchanged to its source queue, and delete it from the dead-letter
 * queue after the send was answered and written down. The worker does every step in the account's operate role.
 */
export const mover = drainingDriver("mover", async (work) => sendEffect(work));

function sendEffect(work: Work): Effect {
  const destinationOf = ({ item }: Claimed) => item.destinationArn ?? "";
  return {
    doneState: "redriven",
    isRepeatable: false,
    batches: (claimed) => packMessages(claimed, destinationOf, work.queue.isFifo),
    async perform(_, batch) {
      const arn = batch[0] ? destinationOf(batch[0]) : "";
      if (!work.plan.detail.destinationArns.includes(arn)) throw new NotFound("destination in this plan", arn);
      const url = await work.aws.sqs.urlOf(arn);
      const results = await work.aws.sqs.send(
        url,
        batch.map((claimed) => outgoing(work, claimed)),
      );
      return results.map((result) => {
        if (result.kind === "sent") return { kind: "done", destinationMessageId: result.messageId };
        return result.kind === "rejected" ? { kind: "rejected", reason: `${result.code}: ${result.message}` } : result;
      });
    },
  };
}

/** The message as it was: body, attributes and group untouched. A FIFO message gets a deduplication id of this run. */
function outgoing(work: Work, { message }: Claimed): OutgoingMessage {
  const { MessageGroupId: groupId, AWSTraceHeader: traceHeader } = message.system;
  return {
    body: message.body,
    attributes: message.attributes,
    ...(groupId === undefined ? {} : { groupId }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
    ...(work.queue.isFifo ? { deduplicationId: deduplicationId(work.queue.arn, message.messageId, work.run.id) } : {}),
  };
}

/** Stable for a message within a run, so that a second attempt is dropped; another than the original's, so that this one is not. */
export function deduplicationId(queueArn: string, messageId: string, runId: string): string {
  return `rdv-${createHash("sha256").update(`${queueArn}|${messageId}|${runId}`).digest("hex")}`;
}
