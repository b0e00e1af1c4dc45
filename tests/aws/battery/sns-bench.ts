import {
  CreateTopicCommand,
  type CreateTopicCommandInput,
  DeleteTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { Bench } from "./bench";
import { letIn } from "./events-bench";
import { aQueue } from "./sqs-bench";

export async function aTopic(
  bench: Bench,
  ending = "topic",
  more: Partial<CreateTopicCommandInput> = {},
): Promise<string> {
  const { TopicArn = "" } = await bench.aws.sns.send(new CreateTopicCommand({ Name: bench.name(ending), ...more }));
  bench.later(() => bench.aws.sns.send(new DeleteTopicCommand({ TopicArn })));
  return TopicArn;
}

/** A topic and a queue that hears it. */
export async function aLine(bench: Bench, Attributes: Record<string, string> = {}) {
  const topic = await aTopic(bench);
  const queue = await aQueue(bench, "hearer");
  await letIn(bench, queue, "sns", topic);
  const subscription = await subscribe(bench, topic, queue.arn, Attributes);
  if (bench.site.isReal) await bench.wait(15);
  return { topic, queue, subscription };
}

export async function subscribe(
  bench: Bench,
  TopicArn: string,
  Endpoint: string,
  Attributes: Record<string, string> = {},
) {
  const command = new SubscribeCommand({
    TopicArn,
    Protocol: "sqs",
    Endpoint,
    Attributes,
    ReturnSubscriptionArn: true,
  });
  const { SubscriptionArn = "" } = await bench.aws.sns.send(command);
  bench.later(() => bench.aws.sns.send(new UnsubscribeCommand({ SubscriptionArn })));
  return SubscriptionArn;
}

export const publish = (bench: Bench, TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) =>
  bench.aws.sns.send(new PublishCommand({ TopicArn, Message, ...more }));
