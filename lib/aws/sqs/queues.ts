import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
} from "@aws-sdk/client-sqs";
import { parseArn } from "@/lib/core/arn";
import { Unavailable } from "@/lib/core/errors";
import type { QueueAttributes } from "../aws";
import { call, type Door } from "../call";
import { NotInAws } from "../translate-error";

const PAGE_SIZE = 1000;

/** Every queue URL of the account in the Region. SQS cuts the list at 1,000 silently unless a page size is named. */
export async function listQueueUrls(door: Door): Promise<string[]> {
  const urls: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListQueuesCommand({ MaxResults: PAGE_SIZE, NextToken: nextToken });
    const page = await call(door, { action: "sqs:ListQueues", isControlPlane: true, timeoutMs: 20_000 }, (wire) =>
      door.clients.sqs.send(command, wire),
    );
    urls.push(...(page.QueueUrls ?? []));
    nextToken = page.NextToken || undefined;
  } while (nextToken);
  return urls;
}

/** Counters and settings of one queue. SQS calls the counters approximate: a single 0 does not mean empty. */
export async function queueAttributes(door: Door, queueUrl: string): Promise<QueueAttributes> {
  const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] });
  const answer = await call(
    door,
    { action: "sqs:GetQueueAttributes", resource: queueUrl, isControlPlane: true },
    (wire) => door.clients.sqs.send(command, wire),
  );
  const {
    QueueArn,
    CreatedTimestamp,
    ApproximateNumberOfMessages,
    ApproximateNumberOfMessagesNotVisible,
    ApproximateNumberOfMessagesDelayed,
    ...settings
  } = (answer.Attributes ?? {}) as Record<string, string>;
  if (!QueueArn || !CreatedTimestamp)
    throw new Unavailable("aws-unavailable", `SQS told nothing about ${queueUrl}.`, { retryable: true });
  return {
    arn: QueueArn,
    createdAt: new Date(Math.floor(Number(CreatedTimestamp)) * 1000),
    visible: Number(ApproximateNumberOfMessages ?? 0),
    inFlight: Number(ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(ApproximateNumberOfMessagesDelayed ?? 0),
    settings,
  };
}

export async function queueTags(door: Door, queueUrl: string): Promise<Record<string, string>> {
  const command = new ListQueueTagsCommand({ QueueUrl: queueUrl });
  const answer = await call(door, { action: "sqs:ListQueueTags", resource: queueUrl, isControlPlane: true }, (wire) =>
    door.clients.sqs.send(command, wire),
  );
  return { ...answer.Tags };
}

/** The queue's URL. `known` remembers it by ARN for as long as the process lives: AWS never changes it. */
export async function queueUrlOf(door: Door, known: Map<string, string>, queueArn: string): Promise<string> {
  const remembered = known.get(queueArn);
  if (remembered) return remembered;
  const arn = parseArn(queueArn);
  if (arn?.service !== "sqs") throw new NotInAws(`${queueArn} is not the ARN of a queue.`, { resource: queueArn });
  const command = new GetQueueUrlCommand({ QueueName: arn.resource, QueueOwnerAWSAccountId: arn.awsAccountId });
  const answer = await call(door, { action: "sqs:GetQueueUrl", resource: queueArn, isControlPlane: true }, (wire) =>
    door.clients.sqs.send(command, wire),
  );
  if (!answer.QueueUrl) throw new NotInAws(`SQS gave no URL for ${queueArn}.`, { resource: queueArn });
  known.set(queueArn, answer.QueueUrl);
  return answer.QueueUrl;
}
