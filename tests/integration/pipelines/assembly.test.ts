import { PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { DeleteQueueCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetGone } from "@/lib/db/pipeline-assembly";
import { assemblePipelines } from "@/lib/operations/pipelines/assemble-pipelines";
import { createWorld, type World } from "../../support/world";
import type { WatchedAccount } from "../coverage/watched";
import { aShop, assembled, aWay, idOf, namesOf } from "./shop-pipelines";

let world: World;
let shop: WatchedAccount;
beforeAll(async () => {
  world = await createWorld();
  shop = await aShop(world);
});
afterAll(() => world.stop());

test("pipelines of the shop are recognised without configuration", async () => {
  const { items, counts, assembledAt } = await world.ask("listPipelines", { sort: "name" });

  expect(items.map(({ name, patterns, partCount, entry }) => [name, patterns, partCount, entry?.name])).toEqual([
    ["orders", ["event-queue"], 4, "orders-placed"],
    ["stock", ["event-queue"], 4, "stock-placed"],
  ]);
  expect(counts).toMatchObject({ blind: 2, healthy: 0 });
  expect(assembledAt).not.toBeNull();
});

test("a pipeline that nobody has judged is blind and never healthy", async () => {
  const { health, parts } = await world.ask("getPipeline", { id: await idOf(world, "orders") });

  expect(health).toMatchObject({ state: "blind", judgedAt: null });
  expect(new Set(parts.map((part) => part.health))).toEqual(new Set(["blind"]));
});

test("one pipeline shows its parts, how often they try and how they lead on", async () => {
  const { parts, edges, isObjectiveByHand } = await world.ask("getPipeline", { id: await idOf(world, "orders") });

  expect(parts.map(({ name, role, note }) => [name, role, note])).toEqual([
    ["default", "shared", null],
    ["orders-placed", "entry", "Tries again up to 185 times within 1 d, then it is lost."],
    ["orders", "hop", "maxReceiveCount 5, then orders-dlq"],
    ["orders-dlq", "dead-letter", "No dead-letter queue: what fails waits here until it is too old."],
  ]);
  expect(edges.map(({ kind }) => kind).sort()).toEqual(["dead-letters", "delivers", "delivers"]);
  expect(parts[0]?.sharedWith.map(({ name }) => name)).toEqual(["stock"]);
  expect(isObjectiveByHand).toBe(false);
});

test("assembling again changes nothing and writes nothing", async () => {
  const before = await world.db.$queryRawUnsafe("SELECT p.*, p.xmin::text FROM pipeline_part p ORDER BY 1, 2");
  await world.db.$executeRawUnsafe("UPDATE pipeline_assembly SET basis = ''");
  await assemblePipelines(world.worker());

  expect(await world.db.$queryRawUnsafe("SELECT p.*, p.xmin::text FROM pipeline_part p ORDER BY 1, 2")).toEqual(before);
});

test("that nothing has changed since is found again with each turn, and told with its time", async () => {
  await world.db.$executeRawUnsafe("UPDATE pipeline_assembly SET assembled_at = dlo_now() - interval '1 hour'");
  const before = (await world.ask("listPipelines", {})).assembledAt ?? "";
  await assemblePipelines(world.worker());

  expect(Date.parse((await world.ask("listPipelines", {})).assembledAt ?? "")).toBeGreaterThan(Date.parse(before));
});

test("two workers that assemble at once make one pipeline of each", async () => {
  await aWay(shop, "mail");
  await assembled(world, shop.id);
  await world.db.$executeRawUnsafe("UPDATE pipeline_assembly SET basis = ''");
  await Promise.all([assemblePipelines(world.worker("worker-1")), assemblePipelines(world.worker("worker-2"))]);

  expect(await namesOf(world)).toEqual(["mail", "orders", "stock"]);
});

test("a pipeline whose parts vanish is gone, keeps its name, and comes back with its id", async () => {
  await aWay(shop, "gone");
  await assembled(world, shop.id);
  const id = await idOf(world, "gone");
  await world.ask("updatePipeline", { id, name: "Soon gone" });
  for (const QueueName of ["gone", "gone-dlq"]) {
    const { QueueUrl } = await shop.sqs.send(new GetQueueUrlCommand({ QueueName }));
    await shop.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  }
  await world.db.$executeRawUnsafe("UPDATE queue SET deleted_at = dlo_now() WHERE name LIKE 'gone%'");
  await world.db.$executeRawUnsafe(
    "UPDATE resource SET deleted_at = dlo_now(), changed_at = dlo_now() WHERE name LIKE 'gone%'",
  );
  await assemblePipelines(world.worker());

  expect(await namesOf(world)).not.toContain("Soon gone");
  expect((await world.ask("getPipeline", { id })).parts).toEqual([]);
  await expect(world.ask("updatePipeline", { id, name: "x" })).rejects.toMatchObject({ code: "pipeline-gone" });

  await world.db.$executeRawUnsafe("UPDATE queue SET deleted_at = NULL WHERE name LIKE 'gone%'");
  await world.db.$executeRawUnsafe("UPDATE resource SET deleted_at = NULL WHERE name LIKE 'gone%'");
  await assemblePipelines(world.worker());
  expect(await idOf(world, "Soon gone")).toBe(id);
});

test("of pipelines that are gone for more than a year only those are kept of which somebody said something", async () => {
  await world.db
    .$executeRaw`INSERT INTO pipeline (id, anchor_arn, assembled_name, name, created_at, assembled_at, gone_at)
    SELECT 'pl_' || n, 'gone', 'gone', CASE n WHEN 2 THEN 'Ours' END, now(), now(), now() - interval '300 days' * least(n, 2) FROM generate_series(1, 3) n`;
  await forgetGone(world.workerDb, 400);

  expect(await world.db.$queryRaw`SELECT id FROM pipeline WHERE anchor_arn = 'gone' ORDER BY id`).toEqual([
    { id: "pl_1" },
    { id: "pl_2" },
  ]);
  await world.db.$executeRaw`DELETE FROM pipeline WHERE anchor_arn = 'gone'`;
});

test("the web process may write what people say of a pipeline, and nothing that was worked out", async () => {
  const may = (what: string) => world.db.$queryRawUnsafe<{ may: boolean }[]>(`SELECT ${what} AS may`);
  const columns = ["name", "objective", "part_count", "gone_at", "merged_into"];
  const found = await Promise.all(
    columns.map(
      async (column) => (await may(`has_column_privilege('dlo_web', 'pipeline', '${column}', 'UPDATE')`))[0]?.may,
    ),
  );

  expect(found).toEqual([true, true, false, false, false]);
  expect(await may("has_table_privilege('dlo_web', 'pipeline', 'DELETE')")).toEqual([{ may: false }]);
});

test("what belongs to no pipeline is listed with the reason", async () => {
  await shop.events.send(new PutRuleCommand({ Name: "idle", EventPattern: '{"source":["shop"]}' }));
  await assembled(world, shop.id);
  const { items } = await world.ask("listUnassigned", { kind: "rule" });

  expect(items.map(({ name, reason }) => [name, reason])).toEqual([["idle", "This rule has no target."]]);
  expect((await world.ask("listPipelines", {})).unassignedCount).toBe(1);
});

test("a page of the list ends where the next begins", async () => {
  const first = await world.ask("listPipelines", { sort: "name", limit: 2 });
  const second = await world.ask("listPipelines", { sort: "name", limit: 200, cursor: first.nextCursor ?? "" });

  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(await namesOf(world));
  await expect(world.ask("listPipelines", { cursor: "nonsense" })).rejects.toMatchObject({
    fields: [{ field: "cursor" }],
  });
});

test.each([
  ["a part's name", { name: "STOCK-DLQ" }, ["stock"]],
  ["its pattern", { pattern: "saga" as const }, []],
  ["a Region without any", { region: "us-east-1" }, []],
  ["a state that none has", { state: "failing" as const }, []],
])("the list is narrowed by %s", async (_, filter, names) => {
  expect((await world.ask("listPipelines", { ...filter, sort: "name" })).items.map(({ name }) => name)).toEqual(names);
});
