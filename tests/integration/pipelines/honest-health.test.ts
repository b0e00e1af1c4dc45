import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scope } from "@/lib/core/access/scope";
import { fenced } from "@/lib/db/fence";
import { listPipelinesToJudge } from "@/lib/db/pipeline-health";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, REGION, type World } from "../../support/world";
import { aMinute, aPipeline, minutesAgo } from "./known-pipeline";

const HUB = "222222222222";
let world: World;
let shop: string;
let hub: string;
beforeAll(async () => {
  world = await createWorld();
  shop = (await connectShop(world)).id;
  hub = (await connectShop(world, { awsAccountId: HUB })).id;
});
afterAll(() => world.stop());

const arnOf = (service: string, name: string, account = "111111111111") =>
  `arn:aws:${service}:${REGION}:${account}:${name}`;
/** A pipeline that a worker judged so many minutes ago. */
async function judged(id: string, state: string, reason: string, minutes: number): Promise<void> {
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at)
        VALUES (${id}, ${state}, ${reason}, dlo_now() - interval '1 day', dlo_now() - make_interval(mins => ${minutes}::int))`,
  );
}
const seenBy = (accountIds: string[], id: string) => {
  const scope: Scope = { kind: "accounts", accountIds };
  return operations.getPipeline({ ...world.web("viewer", { scope }), db: fenced(world.webDb, scope) }, { id });
};

test("a worker that stands still leaves nothing green: well is blind, and trouble says that nobody has looked since", async () => {
  const topic = { arn: arnOf("sns", "placed"), accountId: shop, kind: "topic" } as const;
  const well = await aPipeline(world, "well", [topic]);
  const sick = await aPipeline(world, "sick", [{ ...topic, arn: arnOf("sns", "ill") }]);
  await judged(well, "healthy", "Nothing speaks against it.", 60);
  await judged(sick, "failing", "ill fails.", 60);

  const shown = await world.ask("getPipeline", { id: well });
  expect(shown.health).toMatchObject({
    state: "blind",
    reason: expect.stringMatching(/^Nobody has judged it since .* UTC: no worker does\.$/),
    since: shown.health.judgedAt,
  });
  expect(shown.parts.map(({ health }) => health)).toEqual(["blind"]);
  expect((await world.ask("getPipelineMap", { id: well })).nodes.map(({ health }) => health)).toEqual(["blind"]);
  expect((await world.ask("getPipeline", { id: sick })).health).toMatchObject({
    state: "failing",
    reason: expect.stringMatching(/^ill fails\. Nobody has judged it since /),
  });
  expect((await world.ask("listPipelines", {})).counts).toMatchObject({ healthy: 0, failing: 1, blind: 1 });
});

test("who sees only what nobody judges is not told that it does well, and who sees a part not how all of it looks or since when", async () => {
  const id = await aPipeline(world, "mixed", [
    { arn: arnOf("kinesis", "clicks"), accountId: shop, kind: "stream" },
    { arn: arnOf("sns", "secret", HUB), accountId: hub, kind: "topic" },
  ]);
  await execute(world.db, sql`UPDATE pipeline SET patterns = '{fan-out,saga}' WHERE id = ${id}`);
  await judged(id, "healthy", "Nothing speaks against secret.", 0);

  const stream = await seenBy([shop], id);
  expect(stream.health).toMatchObject({ state: "blind", reason: "Nobody judges the parts that you see.", since: null });
  expect(stream.patterns).toEqual([]);
  expect((await seenBy([hub], id)).health).toMatchObject({ state: "healthy", isOfPart: true, since: null });
  expect((await seenBy([shop, hub], id)).patterns).toEqual(["fan-out", "saga"]);
});

test("a function that failed when it was read last is not well before it is read again", async () => {
  const arn = arnOf("lambda", "function:charge");
  const id = await aPipeline(world, "charging", [{ arn, accountId: shop, kind: "function" }]);
  const place = sql`${shop}, ${REGION}, ${arn}`;
  await execute(
    world.db,
    sql`INSERT INTO use_watch (account_id, region, arn, width_seconds, metrics, listed_at, read_at, read_until)
        VALUES (${place}, 300, '{errors}', dlo_now(), dlo_now() - interval '1 hour', dlo_now() - interval '1 hour')`,
  );
  await execute(
    world.db,
    sql`INSERT INTO series.resource_use (account_id, region, arn, metric, width_seconds, bucket, value)
        SELECT ${place}, m.metric, 300, date_bin('5 minutes', dlo_now() - interval '70 minutes', 'epoch'), m.value
        FROM (VALUES ('invocations', 10), ('errors', 9)) m(metric, value)`,
  );
  await judgePipelines(world.worker());

  const { evidence } = await world.ask("getPipeline", { id });
  expect(evidence).toContainEqual(
    expect.objectContaining({
      signal: "function-errors",
      state: "failing",
      sentence: expect.stringContaining("in the 20 minutes before "),
    }),
  );
});

test("a queue of which everything becomes a dead letter keeps nothing, though CloudWatch tells of no delete at all", async () => {
  const pair = await aQueuePair(world.aws, "doomed");
  await seenQueue(world, shop, "doomed-dlq", false);
  const dlq = await seenQueue(world, shop, "doomed-dlq", false);
  const source = await seenQueue(world, shop, "doomed", false);
  await world.ask("updateQueue", { id: dlq.id, mode: "off" });
  const id = await aPipeline(world, "doomed", [{ arn: pair.sourceArn, accountId: shop, role: "entry" }]);
  await aMinute(world, { queueId: source.id, accountId: shop, at: minutesAgo(120), visible: 5, sent: 5 });
  for (const [at, visible] of [
    [240, 0],
    [180, 5],
  ] as const)
    await aMinute(world, { queueId: dlq.id, accountId: shop, at: minutesAgo(at), visible });

  const { hops, brief } = await world.ask("getPipelineSlo", { id });
  expect(hops[0]).toMatchObject({ isMeasurable: true, value: 0, goodCount: 0, badCount: 5 });
  expect(brief.state).toBe("breached");
});

test("health asks the same tier as objectives do: the one on which the parts agree", async () => {
  const arn = arnOf("sqs", "tiered");
  const id = await aPipeline(world, "tiered", [{ arn, accountId: shop }]);
  await execute(
    world.db,
    sql`INSERT INTO ownership (arn, account_id, tier, source, updated_at) VALUES (${arn}, ${shop}, '1', 'rule', dlo_now())`,
  );

  expect((await listPipelinesToJudge(world.db)).find((one) => one.id === id)?.tier).toBe("1");
  expect((await world.ask("getPipelineSlo", { id })).objective.ageSeconds).toBe(300);
});

test("how objectives stood yesterday is not told as how they stand", async () => {
  const id = await aPipeline(world, "left", [{ arn: arnOf("sqs", "left"), accountId: shop }]);
  const met = { state: "met", budgetLeft: 1, burn: "none", sentence: "left: kept." };
  await execute(
    world.db,
    sql`INSERT INTO pipeline_figures (pipeline_id, slo_at, slo) VALUES (${id}, dlo_now() - interval '1 day', ${JSON.stringify(met)}::jsonb)`,
  );
  expect((await world.ask("getPipeline", { id })).slo).toBeNull();

  await execute(world.db, sql`UPDATE pipeline_figures SET slo_at = dlo_now() WHERE pipeline_id = ${id}`);
  expect((await world.ask("getPipeline", { id })).slo).toEqual(met);
});

test("the time in which no worker judged is blind in the history, not as well as before", async () => {
  const arn = arnOf("lambda", "function:quiet");
  const id = await aPipeline(world, "quiet", [{ arn, accountId: shop, kind: "function" }]);
  await judged(id, "healthy", "Well.", 120);
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, state, reason) VALUES (${id}, dlo_now() - interval '1 day', 'healthy', 'Well.')`,
  );
  const meanwhile = (await world.ask("getPipelineHistory", { id, window: "7d" })).spans;
  expect(meanwhile.map(({ state, until }) => [state, until === null])).toEqual([
    ["healthy", false],
    ["blind", true],
  ]);

  await judgePipelines(world.worker());
  await judgePipelines(world.worker());

  const { spans } = await world.ask("getPipelineHistory", { id, window: "7d" });
  expect(spans[0]).toMatchObject({ state: "healthy", until: expect.any(String) });
  expect(spans[1]).toMatchObject({ state: "blind", from: spans[0]?.until });
  expect(Date.now() - Date.parse(spans[1]?.from ?? "")).toBeGreaterThan(119 * 60_000);
  expect(spans.filter(({ until }) => until === null)).toHaveLength(1);
});
