import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import { DeleteAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ReceiveMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import {
  ACCOUNT,
  allow,
  aMessage,
  aQueue,
  type Clients,
  clientsOf,
  errorOf,
  OTHER_ACCOUNT,
  REGION,
  rootKeys,
  sim,
  trust,
} from "./sim-clients";

let simulator: Simulator;
let clients: Clients;

const trailOf = (credentials = rootKeys(ACCOUNT)) =>
  new CloudTrailClient({ endpoint: simulator.url, region: REGION, credentials, maxAttempts: 1 });

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
});
afterEach(() => simulator.stop());

const advance = (seconds: number) => simulator.world.advance(seconds);
const lookup = (input: LookupEventsCommandInput = {}, trail = trailOf()) => trail.send(new LookupEventsCommand(input));
const by = (
  AttributeKey: "EventName" | "EventSource" | "ResourceName" | "ResourceType" | "Username" | "ReadOnly",
  AttributeValue: string,
) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] }) satisfies LookupEventsCommandInput;
const namesOf = async (input?: LookupEventsCommandInput) =>
  ((await lookup(input)).Events ?? []).map(({ EventName }) => EventName);

test("a configuration change is told five minutes later, newest first; messages are not", async () => {
  const url = await aQueue(clients, "orders");
  await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: "5" } }));
  await aMessage(clients, url);
  await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  await advance(290);
  const early = await namesOf();
  await advance(20);

  expect(early).toEqual([]);
  expect(await namesOf()).toEqual(["SetQueueAttributes", "CreateQueue"]);
});

test("an event says who, what and with which parameters", async () => {
  const url = await aQueue(clients, "orders");
  await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: "5" } }));
  await advance(301);

  const { Events } = await lookup(by("EventName", "SetQueueAttributes"));

  const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
  expect(Events).toMatchObject([
    {
      EventSource: "sqs.amazonaws.com",
      ReadOnly: "false",
      Username: "root",
      Resources: [{ ResourceType: "AWS::SQS::Queue", ResourceName: arn }],
    },
  ]);
  expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? "")).toMatchObject({
    eventName: "SetQueueAttributes",
    awsRegion: REGION,
    recipientAccountId: ACCOUNT,
    readOnly: false,
    eventType: "AwsApiCall",
    userIdentity: { type: "Root", accountId: ACCOUNT },
    requestParameters: { queueUrl: url, attributes: { VisibilityTimeout: "5" } },
    resources: [{ type: "AWS::SQS::Queue", ARN: arn }],
  });
});

test("a session is told by its name and its role", async () => {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/deployer`;
  await sim(simulator.url, "POST", "/setup", {
    roles: [{ arn: roleArn, trust: trust(`arn:aws:iam::${ACCOUNT}:root`), policies: [allow("sqs:*")] }],
  });
  const { Credentials } = await clients.sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "ada@example.com" }),
  );
  const session = clientsOf(simulator.url, {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken,
  });
  await aQueue(session, "orders");
  await advance(301);

  const { Events } = await lookup(by("Username", "ada@example.com"));

  expect(Events).toMatchObject([{ EventName: "CreateQueue", AccessKeyId: Credentials?.AccessKeyId }]);
  expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? "").userIdentity).toMatchObject({
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { type: "Role", arn: roleArn, userName: "deployer" } },
  });
});

test.each([
  ["EventSource", "sqs.amazonaws.com", 2],
  ["ResourceType", "AWS::SQS::Queue", 2],
  ["ResourceName", "two", 1],
  ["ReadOnly", "false", 2],
  ["ReadOnly", "true", 0],
  ["EventName", "DeleteQueue", 0],
] as const)("events are looked up by %s %s", async (key, value, count) => {
  await aQueue(clients, "one");
  await aQueue(clients, "two");
  await advance(301);

  expect(await namesOf(by(key, value))).toHaveLength(count);
});

test("a time range and pages of one give each event once", async () => {
  for (const name of ["a", "b", "c"]) {
    await aQueue(clients, name);
    await advance(60);
  }
  await advance(301);
  const StartTime = new Date(simulator.world.clock.now() - 450_000);

  const first = await lookup({ StartTime, MaxResults: 1 });
  const second = await lookup({ StartTime, MaxResults: 1, NextToken: first.NextToken });

  const namesIn = [first, second].map(({ Events }) => Events?.[0]?.Resources?.[0]?.ResourceName);
  expect(namesIn).toEqual(["c", "b"]);
  expect(second.NextToken).toBeUndefined();
});

test("a change that failed and another account's change are not told", async () => {
  await errorOf(clients.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["unknown"] })));
  await aQueue(clientsOf(simulator.url, rootKeys(OTHER_ACCOUNT)), "theirs");
  await advance(301);

  expect(await namesOf()).toEqual([]);
});

test.each<[string, LookupEventsCommandInput, string]>([
  [
    "two attributes",
    { LookupAttributes: [...by("EventName", "a").LookupAttributes, ...by("Username", "b").LookupAttributes] },
    "InvalidLookupAttributesException",
  ],
  ["51 results", { MaxResults: 51 }, "InvalidMaxResultsException"],
  ["a start after its end", { StartTime: new Date(2000), EndTime: new Date(1000) }, "InvalidTimeRangeException"],
  ["an odd token", { NextToken: "x" }, "InvalidNextTokenException"],
])("LookupEvents with %s is refused", async (_, input, name) => {
  expect((await errorOf(lookup(input))).name).toBe(name);
});
