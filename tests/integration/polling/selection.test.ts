import { CreateQueueCommand, DeleteQueueCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { collectDue } from "@/lib/operations/collecting/collect-due";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { loadGraph } from "@/lib/operations/inventory/load-graph";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import { aFault } from "../../support/runs";
import { aQueuePair, createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { callCount, cellOf, connectReader, placeOf, READ } from "../inventory/graph-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const namesOf = async () => (await world.ask("listQueues", {})).items.map(({ name }) => name).sort();
const select = (selection: Parameters<typeof world.ask<"setSelection">>[1]["selection"]) =>
  world.ask("setSelection", { selection });
const listOnly = (id: string) => execute(world.db, sql`UPDATE account SET polling = 'listing' WHERE id = ${id}`);

test("of an account that only lists, names are known and nothing else is asked for", async () => {
  const account = await connectReader(world);
  await aQueuePair(world.aws, "orders");
  await listOnly(account.id);
  const place = await placeOf(world, account.id);

  for (const poll of [discoverQueues, sampleDepth, collectMetrics, collectInventory]) await poll(world.worker(), place);

  expect(await rows(world.db, sql`SELECT name FROM queue_listing ORDER BY name`)).toEqual([
    { name: "orders" },
    { name: "orders-dlq" },
  ]);
  expect(await namesOf()).toEqual([]);
  expect(await callCount(world, /^(?!sqs:ListQueues$|sts:|sqs:CreateQueue)/)).toBe(0);
  expect(await cellOf(world, account.id, "queues")).toMatchObject({ state: "ok" });
  expect(await cellOf(world, account.id, "events")).toMatchObject({ state: "unknown" });
});

test("a queue left out before anything was polled is never asked for its attributes, a new one neither", async () => {
  const account = await connectReader(world);
  await select({ include: [], exclude: [{ name: "tmp-*" }] });
  await aQueuePair(world.aws, "orders");
  await world.aws.sqs.send(new CreateQueueCommand({ QueueName: "tmp-1" }));
  await look(world, account.id);
  const before = await callCount(world, /GetQueueAttributes/);
  await world.aws.sqs.send(new CreateQueueCommand({ QueueName: "tmp-2" }));

  await discoverQueues(world.worker(), await placeOf(world, account.id));

  expect(await namesOf()).toEqual(["orders", "orders-dlq"]);
  expect(await callCount(world, /GetQueueAttributes/)).toBe(before);
});

test("a tag decides though tags can only be read queue by queue", async () => {
  const account = await connectReader(world, { readActions: READ.filter((action) => action !== "tag:GetResources") });
  const pair = await aQueuePair(world.aws, "orders");
  await aQueuePair(world.aws, "stock");
  await world.aws.sqs.send(new TagQueueCommand({ QueueUrl: pair.sourceUrl, Tags: { team: "payments" } }));
  await select({ include: [{ tag: { key: "team", value: "pay*" } }], exclude: [] });

  await look(world, account.id);

  expect(await namesOf()).toEqual(["orders"]);
  expect(await cellOf(world, account.id, "tags")).toMatchObject({ state: "denied", missingAction: "tag:GetResources" });
});

test("a queue left out later is sampled no more and counted nowhere, but found as the target of others", async () => {
  const account = await connectReader(world);
  const pair = await aQueuePair(world.aws, "orders");
  await look(world, account.id);
  const { counts } = await select({ include: [], exclude: [{ name: "*-dlq" }] });
  const before = await callCount(world, /GetQueueAttributes/);

  await look(world, account.id);

  expect(counts).toEqual({ listedCount: 2, selectedCount: 1 });
  expect(await namesOf()).toEqual(["orders"]);
  expect(await callCount(world, /GetQueueAttributes/)).toBe(before + 1);
  expect((await world.ask("getNow", {})).queueCount).toBe(1);
  expect((await loadGraph(world.workerDb)).lookUp("queue", pair.dlqArn)).toBe("there");
});

test("a queue taken in again goes on with its history, and is no new queue", async () => {
  const account = await connectReader(world);
  await aQueuePair(world.aws, "orders");
  await look(world, account.id);
  const [first] = (await world.ask("listQueues", { name: "orders-dlq" })).items;
  await select({ include: [], exclude: [{ name: "*-dlq" }] });
  await look(world, account.id);
  await select({ include: [], exclude: [] });

  await look(world, account.id);

  expect((await world.ask("listQueues", { name: "orders-dlq" })).items).toMatchObject([{ id: first?.id, visible: 0 }]);
  expect((await world.ask("listChanges", { limit: 10 })).items).toEqual([]);
});

test("a short-lived queue leaves two dated changes and no error", async () => {
  const account = await connectReader(world);
  await aQueuePair(world.aws, "orders");
  await look(world, account.id);
  const { QueueUrl } = await world.aws.sqs.send(new CreateQueueCommand({ QueueName: "job-4711" }));
  await look(world, account.id);
  await world.aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));

  await look(world, account.id);

  const { items } = await world.ask("listChanges", { arn: `arn:aws:sqs:${REGION}:${SHOP}:job-4711`, limit: 10 });
  expect(items.map(({ field }) => field)).toEqual(["deleted", "created"]);
  expect(items.every(({ since, at }) => since !== null && since <= at)).toBe(true);
  expect((await world.ask("getAccount", { id: account.id })).regions[0]?.status).toBe("ok");
});

test("a queue whose attributes are refused hides no other, and is not called gone", async () => {
  const account = await connectReader(world);
  await aQueuePair(world.aws, "orders");
  await aFault(world, { operation: "sqs:GetQueueAttributes", kind: "accessDenied", queueName: "orders-dlq" });
  await discoverQueues(world.worker(), await placeOf(world, account.id));

  const graph = await loadGraph(world.workerDb);
  expect(await namesOf()).toEqual(["orders"]);
  expect(graph.lookUp("queue", `arn:aws:sqs:${REGION}:${SHOP}:orders-dlq`)).toBe("there");
});

test("reading rules decide as a dead-letter queue is met; what a person set on its page stays", async () => {
  const account = await connectReader(world);
  await world.ask("updateAccount", { id: account.id, defaultMode: "off" });
  await world.ask("setReading", { rules: [{ match: { name: "orders-*" }, mode: "index", autoRescue: true }] });
  await aQueuePair(world.aws, "orders");
  await aQueuePair(world.aws, "stock");
  await look(world, account.id);
  const modes = async () =>
    rows(world.db, sql`SELECT name, mode, does_auto_rescue FROM queue WHERE is_dead_letter_queue ORDER BY name`);
  const met = await modes();
  const [stock] = (await world.ask("listQueues", { name: "stock-dlq" })).items;
  await world.ask("updateQueue", { id: stock?.id ?? "", mode: "index" });

  const counts = await world.ask("setReading", {
    rules: [{ match: { name: "*-dlq" }, mode: "off", autoRescue: false }],
  });

  expect(met).toEqual([
    { name: "orders-dlq", mode: "index", doesAutoRescue: true },
    { name: "stock-dlq", mode: "off", doesAutoRescue: false },
  ]);
  expect(await modes()).toMatchObject([{ mode: "off", doesAutoRescue: false }, { mode: "index" }]);
  expect(counts).toEqual({ indexCount: 1, autoRescueCount: 0 });
});

test("nothing is received from a queue that was left out, though its mode allows it", async () => {
  const account = await connectReader(world);
  await aQueuePair(world.aws, "orders");
  await look(world, account.id);
  await execute(world.db, sql`UPDATE queue_state SET visible = 5`);
  await select({ include: [], exclude: [{ name: "*-dlq" }] });

  await collectDue(world.worker(), await placeOf(world, account.id));

  expect(await callCount(world, /ReceiveMessage/)).toBe(0);
});
