import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { aQueue } from "../../aws/sim-clients";
import { SHOP } from "../../support/world";
import {
  anOriginWorld,
  blocksOf,
  configOf,
  driven,
  functionArn,
  type OriginWorld,
  queueArn,
  REDRIVE,
  seen,
  setUp,
  takenFrom,
  tells,
} from "./origin-world";

let world: OriginWorld;
let sns: SNSClient;
beforeAll(async () => {
  world = await anOriginWorld(["news-dlq", "raw-dlq", "mail-dlq", "two-dlq", "bystander", "pager-dlq", "left-dlq"]);
  sns = new SNSClient(configOf(world));
  await setUp(world, {
    functions: [
      { arn: functionArn("reader"), behaviour: tells("reader", "Records[0].Sns.MessageId") },
      { arn: functionArn("other"), behaviour: tells("other", "Records[0].Sns.MessageId") },
    ],
  });
});
afterAll(() => world.stop());

interface Wish {
  readonly topic: string;
  readonly protocol: "sqs" | "lambda";
  readonly endpoint: string;
  readonly deadLetters?: string;
  readonly isRaw?: boolean;
}
async function subscribe({ topic, protocol, endpoint, deadLetters, isRaw = false }: Wish) {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: topic }));
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      ReturnSubscriptionArn: true,
      Attributes: {
        ...(deadLetters && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(deadLetters) }) }),
        ...(isRaw && { RawMessageDelivery: "true" }),
      },
    }),
  );
  return { TopicArn, subscriptionArn: SubscriptionArn ?? "" };
}
const publish = (TopicArn: string | undefined, Message: string) =>
  sns.send(
    new PublishCommand({
      TopicArn,
      Message,
      MessageAttributes: { kind: { DataType: "String", StringValue: "gift" } },
    }),
  );
const redrive = (queue: { readonly id: string }) => ({ ...REDRIVE, selection: { queueId: queue.id } });

test("a notification goes to the queue that missed it, in its envelope, and to no other subscriber of the topic", async () => {
  const wish = { topic: "news", protocol: "sqs" } as const;
  const { TopicArn } = await subscribe({ ...wish, endpoint: queueArn("news"), deadLetters: "news-dlq" });
  await subscribe({ ...wish, endpoint: queueArn("bystander") });
  await publish(TopicArn, '{"type":"NewsPublished","id":12345678901234567890}');
  expect(await takenFrom(world, "bystander")).toHaveLength(1);
  await aQueue(world.aws, "news");
  const queue = await seen(world, "news-dlq", 60);

  const { plan, run } = await driven(world, redrive(queue));

  const [delivered = ""] = await takenFrom(world, "news");
  expect(plan).toMatchObject({ driver: "sns-endpoint", destinationArns: [queueArn("news")] });
  expect(run.counters).toMatchObject({ selected: 1, sent: 1, deleted: 1 });
  expect(JSON.parse(delivered)).toMatchObject({ TopicArn, Message: expect.stringContaining("12345678901234567890") });
  expect(await takenFrom(world, "bystander")).toEqual([]);
});

test("a raw notification arrives raw, with its attributes", async () => {
  const wish = { topic: "raw", protocol: "sqs", isRaw: true } as const;
  const { TopicArn } = await subscribe({ ...wish, endpoint: queueArn("raw"), deadLetters: "raw-dlq" });
  await publish(TopicArn, '{ "type":"Raw" }');
  await aQueue(world.aws, "raw");
  const queue = await seen(world, "raw-dlq", 60);

  await driven(world, redrive(queue));

  const { Messages } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: `${world.simulator.url}/${SHOP}/raw`, MessageAttributeNames: ["All"] }),
  );
  expect(Messages).toMatchObject([
    { Body: '{ "type":"Raw" }', MessageAttributes: { kind: { DataType: "String", StringValue: "gift" } } },
  ]);
});

test("a subscribed function gets the event that SNS would have made, and the topic's other function nothing", async () => {
  const wish = { topic: "mail", protocol: "lambda" } as const;
  // The function's policy does not let the topic invoke it: SNS gives up at once.
  const { TopicArn } = await subscribe({ ...wish, endpoint: functionArn("reader"), deadLetters: "mail-dlq" });
  await subscribe({ ...wish, endpoint: functionArn("other") });
  const { MessageId } = await publish(TopicArn, "hello");
  const queue = await seen(world, "mail-dlq", 60);

  const { plan, run } = await driven(world, redrive(queue));

  expect(plan.destinationArns).toEqual([functionArn("reader")]);
  expect(run.counters).toMatchObject({ sent: 1, deleted: 1 });
  expect(await takenFrom(world, "told")).toEqual([`reader: ${MessageId}`]);
});

test("when several subscriptions may have failed the plan names them, and a person says which", async () => {
  const wish = { topic: "two", protocol: "sqs", isRaw: true, deadLetters: "two-dlq" } as const;
  const first = await subscribe({ ...wish, endpoint: queueArn("two-a") });
  const second = await subscribe({ ...wish, endpoint: queueArn("two-b") });
  await publish(first.TopicArn, "only one of them missed it");
  for (const name of ["two-a", "two-b"]) await aQueue(world.aws, name);
  const queue = await seen(world, "two-dlq", 60);

  const blocks = await blocksOf(world, redrive(queue));
  await driven(world, { ...redrive(queue), driver: "sns-endpoint", destinationArn: second.subscriptionArn });

  expect(blocks).toContain(first.subscriptionArn);
  expect(blocks).toContain(second.subscriptionArn);
  expect(await takenFrom(world, "two-a")).toEqual([]);
  expect(await takenFrom(world, "two-b")).toHaveLength(2);
});

test("whoever ended the subscription before the run got to its messages gets nothing any more", async () => {
  const wish = { topic: "left", protocol: "sqs", isRaw: true, deadLetters: "left-dlq" } as const;
  const { TopicArn, subscriptionArn } = await subscribe({ ...wish, endpoint: queueArn("left") });
  await publish(TopicArn, "too late");
  await aQueue(world.aws, "left");
  const queue = await seen(world, "left-dlq", 60);
  const { id, hash } = await world.ask("createPlan", redrive(queue), "operator");
  const { runId } = await world.ask("applyPlan", { id, hash }, "operator");

  await execute(world.db, sql`UPDATE resource SET deleted_at = dlo_now() WHERE arn = ${subscriptionArn}`);
  await driveRun(world.worker(), runId);

  const { items } = await world.ask("listRunItems", { id: runId, limit: 10 });
  expect(items).toMatchObject([{ state: "rejected", reason: expect.stringContaining("gives up into this queue") }]);
  expect(await takenFrom(world, "left")).toEqual([]);
});

test("an address that only SNS can sign for is not delivered to, and the plan says why", async () => {
  const { TopicArn, subscriptionArn } = await subscribe({
    ...{ topic: "pager", protocol: "sqs", endpoint: queueArn("gone"), deadLetters: "pager-dlq" },
  });
  await publish(TopicArn, "beep");
  const queue = await seen(world, "pager-dlq", 60);
  const hook = JSON.stringify({ protocol: "https", endpoint: "https://pager.example/hook" });
  // Nobody confirms such a subscription in the simulator, so it is only made to look like one.
  await execute(
    world.db,
    sql`UPDATE resource SET config = config || ${hook}::jsonb WHERE arn = ${subscriptionArn} AND deleted_at IS NULL`,
  );

  const blocks = await blocksOf(world, redrive(queue));

  expect(blocks).toMatch(/only SNS can sign what that address checks\. Publish to pager yourself/);
});
