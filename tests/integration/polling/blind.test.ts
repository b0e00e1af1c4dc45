import { CreateQueueCommand, DeleteQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { firstRow, sql } from "@/lib/db/query";
import { insertSamples, upsertMetrics } from "@/lib/db/samples";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { flushUsage } from "@/lib/operations/polling/keep-house";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import { clientsOf, rootKeys, sim } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aFault, noFaults } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, READ_ACTIONS, REGION, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const region = async (id: string) => (await world.ask("getAccount", { id })).regions[0];

test("a broken account is blind with since, why, the missing action and the fix, while the other goes on", async () => {
  const broken = await connectShop(world, {
    readActions: READ_ACTIONS.filter((action) => action !== "sqs:GetQueueAttributes"),
  });
  const fine = await connectShop(world, { awsAccountId: "222222222222" });
  await aQueuePair(world.aws, "orders");
  await aQueuePair(clientsOf(world.simulator.url, rootKeys("222222222222"), REGION), "stock");

  await look(world, broken.id).catch(() => undefined);
  await look(world, fine.id);

  expect(await region(broken.id)).toMatchObject({
    status: "blind",
    missingAction: "sqs:GetQueueAttributes",
    fix: expect.any(String),
    reason: expect.any(String),
    blindSince: expect.any(String),
  });
  expect(await region(fine.id)).toMatchObject({ status: "ok", queueCount: 2 });
  expect((await world.ask("getNow", {})).blind).toMatchObject([{ accountId: broken.id }]);
});

test("a wrong ExternalId makes the account blind and says what to check; when it is mended, it sees again", async () => {
  const account = await connectShop(world);
  const role = (name: string) => `arn:aws:iam::111111111111:role/dlo-${name}`;
  const setUp = (externalId: string) =>
    sim(world.simulator.url, "POST", "/setup", {
      roles: [
        {
          arn: role("read"),
          trust: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": externalId } },
              },
            ],
          },
          policies: [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }],
        },
      ],
    });
  await setUp("another");
  await look(world, account.id).catch(() => undefined);
  const blind = await region(account.id);
  await setUp(account.externalId);
  await new Promise((resolve) => setTimeout(resolve, 50));

  const { checkAccess } = await import("@/lib/operations/polling/check-access");
  const found = await findAccount(world.db, account.id);
  if (found) await checkAccess(world.worker(), { account: found, region: REGION });
  await look(world, account.id);

  expect(blind).toMatchObject({
    status: "blind",
    missingAction: "sts:AssumeRole",
    fix: expect.stringContaining("ExternalId"),
  });
  expect(await region(account.id)).toMatchObject({ status: "ok", blindSince: null });
});

test("what a scan finds after blindness is backlog, because nobody knows when it came", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ['{"error":"one"}']);
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  await aFault(world, { operation: "sqs:GetQueueAttributes", kind: "accessDenied" });
  await look(world, account.id).catch(() => undefined);
  await noFaults(world);
  await deadLetter(world.aws, pair, ['{"error":"two"}']);
  await look(world, account.id);

  const { scanQueue } = await import("@/lib/operations/collecting/scan-queue");
  await scanQueue(world.worker(), dlq.id, true);

  const statuses = (await world.ask("listFailureClasses", { view: "all" })).items.map((found) => [
    found.title,
    found.status,
  ]);
  expect(Object.fromEntries(statuses)).toEqual({ one: "backlog", two: "backlog" });
});

test("a queue deleted and created again under the same name is another queue, with its own history", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["old"]);
  const before = await seenQueue(world, account.id, "orders-dlq");
  await world.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: pair.dlqUrl }));
  await sim(world.simulator.url, "POST", "/advance", { seconds: 61 });
  await world.aws.sqs.send(new CreateQueueCommand({ QueueName: "orders-dlq" }));
  await look(world, account.id);

  const after = (await world.ask("listQueues", { name: "orders-dlq" })).items;

  expect(after).toHaveLength(1);
  expect(after[0]?.id).not.toBe(before.id);
  expect((await world.ask("getQueue", { id: before.id })).deletedAt).not.toBeNull();
  expect((await world.ask("listFailedMessages", { queueId: before.id })).items).toHaveLength(1);
  expect((await world.ask("listFailedMessages", { queueId: after[0]?.id })).items).toEqual([]);
});

test("a changed setting is dated, with its value before and after", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  const queue = await seenQueue(world, account.id, "orders-dlq", false);
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.dlqUrl, Attributes: { MessageRetentionPeriod: "86400" } }),
  );
  await look(world, account.id);

  expect((await world.ask("listConfigChanges", { id: queue.id })).items).toMatchObject([
    { field: "MessageRetentionPeriod", before: "345600", after: "86400" },
  ]);
});

test("a queue becomes a dead-letter queue when another names it, and takes the account's mode", async () => {
  const account = await connectShop(world);
  const { QueueUrl } = await world.aws.sqs.send(new CreateQueueCommand({ QueueName: "letters" }));
  const before = await seenQueue(world, account.id, "letters", false);
  const source = await world.aws.sqs.send(
    new CreateQueueCommand({
      QueueName: "source",
      Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: before.arn, maxReceiveCount: 3 }) },
    }),
  );
  const after = await seenQueue(world, account.id, "letters", false);

  expect(QueueUrl && source.QueueUrl).toBeTruthy();
  expect(before).toMatchObject({ isDeadLetterQueue: false, mode: "off" });
  expect(after).toMatchObject({ isDeadLetterQueue: true, mode: "index", sourceQueueNames: ["source"] });
});

test("writing the same samples twice changes nothing, and the rollups hold what the samples hold", async () => {
  const account = await connectShop(world);
  await aQueuePair(world.aws, "orders");
  const queue = await seenQueue(world, account.id, "orders-dlq", false);
  // A bucket that is over, so that the look of a moment ago is later than all of them.
  const at = new Date(Math.floor(Date.now() / 300_000) * 300_000 - 299_000);
  const samples = [5, 9, 2].map((visible, index) => ({
    queueId: queue.id,
    accountId: account.id,
    at: new Date(at.getTime() + index * 1_000),
    visible,
    inFlight: 0,
    delayed: 0,
    nextSeconds: 60,
  }));
  const rollup = () =>
    firstRow(
      world.db,
      sql`SELECT sample_count, visible_max, visible_min, visible_sum FROM series.queue_rollup WHERE queue_id = ${queue.id} AND width_seconds = 300 AND bucket = ${new Date(at.getTime() - 1_000)}`,
    );
  await insertSamples(world.workerDb, samples);
  const once = await rollup();
  await insertSamples(world.workerDb, samples);

  expect(await rollup()).toEqual(once);
});

test("a missing datapoint stays unknown and never becomes 0; a late one fills in without counting twice", async () => {
  const account = await connectShop(world);
  await aQueuePair(world.aws, "orders");
  const queue = await seenQueue(world, account.id, "orders-dlq", false);
  const minute = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000);
  const point = (offset: number, values: { ageSeconds?: number; sent?: number }) => ({
    queueId: queue.id,
    accountId: account.id,
    at: new Date(minute.getTime() + offset * 60_000).toISOString(),
    ageSeconds: null,
    sent: null,
    received: null,
    deleted: null,
    ...values,
  });
  await upsertMetrics(world.workerDb, [point(0, { ageSeconds: 60 }), point(1, { sent: 3 })]);
  await upsertMetrics(world.workerDb, [point(0, { sent: 4 }), point(1, { sent: 5 })]);

  const bucket = (await world.ask("getQueueSeries", { id: queue.id, hours: 3 })).points.find(
    (found) => found.at === minute.toISOString(),
  );

  expect(bucket).toMatchObject({ ageSeconds: 60, sent: 9, received: null, deleted: null });
});

test("a new account is read-only and every call it costs is counted and priced", async () => {
  const account = await connectShop(world, { isWritable: false });
  await aQueuePair(world.aws, "orders");
  await look(world, account.id);
  await flushUsage(world.worker());

  const { lines } = await world.ask("getOwnCost", {});
  expect((await world.ask("getAccount", { id: account.id })).isWritable).toBe(false);
  expect(lines.find((row) => row.action === "sqs:GetQueueAttributes")?.calls).toBeGreaterThanOrEqual(2);
  expect(lines.some((row) => row.usd !== null && row.usd > 0)).toBe(true);
});

test("one queue that refuses us keeps its last counters and does not hide the others", async () => {
  const account = await connectShop(world);
  await aQueuePair(world.aws, "orders");
  const queue = await seenQueue(world, account.id, "orders-dlq", false);
  await aFault(world, { operation: "sqs:GetQueueAttributes", kind: "accessDenied", queueName: "orders-dlq" });
  await look(world, account.id).catch(() => undefined);

  const all = (await world.ask("listQueues", { accountId: account.id })).items;
  expect(all.find((found) => found.id === queue.id)).toMatchObject({
    visible: 0,
    error: expect.stringContaining("GetQueueAttributes"),
  });
  expect(all.find((found) => found.name === "orders")).toMatchObject({ error: null });
  expect((await region(account.id))?.status).toBe("ok");
});

test("looks that overlap find the same queues once", async () => {
  const account = await connectShop(world);
  await aQueuePair(world.aws, "orders");
  const found = await findAccount(world.db, account.id);
  if (!found) throw new Error("no account");
  await Promise.all(
    Array.from({ length: 5 }, () => discoverQueues(world.worker(), { account: found, region: REGION })),
  );
  await Promise.all(Array.from({ length: 5 }, () => sampleDepth(world.worker(), { account: found, region: REGION })));

  expect((await world.ask("listQueues", { accountId: account.id })).totalCount).toBe(2);
});
