import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { allowRole, denyRole } from "../../jobs/demo/story/deny-role";
import { ACCOUNT, allow, aQueue, clientsOf, deny, errorOf, OTHER_ACCOUNT, rootKeys, sim, trust } from "./sim-clients";

const OPERATE = `arn:aws:iam::${ACCOUNT}:role/operate`;
const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;

let simulator: Simulator;
let ordersUrl: string;
let paymentsUrl: string;

async function asOperator(sessionPolicy?: object) {
  const { Credentials } = await clientsOf(simulator.url).sts.send(
    new AssumeRoleCommand({
      RoleArn: OPERATE,
      RoleSessionName: "ada",
      Policy: sessionPolicy && JSON.stringify(sessionPolicy),
    }),
  );
  return clientsOf(simulator.url, {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken,
  });
}

beforeAll(async () => {
  simulator = await startSimulator();
  const root = clientsOf(simulator.url);
  ordersUrl = await aQueue(root, "orders");
  paymentsUrl = await aQueue(root, "payments");
  await sim(simulator.url, "POST", "/setup", {
    roles: [
      {
        arn: OPERATE,
        trust: trust(ACCOUNT),
        policies: [
          allow(["sqs:Get*", "sqs:SendMessage", "sqs:ReceiveMessage"], arnOf("*")),
          deny("sqs:SendMessage", arnOf("payments")),
        ],
      },
    ],
  });
});
afterAll(() => simulator.stop());

test("what a policy allows is done, and what it does not mention is denied with the reason", async () => {
  const { sqs } = await asOperator();

  await expect(sqs.send(new SendMessageCommand({ QueueUrl: ordersUrl, MessageBody: "x" }))).resolves.toBeDefined();
  const error = await errorOf(sqs.send(new ListQueuesCommand({})));
  expect(error).toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
  expect(error.message).toMatch(
    /^User: arn:aws:sts::111122223333:assumed-role\/operate\/ada is not authorized to perform: sqs:listqueues on resource: \S+ because no identity-based policy allows the sqs:listqueues action$/,
  );
});

test("an explicit deny wins, and says so", async () => {
  const { sqs } = await asOperator();

  const error = await errorOf(sqs.send(new SendMessageCommand({ QueueUrl: paymentsUrl, MessageBody: "x" })));

  expect(error.message).toMatch(
    /sqs:sendmessage on resource: \S+:payments with an explicit deny in an identity-based policy$/,
  );
});

test("a session policy can only narrow the role", async () => {
  const { sqs } = await asOperator(allow("sqs:*", arnOf("orders")));

  await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl: ordersUrl }))).resolves.toBeDefined();
  const outside = await errorOf(sqs.send(new ReceiveMessageCommand({ QueueUrl: paymentsUrl })));
  expect(outside.message).toMatch(/because no session policy allows the sqs:receivemessage action$/);
  expect(await errorOf(sqs.send(new ListQueuesCommand({})))).toMatchObject({ name: "AccessDenied" });
});

test("CloudWatch and Lambda ask for permission too", async () => {
  const { cloudwatch, lambda } = await asOperator();

  const metrics = await errorOf(cloudwatch.send(new ListMetricsCommand({})));
  const mappings = await errorOf(lambda.send(new ListEventSourceMappingsCommand({})));

  expect(metrics).toMatchObject({ name: "AccessDenied" });
  expect(metrics.message).toContain("cloudwatch:ListMetrics");
  expect(mappings).toMatchObject({ name: "AccessDeniedException" });
});

test("a changed role counts at once, for sessions that exist already", async () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/changing`;
  const setUp = (policies: object[]) =>
    sim(simulator.url, "POST", "/setup", { roles: [{ arn: role, trust: trust("*"), policies }] });
  await setUp([allow("sqs:*")]);
  const { Credentials } = await clientsOf(simulator.url).sts.send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "ada" }),
  );
  const { sqs } = clientsOf(simulator.url, {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: "x",
    sessionToken: Credentials?.SessionToken,
  });
  await sqs.send(new ListQueuesCommand({}));

  await setUp([allow("cloudwatch:*")]);

  expect(await errorOf(sqs.send(new ListQueuesCommand({})))).toMatchObject({ name: "AccessDenied" });
});

test("accounts and Regions are apart: names repeat, queues do not show, a foreign URL is denied", async () => {
  const other = clientsOf(simulator.url, rootKeys(OTHER_ACCOUNT));
  const elsewhere = clientsOf(simulator.url, rootKeys(ACCOUNT), "eu-west-1");
  await aQueue(other, "orders");

  expect((await other.sqs.send(new ListQueuesCommand({}))).QueueUrls).toHaveLength(1);
  expect((await elsewhere.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
  expect(await errorOf(other.sqs.send(new GetQueueUrlCommand({ QueueName: "payments" })))).toMatchObject({
    name: "QueueDoesNotExist",
  });
  const foreign = await errorOf(
    other.sqs.send(new GetQueueAttributesCommand({ QueueUrl: ordersUrl, AttributeNames: ["All"] })),
  );
  expect(foreign).toMatchObject({ name: "AccessDenied" });
});

test("a policy that denies everything stops the role until it is taken away, and nothing else of the role changes", async () => {
  const before = await rolesNamed(OPERATE);
  const { sqs } = await asOperator();

  await denyRole(simulator.url, OPERATE);
  await denyRole(simulator.url, OPERATE);
  const denied = await errorOf(sqs.send(new SendMessageCommand({ QueueUrl: ordersUrl, MessageBody: "x" })));
  await allowRole(simulator.url, OPERATE);

  expect(denied.message).toMatch(/with an explicit deny/);
  await expect(sqs.send(new SendMessageCommand({ QueueUrl: ordersUrl, MessageBody: "x" }))).resolves.toBeDefined();
  expect(await rolesNamed(OPERATE)).toEqual(before);
});

test("denying a role that does not exist makes none", async () => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/nobody`;

  await denyRole(simulator.url, arn);

  expect(await rolesNamed(arn)).toEqual([]);
});

async function rolesNamed(arn: string): Promise<unknown[]> {
  return (await sim(simulator.url, "GET", `/roles?arn=${encodeURIComponent(arn)}`)).body.roles;
}
