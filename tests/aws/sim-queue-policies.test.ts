import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, aMessage, aQueue, type Clients, clientsOf, deny, errorOf, sim } from "./sim-clients";

const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;
const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;

let simulator: Simulator;
let root: Clients;

const asUser = (name: string) =>
  clientsOf(simulator.url, { accessKeyId: `AKIA${name.toUpperCase().padEnd(12, "0")}`, secretAccessKey: "x" });

const statement = (Effect: "Allow" | "Deny", queue: string, Action: string, Principal: unknown = "*") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Principal, Action, Resource: arnOf(queue) }] });

beforeAll(async () => {
  simulator = await startSimulator();
  root = clientsOf(simulator.url);
  const user = (name: string, policies: object[]) => ({
    arn: userArn(name),
    accessKeyId: `AKIA${name.toUpperCase().padEnd(12, "0")}`,
    policies,
  });
  await sim(simulator.url, "POST", "/setup", {
    users: [user("ada", [allow("sqs:*")]), user("bob", []), user("eve", [deny("sqs:*")])],
  });
});
afterAll(() => simulator.stop());

test("a Deny in a queue's policy binds its own account: a user who may do all, and the root", async () => {
  const QueueUrl = await aQueue(root, "closed", { Policy: statement("Deny", "closed", "sqs:SendMessage") });
  const send = (clients: Clients) => errorOf(clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" })));

  const errors = [await send(asUser("ada")), await send(root)];

  for (const error of errors) {
    expect(error).toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
    expect(error.message).toMatch(/sqs:sendmessage on resource: \S+:closed with an explicit deny in a resource-based/);
  }
});

test("from a queue that denies everybody everything, the root can take the policy away", async () => {
  const QueueUrl = await aQueue(root, "locked", { Policy: statement("Deny", "locked", "sqs:*") });
  const unlock = new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } });
  const refused = await errorOf(asUser("ada").sqs.send(unlock));

  await root.sqs.send(unlock);

  expect(refused).toMatchObject({ name: "AccessDenied" });
  const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  await expect(asUser("ada").sqs.send(read)).resolves.toMatchObject({ Attributes: { QueueArn: arnOf("locked") } });
});

test("a queue's policy can let in a user of its own account, but not against a Deny of the user's own", async () => {
  const Policy = statement("Allow", "open", "sqs:SendMessage", { AWS: [userArn("bob"), userArn("eve")] });
  const QueueUrl = await aQueue(root, "open", { Policy });
  const send = new SendMessageCommand({ QueueUrl, MessageBody: "x" });

  await expect(asUser("bob").sqs.send(send)).resolves.toHaveProperty("MessageId");
  expect((await errorOf(asUser("eve").sqs.send(send))).message).toMatch(/explicit deny in an identity-based policy$/);
});

test("naming the account in its own queue's policy lets in nobody whose own policies are silent", async () => {
  const Policy = statement("Allow", "own", "sqs:*", { AWS: ACCOUNT });
  const QueueUrl = await aQueue(root, "own", { Policy });

  const error = await errorOf(asUser("bob").sqs.send(new ReceiveMessageCommand({ QueueUrl })));

  expect(error.message).toMatch(/because no identity-based policy allows the sqs:receivemessage action$/);
});

test("a move task needs what the policies of its queues deny", async () => {
  await aQueue(root, "dlq", { Policy: statement("Deny", "dlq", "sqs:DeleteMessage") });
  await aQueue(root, "orders", {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("dlq"), maxReceiveCount: 3 }),
  });

  const error = await errorOf(root.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf("dlq") })));

  expect(error.message).toMatch(/sqs:deletemessage on resource: \S+:dlq with an explicit deny/);
});

test("a Deny in a queue's policy binds the role of a function that consumes it", async () => {
  const trust = {
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  await sim(simulator.url, "POST", "/setup", { roles: [{ arn: ROLE, trust, policies: [allow("sqs:*")] }] });
  const QueueUrl = await aQueue(root, "consumed");
  const functionArn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:work`;
  await sim(simulator.url, "POST", "/setup", {
    functions: [{ arn: functionArn, role: ROLE, behaviour: [] }],
    eventSourceMappings: [{ FunctionArn: functionArn, EventSourceArn: arnOf("consumed") }],
  });
  await aMessage(root, QueueUrl, "before");
  await simulator.world.advance(60);
  const Policy = statement("Deny", "consumed", "sqs:ReceiveMessage", { AWS: ROLE });
  await root.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await aMessage(root, QueueUrl, "after");

  await simulator.world.advance(60);

  const { Messages } = await root.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    }),
  );
  expect(Messages).toMatchObject([{ Body: "after", Attributes: { ApproximateReceiveCount: "1" } }]);
});

test.each([
  ["is not JSON", "{"],
  ["has no Principal", JSON.stringify(allow("sqs:*"))],
  [
    "uses a condition that is not simulated",
    JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: "*",
        Action: "sqs:*",
        Resource: "*",
        Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      },
    }),
  ],
])("a policy that %s is refused instead of being kept without effect", async (_, Policy) => {
  const QueueUrl = await aQueue(root, "any");

  const error = await errorOf(root.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } })));

  expect(error).toMatchObject({ name: "InvalidAttributeValue" });
});
