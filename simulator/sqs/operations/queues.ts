import type {
  CreateQueueCommandInput,
  CreateQueueCommandOutput,
  DeleteQueueCommandInput,
  DeleteQueueCommandOutput,
  GetQueueUrlCommandInput,
  GetQueueUrlCommandOutput,
  ListDeadLetterSourceQueuesCommandInput,
  ListDeadLetterSourceQueuesCommandOutput,
  ListQueuesCommandInput,
  ListQueuesCommandOutput,
} from "@aws-sdk/client-sqs";
import type { Operation } from "../../service";
import { queueArn } from "../arn";
import { authorizeQueue, isLetIn } from "../authorize-queue";
import { missingParameter, queueDoesNotExist, sqsError } from "../errors";
import { locate, queueUrlOf, regionOf } from "../locate";
import { pageOf } from "../page";
import { requireQueue } from "../region";
import { operation } from "../wire";

function checkName(name: string | undefined, hasFifoAttribute: boolean): string {
  if (!name) throw missingParameter("QueueName");
  const isLegal = /^[A-Za-z0-9_-]{1,80}$/.test(name.replace(/\.fifo$/, "")) && name.length <= 80;
  if (isLegal && name.endsWith(".fifo") === hasFifoAttribute) return name;
  throw sqsError(
    "InvalidParameterValue",
    hasFifoAttribute
      ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
      : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  );
}

export const CreateQueue: Operation = operation<CreateQueueCommandInput, CreateQueueCommandOutput>((call, input) => {
  const attributes = input.Attributes ?? {};
  const tags = input.tags ?? {};
  const name = checkName(input.QueueName, attributes.FifoQueue !== undefined);
  const arn = queueArn({ accountId: call.accountId, region: call.region, name });
  call.authorize(arn);
  if (Object.keys(tags).length > 0) call.authorize(arn, "sqs:TagQueue");
  const { region, now } = regionOf(call);
  return { QueueUrl: queueUrlOf(call, region.create(name, attributes, tags, now)) };
});

export const DeleteQueue: Operation = operation<DeleteQueueCommandInput, DeleteQueueCommandOutput>((call, input) => {
  const { region, queue, now } = locate(call, input.QueueUrl);
  region.delete(queue, call.principalArn, now);
  return {};
});

export const GetQueueUrl: Operation = operation<GetQueueUrlCommandInput, GetQueueUrlCommandOutput>((call, input) => {
  if (!input.QueueName) throw missingParameter("QueueName");
  const accountId = input.QueueOwnerAWSAccountId ?? call.accountId;
  if (!/^\d{12}$/.test(accountId)) throw queueDoesNotExist();
  const address = { accountId, region: call.region, name: input.QueueName };
  // AWS does not tell a stranger whether the queue is there.
  if (accountId !== call.accountId && !isLetIn(call, address, call.action)) throw queueDoesNotExist();
  authorizeQueue(call, address, call.action);
  const { region } = regionOf(call, accountId);
  return { QueueUrl: queueUrlOf(call, requireQueue(region.find(input.QueueName))) };
});

export const ListQueues: Operation = operation<ListQueuesCommandInput, ListQueuesCommandOutput>((call, input) => {
  call.authorize("*");
  const prefix = input.QueueNamePrefix ?? "";
  const names = regionOf(call)
    .region.queues()
    .map((queue) => queue.name)
    .filter((name) => name.startsWith(prefix))
    .sort();
  const { items, nextToken } = pageOf(names, input.MaxResults, input.NextToken);
  if (items.length === 0) return {};
  return {
    QueueUrls: items.map((name) => queueUrlOf(call, { accountId: call.accountId, name })),
    NextToken: nextToken,
  };
});

export const ListDeadLetterSourceQueues: Operation = operation<
  ListDeadLetterSourceQueuesCommandInput,
  ListDeadLetterSourceQueuesCommandOutput
>((call, input) => {
  const { region, queue } = locate(call, input.QueueUrl);
  const urls = region.sourcesOf(queue).map((source) => queueUrlOf(call, source));
  const { items, nextToken } = pageOf(urls.sort(), input.MaxResults, input.NextToken);
  return { queueUrls: [...items], NextToken: nextToken };
});
