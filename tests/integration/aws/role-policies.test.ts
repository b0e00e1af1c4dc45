import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { CreateStateMachineCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AwsAccount, AwsSession } from "@/lib/aws/aws";
import {
  ORGANIZATION_ACTIONS,
  organizationPolicy,
  ROLE_ACTIONS,
  ROLE_NAMES,
  type RoleName,
  rolePolicy,
  trustPolicy,
} from "@/lib/core/iam/role-policies";
import { settingsGrants } from "@/lib/core/plans/grants";
import { findAccount } from "@/lib/db/accounts";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { driveRun } from "@/lib/operations/runs/drive";
import { sim } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { until } from "../../support/eventually";
import { aDrivenRun, aRun } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { furnish, MAKERS, rootClients } from "./inventory-world";

const WORKER_ROOT = "arn:aws:iam::999999999999:root";
const place = { awsAccountId: SHOP, partition: "aws", regions: [REGION] };
const roleArn = (role: RoleName) => `arn:aws:iam::${SHOP}:role/dlo-${role}`;

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** An account whose roles hold the documented policies, to the letter. */
async function connectAsDocumented() {
  const account = await connectShop(world);
  const roles = ROLE_NAMES.map((role) => ({
    arn: roleArn(role),
    trust: trustPolicy(WORKER_ROOT, account.externalId),
    policies: [rolePolicy(role, place), ...(role === "read" ? [organizationPolicy()] : [])],
  }));
  const organization = [{ managementAccountId: SHOP, accounts: [{ id: SHOP, name: "main" }] }];
  const answer = await sim(world.simulator.url, "POST", "/setup", { roles, organization });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return account;
}

async function aDeadLetterQueue(accountId: string, name: string, bodies: readonly string[]) {
  const pair = await aQueuePair(world.aws, name);
  await deadLetter(world.aws, pair, bodies);
  return seenQueue(world, accountId, `${name}-dlq`);
}

/** Everything that the worker does in an account: looking, checking, reading messages, and every kind of run. */
async function doEverything(accountId: string): Promise<void> {
  const orders = await aDeadLetterQueue(accountId, "orders", ["a", "b", "c"]);
  const account = await findAccount(world.db, accountId);
  if (!account) throw new Error("the account is gone");
  const target = { account, region: REGION };
  await look(world, accountId);
  await checkAccess(world.worker(), target);
  await collectMetrics(world.worker(), target);
  const { items } = await world.ask("listFailedMessages", { queueId: orders.id });
  const [one, other] = items.map(({ id }) => id);
  await aDrivenRun(world, { action: "redrive", selection: { messageIds: [one ?? ""] } });
  await aDrivenRun(world, { action: "discard", selection: { messageIds: [other ?? ""] }, reason: "test order" });
  const [kept] = (await world.ask("listVaultItems", {})).items;
  await aDrivenRun(world, { action: "restore", selection: { vaultItemIds: [kept?.id ?? ""] } });
  await cancelAMoveTask(accountId);
  await readTheInventory(account);
  const settings = { runId: "run_9", grants: settingsGrants(orders.arn) };
  const operate = world
    .worker()
    .aws.session(account, { role: "operate", region: REGION, purpose: "run", run: settings });
  await operate.sqs.setRetention(`${world.simulator.url}/${SHOP}/orders-dlq`, 1_209_600);
  await callEveryPlace(account);
}

/** What runs do with functions, topics, buses, rules and streams, and with a queue that is emptied. */
async function callEveryPlace(account: AwsAccount): Promise<void> {
  const operate = world.worker().aws.session(account, { role: "operate", region: REGION, purpose: "run" });
  const arnOf = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${SHOP}:${resource}`;
  const event = { source: "shop", detailType: "Placed", detail: "{}", resources: [], time: null };
  await operate.lambda.invokeAsync({ functionArn: arnOf("lambda", "function:thing"), payload: "{}" });
  await operate.sns.publish({ topicArn: arnOf("sns", "thing"), message: "hello", attributes: {} });
  await operate.events.putEvents([{ ...event, busArn: arnOf("events", "event-bus/thing") }]);
  await operate.events.targetsOf(arnOf("events", "rule/thing"));
  const ranges = [await aClick(), await aChange()];
  for (const range of ranges) await operate.streams.read(range);
  await operate.streams.retentionSeconds(ranges[0]?.streamArn ?? "");
  await operate.sqs.purge(`${world.simulator.url}/${SHOP}/payments-dlq`);
  await takeUpAnExecution(operate);
  await replayAnArchive(operate);
  const read = world.worker().aws.session(account, { role: "read", region: REGION, purpose: "inventory" });
  for (const { name } of await read.events.listReplays()) await read.events.describeReplay(name);
}

async function replayAnArchive({ events }: AwsSession): Promise<void> {
  const [from, until] = [new Date(Date.now() - 3_600_000), new Date(Date.now() - 1_800_000)];
  const arnOf = (resource: string) => `arn:aws:events:${REGION}:${SHOP}:${resource}`;
  const wish = { archiveArn: arnOf("archive/thing"), busArn: arnOf("event-bus/default"), ruleArns: null };
  await events.startReplay({ ...wish, name: "again", from, until, description: "" });
  await events.describeReplay("again");
  await events.cancelReplay("again");
}

async function takeUpAnExecution({ stepFunctions }: AwsSession): Promise<void> {
  const { sfn } = rootClients(world.simulator.url, REGION);
  const definition = JSON.stringify({ StartAt: "No", States: { No: { Type: "Fail" } } });
  const roleArn = `arn:aws:iam::${SHOP}:role/saga`;
  const { stateMachineArn = "" } = await sfn.send(
    new CreateStateMachineCommand({ name: "failing", definition, roleArn }),
  );
  const started = await stepFunctions.startExecution({ machineArn: stateMachineArn, name: "one", input: "{}" });
  const executionArn = started.kind === "started" ? started.executionArn : "";
  await sim(world.simulator.url, "POST", "/advance", { seconds: 1 });
  await stepFunctions.describeExecution(executionArn);
  await stepFunctions.redriveExecution(executionArn, "again");
}

/** A record in the stream of clicks, and where it lies. */
async function aClick() {
  const credentials = { accessKeyId: SHOP, secretAccessKey: "root" };
  const { requestHandler } = world.aws.sqs.config;
  const kinesis = new KinesisClient({ endpoint: world.simulator.url, region: REGION, credentials, requestHandler });
  const record = new PutRecordCommand({ StreamName: "clicks", PartitionKey: "a", Data: Buffer.from("x") });
  const { ShardId: shardId = "", SequenceNumber: number = "" } = await kinesis.send(record);
  const streamArn = `arn:aws:kinesis:${REGION}:${SHOP}:stream/clicks`;
  return { streamArn, shardId, startSequenceNumber: number, endSequenceNumber: number };
}

/** A change in the stream of a table, and where it lies. */
async function aChange() {
  const streamArn = `arn:aws:dynamodb:${REGION}:${SHOP}:table/orders/stream/2026-11-01T00:00:00.000`;
  const image = { id: { S: "1" } };
  const records = [{ eventID: "e1", eventName: "INSERT", keys: image, newImage: image }];
  await sim(world.simulator.url, "POST", "/setup", { streams: [{ arn: streamArn, records }] });
  const stream = world.simulator.world.streams.tables.get(SHOP, REGION, "orders/stream/2026-11-01T00:00:00.000");
  const number = stream?.records[0]?.sequenceNumber ?? "";
  return { streamArn, shardId: stream?.shardId ?? "", startSequenceNumber: number, endSequenceNumber: number };
}

/** Every source of the inventory with one thing of each kind, the tags, the trail, the organisation, a rule's metric. */
async function readTheInventory(account: AwsAccount): Promise<void> {
  const clients = await furnish(world.simulator.url, REGION);
  for (const { make } of Object.values(MAKERS)) await make(clients, "thing");
  const session = world.worker().aws.session(account, { role: "read", region: REGION, purpose: "inventory" });
  for (const source of session.inventory) for (const listed of await source.list()) await source.describe(listed);
  const [from, until] = [new Date(Date.now() - 3_600_000), new Date()];
  await session.tags.all();
  await session.trail.lastWrite("thing", from, until);
  await session.organization.accounts();
  await session.cloudwatch.ruleMatches([{ arn: "a", name: "thing", busName: "default" }], from, until);
  await session.cloudwatch.activeMetrics("AWS/States", "ExecutionsFailed");
  const machineArn = `arn:aws:states:${REGION}:${SHOP}:stateMachine:thing`;
  const { executionArn = "" } = await clients.sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn }));
  await session.stepFunctions.endedExecutions(machineArn, "FAILED", from);
  await session.stepFunctions.describeExecution(executionArn);
  await session.stepFunctions.lastSteps(executionArn);
  const group = "/aws/lambda/thing";
  const place = { accountId: SHOP, region: REGION, group, stream: "one" };
  world.simulator.world.logs.write(place, [{ at: Date.now(), message: "hello" }], Date.now());
  await session.logs.search({ groupName: group, from, until, mostLines: 1, mostCalls: 1 });
}

async function cancelAMoveTask(accountId: string): Promise<void> {
  const queue = await aDeadLetterQueue(
    accountId,
    "payments",
    Array.from({ length: 30 }, (_, index) => `m${index}`),
  );
  const runId = await aRun(world, {
    action: "redrive",
    selection: { queueId: queue.id },
    driver: "move-task",
    ratePerSecond: 1,
  });
  const driving = driveRun(world.worker(), runId);
  const isMoving = async () => (await callsOf("operate")).includes("sqs:StartMessageMoveTask");
  await until(isMoving, (moving) => moving);
  await world.ask("cancelRun", { id: runId }, "operator");
  await driving;
}

interface RoleCalls {
  readonly roleArn: string;
  readonly action: string;
}

/** What the simulator saw the role do; IAM knows a batch by the name of the single action. */
async function callsOf(role: RoleName): Promise<string[]> {
  const { body } = await sim(world.simulator.url, "GET", "/usage");
  const calls: readonly RoleCalls[] = body.roleCalls;
  const actions = calls
    .filter((call) => call.roleArn === roleArn(role))
    .map(({ action }) => action.replace(/Batch$/, ""));
  return [...new Set(actions)].filter((action) => action !== "sts:GetCallerIdentity").sort();
}

/** Keys are used by SQS on the role's behalf, unseen by the simulator. */
const allowedTo = (role: RoleName) => {
  const { keys: _, ...called } = ROLE_ACTIONS[role];
  return [...Object.values(called).flat(), ...(role === "read" ? ORGANIZATION_ACTIONS : [])].sort();
};

test("with the documented policies the worker can do all its work, and no role allows what its work does not use", async () => {
  const account = await connectAsDocumented();

  await doEverything(account.id);

  const { body } = await sim(world.simulator.url, "GET", "/usage");
  const refused = body.calls.filter((call: { errors: number }) => call.errors > 0);
  expect(refused).toEqual([]);
  for (const role of ROLE_NAMES) expect({ role, calls: await callsOf(role) }).toEqual({ role, calls: allowedTo(role) });
}, 60_000);
