import type { Target } from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, REGION, rootKeys } from "./sim-clients";
import { aRoleForRules, arnOfQueue, arnOfRule, type Party, partyOf } from "./sim-events-clients";
import { behave, functionArn, metricSum } from "./sim-lambda";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/rule`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:orders`;
const MACHINE = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:orders`;
const STREAM = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`;

let simulator: Simulator;
let shop: Party;

beforeEach(async () => {
  simulator = await startSimulator();
  shop = partyOf(simulator);
});
afterEach(() => simulator.stop());

const pass = (seconds: number) => simulator.world.advance(seconds);
const config = () => ({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT), maxAttempts: 1 });

async function aRuleWithDlq(target: Partial<Target>) {
  await shop.rule("orders", [{ ...target, DeadLetterConfig: { Arn: await shop.queue("dlq") } }]);
}

const aRole = (policies: object[]) => aRoleForRules(simulator.url, ROLE, policies);

const errorCodes = async () => (await shop.read("dlq")).map(({ attributes }) => attributes.ERROR_CODE);

test("a topic that lets the rule publish passes the event on", async () => {
  const sns = new SNSClient(config());
  await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const Statement = [
    { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sns:Publish", Resource: TOPIC },
  ];
  const policy = { TopicArn: TOPIC, AttributeName: "Policy", AttributeValue: JSON.stringify({ Statement }) };
  await sns.send(new SetTopicAttributesCommand(policy));
  const inbox = JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arnOfQueue("inbox"),
      },
    ],
  });
  const Endpoint = await shop.queue("inbox", inbox);
  const Attributes = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint, Attributes }));
  await aRuleWithDlq({ Arn: TOPIC, InputPath: "$.detail" });

  await shop.put();
  await pass(5);

  expect(await shop.read("inbox")).toMatchObject([{ body: { order: 7 } }]);
});

test("a function that takes the event and then fails is no failure of the rule", async () => {
  await behave(simulator.url, "ship", [{ fails: { type: "Error", message: "no stock" } }]);
  const permission = { StatementId: "rule", Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com" };
  const lambda = new LambdaClient(config());
  await lambda.send(new AddPermissionCommand({ FunctionName: "ship", ...permission, SourceArn: arnOfRule("orders") }));
  await aRuleWithDlq({ Arn: functionArn("ship") });

  await shop.put();
  await pass(600);

  expect(metricSum(simulator.world, "Errors", "ship")).toBe(3);
  expect(shop.metric("SuccessfulInvocationAttempts", { RuleName: "orders" })).toBe(1);
  expect(shop.metric("FailedInvocations", { RuleName: "orders" })).toBeUndefined();
  expect(await shop.depth("dlq")).toBe(0);
});

test("a state machine starts with the event as its input", async () => {
  await aRole([allow("states:StartExecution", MACHINE)]);
  const sfn = new SFNClient(config());
  const definition = JSON.stringify({ StartAt: "end", States: { end: { Type: "Succeed" } } });
  await sfn.send(new CreateStateMachineCommand({ name: "orders", definition, roleArn: ROLE }));
  await aRuleWithDlq({ Arn: MACHINE, RoleArn: ROLE });

  await shop.put();
  await pass(5);

  const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: MACHINE }));
  expect(executions).toMatchObject([{ status: "SUCCEEDED" }]);
});

test.each([
  ["a topic", TOPIC, undefined],
  ["a function", functionArn("ship"), undefined],
  ["a state machine", MACHINE, ROLE],
  ["a stream", STREAM, ROLE],
])("%s that is not there is NO_RESOURCE", async (_, Arn, RoleArn) => {
  await aRole([allow("*")]);
  await aRuleWithDlq({ Arn, RoleArn });

  await shop.put();
  await pass(5);

  expect(await errorCodes()).toEqual(["NO_RESOURCE"]);
});

test.each(["a function", "a topic"])("%s that does not let the rule in is NO_PERMISSIONS", async (kind) => {
  await behave(simulator.url, "ship", []);
  const sns = new SNSClient(config());
  await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const Statement = [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "sns:Publish", Resource: TOPIC }];
  const policy = { TopicArn: TOPIC, AttributeName: "Policy", AttributeValue: JSON.stringify({ Statement }) };
  await sns.send(new SetTopicAttributesCommand(policy));
  await aRuleWithDlq({ Arn: kind === "a topic" ? TOPIC : functionArn("ship") });

  await shop.put();
  await pass(5);

  expect(await errorCodes()).toEqual(["NO_PERMISSIONS"]);
});
