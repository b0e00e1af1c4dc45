import { PutTargetsCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { SetSubscriptionAttributesCommand } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AwsAccount, AwsSession, Listed } from "@/lib/aws/aws";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { furnish, MAKERS, type RootClients, readAll, sourceOf } from "./inventory-world";
import { ACCOUNT, arnOf, READ, REGION, roleOf, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

type Kind = Listed["kind"];
const MADE = RESOURCE_KINDS.filter((kind): kind is Kind => kind !== "queue" && MAKERS[kind] !== undefined);

let sim: SimulatedAws;
let clients: RootClients;
let session: AwsSession;
beforeEach(async () => {
  sim = await startSimulatedAws();
  clients = await furnish(sim.simulator.url);
  session = sim.session({ role: "read", purpose: "inventory" });
});
afterEach(() => sim.stop());

const make = (kind: Kind, name: string) => MAKERS[kind]?.make(clients, name);

test.each(MADE.filter((kind) => kind !== "bus"))(
  "every %s is listed, on however many pages",
  async (kind) => {
    const names = Array.from({ length: 105 }, (_, index) => `thing-${index}`);
    for (const name of names) await make(kind, name);

    const listed = (await sourceOf(session, kind).list()).filter((one) => one.kind === kind && /thing-/.test(one.name));

    expect(new Set(listed.map(({ arn }) => arn)).size).toBeGreaterThanOrEqual(names.length);
  },
  30_000,
);

test("mappings are listed on however many pages", async () => {
  const eventSourceMappings = Array.from({ length: 230 }, (_, index) => ({
    FunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT.awsAccountId}:function:consumer-${index}`,
    EventSourceArn: arnOf("things"),
  }));
  await sim.control("POST", "setup", { eventSourceMappings });

  const listed = await sourceOf(session, "mapping").list();

  expect(listed.filter(({ kind }) => kind === "mapping")).toHaveLength(230);
});

/** Kinds that a further call describes: the others cannot be found gone. */
const DESCRIBED = MADE.filter((kind) => kind !== "alarm");

test.each(DESCRIBED)("a %s that goes between list and description is not found, which is no failure", async (kind) => {
  await make(kind, "thing");
  const source = sourceOf(session, kind);
  const listed = (await source.list()).find((one) => one.kind === kind && /thing/.test(one.name));
  await MAKERS[kind]?.remove(clients, "thing");
  // A pipe takes a while to go.
  await sim.control("POST", "advance", { seconds: 60 });

  const failure = await source.describe(listed ?? never(kind)).catch((error) => error);

  expect(failure).toMatchObject({ code: "aws-not-found", detail: { resource: expect.stringContaining("thing") } });
});

test.each<[Kind, string, "list" | "describe"]>([
  ["bus", "events:ListEventBuses", "list"],
  ["bus", "events:DescribeEventBus", "describe"],
  ["rule", "events:ListRules", "list"],
  ["rule", "events:ListTargetsByRule", "describe"],
  ["archive", "events:ListArchives", "list"],
  ["archive", "events:DescribeArchive", "describe"],
  ["topic", "sns:ListTopics", "list"],
  ["topic", "sns:GetTopicAttributes", "describe"],
  ["subscription", "sns:ListSubscriptions", "list"],
  ["subscription", "sns:GetSubscriptionAttributes", "describe"],
  ["function", "lambda:ListFunctions", "list"],
  ["function", "lambda:ListFunctionEventInvokeConfigs", "describe"],
  ["function", "lambda:GetFunctionConcurrency", "describe"],
  ["function", "lambda:ListEventSourceMappings", "list"],
  ["pipe", "pipes:ListPipes", "list"],
  ["pipe", "pipes:DescribePipe", "describe"],
  ["schedule", "scheduler:ListSchedules", "list"],
  ["schedule", "scheduler:GetSchedule", "describe"],
  ["state-machine", "states:ListStateMachines", "list"],
  ["state-machine", "states:DescribeStateMachine", "describe"],
  ["alarm", "cloudwatch:DescribeAlarms", "list"],
])("reading a %s without %s is refused, naming the action and the mend", async (kind, action, step) => {
  await make(kind, "thing");
  const source = sourceOf(session, kind);
  const listed = (await source.list()).find((one) => one.kind === kind && /thing/.test(one.name));
  await sim.control("POST", "setup", {
    roles: [
      roleOf(
        "dlo-read",
        READ.filter((allowed) => allowed !== action),
      ),
    ],
  });

  const asked = step === "list" ? source.list() : source.describe(listed ?? never(kind));
  const failure = await asked.catch((error) => error);

  expect(failure).toMatchObject({ code: "aws-denied", detail: { action, retryable: false } });
  expect(failure.detail.fix).toContain(action);
  expect(failure.detail.fix).toContain("dlo-read");
});

test("time and traffic alone change no summary", async () => {
  for (const kind of MADE) await make(kind, "thing");
  await sim.control("POST", "advance", { seconds: 120 });
  const before = await summaries();

  for (const MessageBody of ["a", "b"])
    await clients.sqs.send(
      new SendMessageCommand({ QueueUrl: `${sim.simulator.url}/${ACCOUNT.awsAccountId}/letters`, MessageBody }),
    );
  await sim.control("POST", "advance", { seconds: 7200 });
  const [alarm] = await readAll(session, "alarm");

  expect(alarm?.observed.state).toBe("ALARM");
  expect(await summaries()).toEqual(before);
});

test("a changed setting of what the list tells changes the summary", async () => {
  await make("function", "thing");
  const before = await summaries();
  await sim.control("POST", "advance", { seconds: 5 });

  await clients.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: "thing", Environment: { Variables: { A: "1" } } }),
  );

  expect(await summaries()).not.toEqual(before);
});

test("targets and attributes are in no list: only describing tells that they changed", async () => {
  await make("rule", "thing");
  await make("subscription", "thing");
  const before = await summaries();

  await clients.events.send(new PutTargetsCommand({ Rule: "thing", Targets: [{ Id: "a", Arn: arnOf("things") }] }));
  const [subscription] = await readAll(session, "subscription");
  await clients.sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn: subscription?.arn,
      AttributeName: "RawMessageDelivery",
      AttributeValue: "true",
    }),
  );

  expect(await summaries()).toEqual(before);
  expect((await readAll(session, "rule"))[0]?.config).toMatchObject({ targets: [{ id: "a" }] });
  expect((await readAll(session, "subscription"))[0]?.config).toMatchObject({ isRaw: true });
  await clients.events.send(new RemoveTargetsCommand({ Rule: "thing", Ids: ["a"] }));
});

test("what AWS gives no ARN for gets one of the account's own partition", async () => {
  await make("archive", "thing");
  const china: AwsAccount = { ...ACCOUNT, partition: "aws-cn" };

  const listed = await sourceOf(sim.session({ role: "read", purpose: "inventory" }, china), "archive").list();

  expect(listed.find(({ kind }) => kind === "archive")?.arn).toMatch(/^arn:aws-cn:events:/);
});

async function summaries() {
  const listed = await Promise.all(session.inventory.map((source) => source.list()));
  return listed.flat().map(({ arn, summary }) => ({ arn, summary }));
}

function never(kind: string): never {
  throw new Error(`no ${kind} was listed`);
}
