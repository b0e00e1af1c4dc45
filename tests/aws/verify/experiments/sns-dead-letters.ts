import {
  CreateTopicCommand,
  DeleteTopicCommand,
  PublishCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { DeleteQueueCommand, type Message } from "@aws-sdk/client-sqs";
import type { Bench } from "../../battery/bench";
import { arrivals, letIn } from "../../battery/events-bench";
import { aQueue } from "../../battery/sqs-bench";
import type { Experiment } from "../experiment";

async function deadLetter(bench: Bench, isRaw: boolean): Promise<Message | undefined> {
  const kind = isRaw ? "raw" : "envelope";
  const { TopicArn = "" } = await bench.aws.sns.send(new CreateTopicCommand({ Name: bench.name(kind) }));
  bench.later(() => bench.aws.sns.send(new DeleteTopicCommand({ TopicArn })));
  const dlq = await aQueue(bench, `${kind}-dlq`);
  const gone = await aQueue(bench, `${kind}-gone`);
  for (const queue of [dlq, gone]) await letIn(bench, queue, "sns", TopicArn);
  const Attributes = {
    RawMessageDelivery: String(isRaw),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn }),
  };
  const subscribe = new SubscribeCommand({
    TopicArn,
    Protocol: "sqs",
    Endpoint: gone.arn,
    Attributes,
    ReturnSubscriptionArn: true,
  });
  const { SubscriptionArn } = await bench.aws.sns.send(subscribe);
  bench.later(() => bench.aws.sns.send(new UnsubscribeCommand({ SubscriptionArn })));
  await bench.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: gone.url }));
  if (bench.site.isReal) await bench.wait(75);
  const MessageAttributes = { team: { DataType: "String", StringValue: "orders" } };
  await bench.aws.sns.send(new PublishCommand({ TopicArn, Message: "lost", MessageAttributes }));
  return (await arrivals(bench, dlq, 1))[0];
}

function described(message: Message | undefined): string {
  if (!message) return "nothing arrived";
  const form =
    message.Body === "lost"
      ? "the raw message"
      : message.Body?.includes('"Notification"')
        ? "the envelope"
        : "something else";
  const attributes = Object.keys(message.MessageAttributes ?? {}).join(", ") || "none";
  return `${form}, message attributes: ${attributes}, system attributes: ${Object.keys(message.Attributes ?? {})
    .sort()
    .join(", ")}`;
}

export const snsDeadLetters: Experiment = {
  id: "sns-dead-letters",
  question: "Do SNS dead letters honour raw delivery, and do they carry any error attribute?",
  run: async (bench) => {
    const [raw, envelope] = await Promise.all([deadLetter(bench, true), deadLetter(bench, false)]);
    return `Raw subscription: ${described(raw)}. Other subscription: ${described(envelope)}.`;
  },
};
