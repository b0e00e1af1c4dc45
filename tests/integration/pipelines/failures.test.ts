import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { assemblePipelines } from "@/lib/operations/pipelines/assemble-pipelines";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, createWorld, type World } from "../../support/world";
import { aWatchedAccount, readAll } from "../coverage/watched";
import { idOf } from "./shop-pipelines";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const shop = await aWatchedAccount(world);
  const pair = await aQueuePair(world.aws, "orders");
  await aQueuePair(world.aws, "stock");
  await deadLetter(world.aws, pair, ["a", "b"]);
  await seenQueue(world, shop.id, "orders-dlq");
  await readAll(world, shop.id);
  // What a first look finds is a backlog, which needs nobody.
  await world.db.$executeRawUnsafe("UPDATE failure_class SET status = 'new'");
  await assemblePipelines(world.worker());
});
afterAll(() => world.stop());

test("a failure class says which pipeline it belongs to", async () => {
  const { items } = await world.ask("listFailureClasses", {});
  const id = await idOf(world, "orders");

  expect(items.map(({ pipelines }) => pipelines)).toEqual([[{ id, name: "orders" }]]);
  expect((await world.ask("getFailureClass", { id: items[0]?.id ?? "" })).pipelines).toEqual([{ id, name: "orders" }]);
});

test("failure classes and runs are listed by pipeline", async () => {
  const { items } = await world.ask("listFailedMessages", {});
  const plan = await world.ask("createPlan", {
    action: "redrive",
    selection: { messageIds: items.map(({ id }) => id) },
  });
  await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  const counts = async (name: string) => {
    const pipelineId = await idOf(world, name);
    const classes = await world.ask("listFailureClasses", { pipelineId });
    return [classes.items.length, (await world.ask("listRuns", { pipelineId })).items.length];
  };

  expect(await counts("orders")).toEqual([1, 1]);
  expect(await counts("stock")).toEqual([0, 0]);
});

test("a pipeline counts its open classes, what waits in its dead-letter queues and when the first is lost", async () => {
  const { items } = await world.ask("listPipelines", {});
  const found = Object.fromEntries(
    items.map(({ name, openClassCount, firstLossAt }) => [name, [openClassCount, firstLossAt !== null]]),
  );

  expect(found).toEqual({ orders: [1, true], stock: [0, false] });
  expect(items.find(({ name }) => name === "orders")?.deadLetterCount).toBe(2);
});

test("of pipelines that do equally the one with open failures stands first", async () => {
  expect((await world.ask("listPipelines", {})).items.map(({ name }) => name)).toEqual(["orders", "stock"]);
});

test("what waits in a dead-letter queue that several pipelines share is told apart from what waits in its own", async () => {
  const stock = await idOf(world, "stock");
  await execute(
    world.db,
    sql`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
        SELECT ${stock}, arn, account_id, region, kind, name, 'shared', 9 FROM pipeline_part WHERE name = 'orders-dlq'`,
  );

  const { items } = await world.ask("listPipelines", { sort: "name" });

  expect(items.map(({ deadLetterCount, sharedDeadLetterCount }) => [deadLetterCount, sharedDeadLetterCount])).toEqual([
    [2, null],
    [0, 2],
  ]);
});
