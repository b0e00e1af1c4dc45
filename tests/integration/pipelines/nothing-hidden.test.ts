import { afterAll, beforeAll, expect, test } from "vitest";
import type { OperationId } from "@/lib/contract";
import type { Scope } from "@/lib/core/access/scope";
import { fenced } from "@/lib/db/fence";
import { execute, rows, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { exportCosts } from "@/lib/operations/costs/export-costs";
import { reckonCosts } from "@/lib/operations/costs/reckon-costs";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { reckonObjectives } from "@/lib/operations/pipelines/reckon-objectives";
import { sumFleet } from "@/lib/operations/pipelines/sum-fleet";
import { createWorld, REGION, type World } from "../../support/world";
import { aWatchedAccount, queueArn, redrivesTo, type WatchedAccount } from "../coverage/watched";
import { assembled, idOf } from "./shop-pipelines";

const HUB = "222222222222";
/** A figure that nobody but the hidden queue has. */
const FIGURE = 7_654_321;
let world: World;
let shop: WatchedAccount;
let hub: WatchedAccount;
let crossing: string;
let foreign: string;
beforeAll(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
  hub = await aWatchedAccount(world, HUB);
  const dlq = await hub.queue("secret-dlq");
  const inbox = await hub.queue("secret-inbox", redrivesTo(dlq), { team: "secret-team" });
  await hub.queue("open", {}, { team: "plain" });
  await hub.queue("secret-alone");
  await shop.rule("orders-placed", [{ Id: "inbox", Arn: inbox, RoleArn: "arn:aws:iam::111111111111:role/events" }]);
  await assembled(world, shop.id, hub.id);
  crossing = await idOf(world, "orders-placed");
  foreign = await idOf(world, "secret-alone");
  await world.ask("updatePipeline", { id: foreign, name: "secret-name", owner: "secret-owner" });
  for (const [metric, value] of Object.entries({ sent: FIGURE, received: FIGURE, deleted: FIGURE, emptyReceives: 1 }))
    await execute(
      world.db,
      sql`INSERT INTO series.resource_use (arn, account_id, region, width_seconds, bucket, metric, value)
          VALUES (${inbox}, ${hub.id}, ${REGION}, 3600, date_trunc('hour', dlo_now() - interval '5 minutes'), ${metric}, ${value})`,
    );
  await execute(
    world.db,
    sql`UPDATE queue_state s SET visible = ${FIGURE}, age_seconds = 90000, age_at = dlo_now() FROM queue q WHERE q.id = s.queue_id AND q.arn = ${inbox}`,
  );
  for (const poll of [judgePipelines, reckonObjectives, reckonCosts, sumFleet]) await poll(world.worker());
});
afterAll(() => world.stop());

const PEOPLE: readonly (readonly [string, () => Scope])[] = [
  ["who sees one account", () => ({ kind: "accounts", accountIds: [shop.id] })],
  ["who sees one resource", () => ({ kind: "accounts", accountIds: [], arns: { [queueArn("open", HUB)]: hub.id } })],
  [
    "who sees an account and a resource",
    () => ({ kind: "accounts", accountIds: [shop.id], arns: { [queueArn("open", HUB)]: hub.id } }),
  ],
  ["who sees nothing", () => ({ kind: "accounts", accountIds: [] })],
];
const sorts = ["attention", "name", "cost", "budget"];
const ASKED: readonly (readonly [OperationId, () => object])[] = [
  ...sorts.map((sort) => ["listPipelines", () => ({ sort })] as const),
  ...[
    "getPipeline",
    "getPipelineSeries",
    "getPipelineSlo",
    "getPipelineCost",
    "getPipelineHistory",
    "getPipelineMap",
  ].flatMap((operation) =>
    [() => crossing, () => foreign].map((id) => [operation as OperationId, () => ({ id: id() })] as const),
  ),
  ["getPipelineMap", () => ({})],
  ["getFleetSeries", () => ({})],
  ["getCosts", () => ({})],
  ["getOwnCost", () => ({})],
  ["listUnassigned", () => ({})],
  ["listFailureClasses", () => ({ pipelineId: crossing })],
  ["listRuns", () => ({ pipelineId: foreign })],
];

test.each(PEOPLE)("%s is told no name and no figure of what lies outside, whatever is asked", async (_, scopeOf) => {
  const scope = scopeOf();
  // Through the fence as the web process asks, and without it: each must hold by itself.
  const doors = [fenced(world.webDb, scope), world.webDb];
  for (const [db, [operation, input]] of doors.flatMap((door) => ASKED.map((asked) => [door, asked] as const))) {
    const ask = operations[operation] as (ctx: unknown, input: unknown) => Promise<unknown>;
    const answer = await ask({ ...world.web("viewer", { scope }), db }, input()).catch(
      (refusal: { status?: number; message: string }) => {
        expect([403, 404], `${operation}: ${refusal.message}`).toContain(refusal.status);
        return refusal.message;
      },
    );
    const text = JSON.stringify(answer);
    expect(text, operation).not.toMatch(/secret/);
    expect(text, operation).not.toContain(String(FIGURE));
  }
  let csv = "";
  for await (const part of await exportCosts(world.web("viewer", { scope }), {})) csv += part;
  expect(csv).not.toMatch(/secret/);
});

test.each(PEOPLE)(
  "%s finds nothing by a name, an owner or a pattern that is hidden, nor counts it",
  async (_, scopeOf) => {
    const scope = scopeOf();
    const list = (input: object) =>
      operations.listPipelines({ ...world.web("viewer", { scope }), db: fenced(world.webDb, scope) }, input);
    const patterns = await rows<{ name: string }>(
      world.db,
      sql`SELECT DISTINCT unnest(patterns) AS name FROM pipeline WHERE id = ${crossing}`,
    );

    for (const filter of [
      { name: "secret" },
      { owner: "secret-owner" },
      ...patterns.map(({ name }) => ({ pattern: name })),
    ])
      expect(await list(filter), JSON.stringify(filter)).toMatchObject({ items: [], totalCount: 0 });
  },
);

test("who sees all of it is told all of it: the world above does hold what is hidden", async () => {
  const text = JSON.stringify([
    await world.ask("getPipeline", { id: crossing }),
    await world.ask("getPipelineCost", { id: crossing }),
    await world.ask("listPipelines", { name: "secret" }),
  ]);

  expect(text).toContain(String(FIGURE));
  expect(text).toContain("secret-dlq");
  expect(text).toContain("secret-name");
});
