import { AddPermissionCommand, DeleteFunctionCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aQueue, type Clients, clientsOf, errorOf, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let clients: Clients;
let sns: SNSClient;
let TopicArn: string;
let dead: string;

const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:mail`;
const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead") });

beforeEach(async () => {
  simulator = await startSimulator({ seed: 5 });
  clients = clientsOf(simulator.url);
  const config = { endpoint: simulator.url, region: REGION, maxAttempts: 1 };
  sns = new SNSClient({ ...config, credentials: rootKeys(ACCOUNT) });
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: "orders" }))).TopicArn ?? "";
  const Statement = [
    { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" },
  ];
  dead = await aQueue(clients, "dead", { Policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
  const emit = [{ to: queueArn("out"), body: "<$.Records[0].Sns.Message> of <$.Records[0].EventSource>" }];
  await sim(simulator.url, "POST", "/setup", { functions: [{ arn: FUNCTION, behaviour: [{ emit }] }] });
  await clients.lambda.send(
    new AddPermissionCommand({
      FunctionName: "mail",
      StatementId: "sns",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: TopicArn,
    }),
  );
});
afterEach(() => simulator.stop());

const subscribe = (Attributes: Record<string, string> = { RedrivePolicy }) =>
  sns.send(new SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint: FUNCTION, Attributes }));
const publish = () => sns.send(new PublishCommand({ TopicArn, Message: "hello", Subject: "s" }));

async function bodies(QueueUrl: string) {
  const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages.map(({ Body = "" }) => Body);
}

test("a subscribed function works on the notification", async () => {
  const out = await aQueue(clients, "out");
  await subscribe();

  await publish();
  await simulator.world.advance(5);

  expect(await bodies(out)).toEqual(["hello of aws:sns"]);
  expect(await bodies(dead)).toEqual([]);
});

test.each([
  ["is deleted", () => clients.lambda.send(new DeleteFunctionCommand({ FunctionName: "mail" }))],
  [
    "no longer lets SNS in",
    () => clients.lambda.send(new RemovePermissionCommand({ FunctionName: "mail", StatementId: "sns" })),
  ],
])("what a function that %s should have got goes to the dead-letter queue at once", async (_, breakIt) => {
  const { SubscriptionArn } = await subscribe();
  await breakIt();

  const { MessageId } = await publish();

  const [body = "{}"] = await bodies(dead);
  expect(JSON.parse(body)).toMatchObject({ Type: "Notification", MessageId, Message: "hello", Subject: "s" });
  expect(JSON.parse(body).UnsubscribeURL).toContain(SubscriptionArn);
});

test("a function that fails is Lambda's affair: SNS has delivered", async () => {
  const fails = { type: "Broken", message: "no" };
  await sim(simulator.url, "POST", "/setup", { functions: [{ arn: FUNCTION, behaviour: [{ fails }] }] });
  await subscribe();

  await publish();
  await simulator.world.advance(3600);

  expect(await bodies(dead)).toEqual([]);
});

test("raw delivery is refused for functions", async () => {
  const error = await errorOf(subscribe({ RawMessageDelivery: "true" }));

  expect(error.message).toContain("does not support raw message delivery");
});
