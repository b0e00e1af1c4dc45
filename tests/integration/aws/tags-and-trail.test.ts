import { PutRuleCommand, RemoveTargetsCommand, TagResourceCommand } from "@aws-sdk/client-eventbridge";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AwsSession } from "@/lib/aws/aws";
import { drainGrants, settingsGrants } from "@/lib/core/plans/grants";
import { arn, CODE, furnish, type RootClients } from "./inventory-world";
import { ACCOUNT, aQueue, arnOf, fill, READ, roleOf, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

let sim: SimulatedAws;
let clients: RootClients;
let session: AwsSession;
beforeEach(async () => {
  sim = await startSimulatedAws();
  clients = await furnish(sim.simulator.url);
  session = sim.session({ role: "read", purpose: "inventory" });
});
afterEach(() => sim.stop());

const now = () => sim.simulator.world.clock.now();
const advance = (seconds: number) => sim.control("POST", "advance", { seconds });
const lately = (seconds: number) => [new Date(now() - seconds * 1000), new Date(now())] as const;

test("all tags of the inventory come in one go, on however many pages", async () => {
  for (let index = 0; index < 130; index += 1) {
    const QueueUrl = await aQueue(sim.root, `queue-${index}`);
    await clients.sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: `t${index}`, "a b/:=+": "ü" } }));
  }
  await clients.lambda.send(new CreateFunctionCommand({ FunctionName: "ship", ...CODE, Tags: { owner: "shop" } }));

  const tags = await session.tags.all();

  expect(tags.size).toBe(131);
  expect(tags.get(arnOf("queue-129"))).toEqual({ team: "t129", "a b/:=+": "ü" });
  expect(tags.get(arn("lambda", "function:ship"))).toEqual({ owner: "shop" });
  expect(tags.get(arnOf("letters"))).toBeUndefined();
});

test("the last change is told with who made it, how and when, some minutes later", async () => {
  await clients.events.send(new PutRuleCommand({ Name: "paid", EventPattern: '{"source":["shop"]}' }));
  const at = now();
  await advance(3600);
  await clients.events.send(new TagResourceCommand({ ResourceARN: arn("events", "rule/paid"), Tags: [] }));

  const [from, until] = lately(7200);
  const write = await session.trail.lastWrite("paid", from, until);

  expect(write).toMatchObject({ by: `arn:aws:iam::${ACCOUNT.awsAccountId}:root`, how: "PutRule" });
  expect(Math.abs((write?.at.getTime() ?? 0) - at)).toBeLessThan(2000);
});

test("who was refused has changed nothing", async () => {
  await clients.events.send(new PutRuleCommand({ Name: "paid", EventPattern: '{"source":["shop"]}' }));
  await advance(60);
  await clients.events.send(new RemoveTargetsCommand({ Rule: "paid", Ids: [] })).catch(() => undefined);
  await advance(600);

  const write = await session.trail.lastWrite("paid", ...lately(7200));

  expect(write?.how).toBe("PutRule");
});

test("nothing is told of what nobody changed in the time asked for", async () => {
  await clients.events.send(new PutRuleCommand({ Name: "paid", EventPattern: '{"source":["shop"]}' }));
  await advance(7200);

  expect(await session.trail.lastWrite("paid", ...lately(3600))).toBeNull();
  expect(await session.trail.lastWrite("other", ...lately(86_400))).toBeNull();
});

test("CloudTrail is asked once a second, whatever the pace of other calls", async () => {
  const started = performance.now();

  await Promise.all(Array.from({ length: 4 }, () => session.trail.lastWrite("paid", ...lately(60))));

  expect(performance.now() - started).toBeGreaterThan(1900);
});

test("the organisation's accounts come with their units from the root down and their tags", async () => {
  const members = Array.from({ length: 25 }, (_, index) => ({
    id: `2000000000${String(index).padStart(2, "0")}`,
    name: `shop-${index}`,
    parent: "shops",
    tags: { team: "shop" },
  }));
  const main = { id: ACCOUNT.awsAccountId, name: "main" };
  const old = { id: "300000000000", name: "gone", parent: "prd", status: "SUSPENDED" };
  const organization = {
    managementAccountId: ACCOUNT.awsAccountId,
    units: [{ name: "prd" }, { name: "shops", parent: "prd" }],
    accounts: [main, ...members, old],
  };
  await sim.control("POST", "setup", { organization: [organization] });

  const accounts = await session.organization.accounts();

  const found = (name: string) => accounts.find((account) => account.name === name);
  expect(accounts).toHaveLength(27);
  expect(found("main")).toMatchObject({ awsAccountId: ACCOUNT.awsAccountId, status: "ACTIVE", units: [], tags: {} });
  expect(found("gone")).toMatchObject({ status: "SUSPENDED", units: [{ name: "prd" }] });
  expect(found("shop-24")).toMatchObject({ units: [{ name: "prd" }, { name: "shops" }], tags: { team: "shop" } });
});

test("an account that may not list the organisation is refused, with the action", async () => {
  await sim.control("POST", "setup", {
    roles: [
      roleOf(
        "dlo-read",
        READ.filter((action) => !action.startsWith("organizations:")),
      ),
    ],
  });

  const failure = await session.organization.accounts().catch((error) => error);

  expect(failure).toMatchObject({ code: "aws-denied", detail: { action: "organizations:ListRoots" } });
});

test("an account without an organisation says so", async () => {
  const failure = await session.organization.accounts().catch((error) => error);

  expect(failure).toMatchObject({ code: "aws-unavailable", detail: { retryable: false } });
  expect(failure.message).toContain("not a member of an organization");
});

test("raised retention holds for the queue, and the rest of its settings stays", async () => {
  const QueueUrl = await aQueue(sim.root, "orders-dlq", { VisibilityTimeout: "77" });
  await fill(sim.root, QueueUrl, ["a"]);
  const run = { runId: "run_9", grants: settingsGrants(arnOf("orders-dlq")) };

  await sim.session({ run }).sqs.setRetention(QueueUrl, 1_209_600);

  const { Attributes } = await clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  expect(Attributes).toMatchObject({
    MessageRetentionPeriod: "1209600",
    VisibilityTimeout: "77",
    ApproximateNumberOfMessages: "1",
  });
});

test("a session for settings touches no message, and a session for messages no setting", async () => {
  const queueUrl = await aQueue(sim.root, "orders-dlq");
  const settings = { runId: "run_9", grants: settingsGrants(arnOf("orders-dlq")) };
  const run = { runId: "run_9", grants: drainGrants(arnOf("orders-dlq")) };
  const wish = { maxCount: 1, waitSeconds: 0, visibilitySeconds: 5 };

  const receiving = await sim
    .session({ run: settings })
    .sqs.receive(queueUrl, wish)
    .catch((error) => error);
  const setting = await sim
    .session({ run })
    .sqs.setRetention(queueUrl, 3600)
    .catch((error) => error);

  expect(receiving).toMatchObject({ code: "aws-denied", detail: { action: "sqs:ReceiveMessage" } });
  expect(setting).toMatchObject({ code: "aws-denied", detail: { action: "sqs:SetQueueAttributes" } });
});

test("a rescue reads the queue it is for with the inspect role, and no other", async () => {
  const [queueUrl, other] = [await aQueue(sim.root, "orders-dlq"), await aQueue(sim.root, "pay-dlq")];
  await fill(sim.root, queueUrl, ["a"]);
  const run = { runId: "run_9", grants: drainGrants(arnOf("orders-dlq")) };
  const { sqs } = sim.session({ role: "inspect", run });
  const wish = { maxCount: 1, waitSeconds: 1, visibilitySeconds: 5 };

  const received = await sqs.receive(queueUrl, wish);
  const elsewhere = await sqs.receive(other, wish).catch((error) => error);

  expect(received).toHaveLength(1);
  expect(elsewhere).toMatchObject({ code: "aws-denied" });
  expect(await sqs.release(queueUrl, [received[0]?.receiptHandle ?? ""])).toEqual([]);
  const { roleCalls } = await sim.control("GET", "usage");
  expect(roleCalls).toContainEqual(expect.objectContaining({ roleArn: ACCOUNT.inspectRoleArn }));
});
