import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import type { Bench } from "./bench";

export type QueueAttributes = Partial<Record<QueueAttributeName, string>>;

export interface TestQueue {
  readonly url: string;
  readonly arn: string;
  readonly name: string;
}

/** A queue of the case's own; AWS wants a second before it is used. */
export async function aQueue(bench: Bench, ending: string, Attributes?: QueueAttributes): Promise<TestQueue> {
  const name = bench.name(ending);
  const created = await bench.aws.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const url = created.QueueUrl ?? "";
  bench.later(() => bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: url })));
  if (bench.site.isReal) await bench.wait(1);
  return { url, arn: bench.arn("sqs", name), name };
}

export const aFifoQueue = (bench: Bench, ending: string, attributes?: QueueAttributes) =>
  aQueue(bench, `${ending}.fifo`, { FifoQueue: "true", ContentBasedDeduplication: "true", ...attributes });

export function redriveTo(dlq: TestQueue, maxReceiveCount: number): QueueAttributes {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount }) };
}

export function send(
  bench: Bench,
  { url }: TestQueue,
  MessageBody: string,
  more: Partial<SendMessageCommandInput> = {},
) {
  return bench.aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, ...more }));
}

/** One receive with every attribute asked for. AWS is asked by long poll: a short one looks at some servers only. */
export async function receive(
  bench: Bench,
  { url }: TestQueue,
  more: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
    ...(bench.site.isReal && { WaitTimeSeconds: 3 }),
    ...more,
  });
  return (await bench.aws.sqs.send(command)).Messages ?? [];
}

/** Receives until so many messages have come (or no more come); each message once. */
export async function receiveMany(bench: Bench, queue: TestQueue, count: number): Promise<Message[]> {
  const found = new Map<string, Message>();
  await bench.eventually(
    async () => {
      for (const message of await receive(bench, queue)) found.set(message.MessageId ?? "", message);
      return found.size;
    },
    (size) => size >= count,
  );
  return [...found.values()];
}

export async function attributesOf(bench: Bench, { url }: TestQueue, names: QueueAttributeName[] = ["All"]) {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names });
  return (await bench.aws.sqs.send(command)).Attributes ?? {};
}

/** `visible/in flight/delayed`. */
export async function counters(bench: Bench, queue: TestQueue): Promise<string> {
  const all = await attributesOf(bench, queue);
  const { ApproximateNumberOfMessagesNotVisible, ApproximateNumberOfMessagesDelayed } = all;
  return [
    all.ApproximateNumberOfMessages,
    ApproximateNumberOfMessagesNotVisible,
    ApproximateNumberOfMessagesDelayed,
  ].join("/");
}

export const countersBecome = (bench: Bench, queue: TestQueue, wanted: string) =>
  bench.eventually(
    () => counters(bench, queue),
    (seen) => seen === wanted,
  );

/** A source whose poison message SQS itself has moved to the dead-letter queue after so many receives. */
export async function aDeadLetter(bench: Bench, maxReceiveCount = 1, ending = "") {
  const dlq = await (ending ? aFifoQueue(bench, "dlq") : aQueue(bench, "dlq"));
  const attributes = { ...redriveTo(dlq, maxReceiveCount), VisibilityTimeout: "0" };
  const source = await (ending ? aFifoQueue(bench, "source", attributes) : aQueue(bench, "source", attributes));
  const MessageAttributes = { team: { DataType: "String", StringValue: "orders" } };
  const { MessageId } = await send(bench, source, "poison", {
    MessageAttributes,
    MessageGroupId: "g1",
    ...(ending && { MessageDeduplicationId: "d1" }),
  });
  for (let calls = 0; calls <= maxReceiveCount; calls++) {
    const wanted = calls < maxReceiveCount ? 1 : 0;
    await bench.eventually(
      () => receive(bench, source),
      (messages) => messages.length === wanted,
      0.5,
    );
  }
  return { dlq, source, MessageId };
}
