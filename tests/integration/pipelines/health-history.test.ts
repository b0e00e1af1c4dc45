import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scope } from "@/lib/core/access/scope";
import { execute, rows, sql } from "@/lib/db/query";
import { getPipelineHistory } from "@/lib/operations/pipelines/get-pipeline-history";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { createWorld, REGION, type World } from "../../support/world";
import { aPipeline } from "./known-pipeline";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await execute(
    world.db,
    sql`INSERT INTO account (id, aws_account_id, name, environment, regions, external_id) VALUES
        ('acc_a', '111111111111', 'shop', 'sat', ARRAY[${REGION}], 'x'), ('acc_b', '222222222222', 'bank', 'sat', ARRAY[${REGION}], 'y')`,
  );
  for (const account of ["acc_a", "acc_b"]) {
    await execute(
      world.db,
      sql`INSERT INTO region_state (account_id, region, status, checked_at, seen_at) VALUES (${account}, ${REGION}, 'ok', dlo_now(), dlo_now())`,
    );
    await execute(
      world.db,
      sql`INSERT INTO capability_state (account_id, region, feature, state, checked_at, ok_at)
          SELECT ${account}, ${REGION}, f, 'ok', dlo_now(), dlo_now() FROM unnest(ARRAY['queues', 'events', 'functions', 'state-machines', 'topics', 'metrics']) AS f`,
    );
  }
});
afterAll(() => world.stop());

const see = (id: string, window: "24h" | "7d" | "30d", scope: Scope = { kind: "all" }) =>
  getPipelineHistory(world.web("viewer", { scope }), { id, window });
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

async function aResource(kind: string, arn: string, config: object = {}): Promise<{ arn: string; accountId: string }> {
  await execute(
    world.db,
    sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
        VALUES (${arn}, 'acc_a', ${REGION}, ${arn}, ${kind}, ${arn.split(":").at(-1)}, ${JSON.stringify(config)}::jsonb, '', dlo_now(), dlo_now(), dlo_now(), dlo_now())`,
  );
  return { arn, accountId: "acc_a" };
}
const said = async (id: string) => {
  await judgePipelines(world.worker());
  return rows<{ signal: string; state: string; sentence: string }>(
    world.db,
    sql`SELECT signal, state, sentence FROM pipeline_evidence WHERE pipeline_id = ${id} ORDER BY signal`,
  );
};

test("the history of a window is clipped to it, and what lasts has no end", async () => {
  const id = await aPipeline(world, "history", [{ arn: "arn:history", accountId: "acc_a" }]);
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, until_at, state, reason) VALUES
        (${id}, ${hoursAgo(60)}, ${hoursAgo(48)}, 'failing', 'long ago'), (${id}, ${hoursAgo(48)}, ${hoursAgo(6)}, 'healthy', 'calm'),
        (${id}, ${hoursAgo(6)}, NULL, 'blind', 'dark')`,
  );

  const day = await see(id, "24h");
  const week = await see(id, "7d");

  expect(day.spans.map(({ state, from, until }) => [state, from, until])).toEqual([
    ["healthy", day.from, week.spans[1]?.until],
    ["blind", week.spans[1]?.until, null],
  ]);
  expect(week.spans.map(({ state }) => state)).toEqual(["failing", "healthy", "blind"]);
});

test("who sees a part of a pipeline is told why its history is not shown, and who sees none of it that there is nothing", async () => {
  const parts = [
    { arn: "arn:mine", accountId: "acc_a" },
    { arn: "arn:theirs", accountId: "acc_b" },
  ];
  const id = await aPipeline(world, "crossing", parts);

  await expect(see(id, "7d", { kind: "accounts", accountIds: ["acc_a"] })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("only to who sees all of it"),
  });
  await expect(see(id, "7d", { kind: "accounts", accountIds: ["acc_c"] })).rejects.toMatchObject({ code: "not-found" });
  expect(await see(id, "7d", { kind: "accounts", accountIds: ["acc_a", "acc_b"] })).toMatchObject({ spans: [] });
});

test("what EventBridge counted, and a silence, speak against the rule", async () => {
  const rule = await aResource("rule", "arn:aws:events:eu-central-1:1:rule/placed", {
    isEnabled: true,
    managedBy: null,
    targets: [
      { id: "1", deadLetterArn: "arn:dlq" },
      { id: "2", deadLetterArn: null },
    ],
  });
  const id = await aPipeline(world, "rules", [{ ...rule, kind: "rule" }]);
  expect(await said(id)).toMatchObject([
    { signal: "blind", sentence: "Cannot see rule/placed: its figures were never read." },
  ]);

  await execute(
    world.db,
    sql`INSERT INTO event_watch (account_id, region, arn, figures, looked_at) VALUES ('acc_a', ${REGION}, ${rule.arn}, '{}', dlo_now())`,
  );
  expect(await said(id)).toEqual([]);
  await execute(
    world.db,
    sql`INSERT INTO series.event_rollup (arn, account_id, region, width_seconds, bucket, invocations, failed, sent_to_dead_letter, throttled)
        VALUES (${rule.arn}, 'acc_a', ${REGION}, 300, dlo_now() - interval '10 minutes', 10, 5, 3, 2), (${rule.arn}, 'acc_a', ${REGION}, 300, dlo_now() - interval '21 minutes', 10, 9, 9, 9)`,
  );
  await execute(
    world.db,
    sql`INSERT INTO activity (arn, account_id, region, watched_from, read_at, rhythm, rhythm_sentence) VALUES (${rule.arn}, 'acc_a', ${REGION}, dlo_now(), dlo_now(), 'silent', 'It has not run for 3 h.')`,
  );

  expect((await said(id)).map(({ signal, state, sentence }) => [signal, state, sentence])).toEqual([
    [
      "failed-invocations",
      "failing",
      "5 deliveries of rule/placed failed for good in the last 20 minutes; 50 % of all.",
    ],
    ["losing", "failing", "rule/placed lost 2 events in the last 20 minutes: there was no dead-letter queue."],
    ["silent-rule", "stalled", "The rule rule/placed has gone silent. It has not run for 3 h."],
    [
      "throttled",
      "degraded",
      "EventBridge put off 2 runs of rule/placed in the last 20 minutes for its own limits: late, not lost.",
    ],
  ]);
});

test("errors and throttles of a function speak against it once its figures were read", async () => {
  const fn = await aResource("function", "arn:aws:lambda:eu-central-1:1:function:picking");
  const id = await aPipeline(world, "functions", [{ ...fn, kind: "function" }]);
  expect(await said(id)).toMatchObject([{ signal: "blind" }]);

  await execute(
    world.db,
    sql`INSERT INTO use_watch (account_id, region, arn, width_seconds, read_at) VALUES ('acc_a', ${REGION}, ${fn.arn}, 300, dlo_now())`,
  );
  for (const [metric, value] of [
    ["invocations", 20],
    ["errors", 10],
    ["throttles", 5],
  ] as const)
    await execute(
      world.db,
      sql`INSERT INTO series.resource_use (arn, account_id, region, width_seconds, bucket, metric, value) VALUES (${fn.arn}, 'acc_a', ${REGION}, 300, dlo_now() - interval '5 minutes', ${metric}, ${value})`,
    );

  expect((await said(id)).map(({ signal, state }) => [signal, state])).toEqual([
    ["function-errors", "failing"],
    ["throttled", "degraded"],
  ]);
});

test("failed executions and losses with a count alone speak against what they come from; what was there before does not", async () => {
  const saga = await aResource("state-machine", "arn:aws:states:eu-central-1:1:stateMachine:saga");
  const topic = await aResource("topic", "arn:aws:sns:eu-central-1:1:changes");
  const id = await aPipeline(world, "unrecorded", [
    { ...saga, kind: "state-machine" },
    { ...topic, kind: "topic" },
  ]);
  await aClass("fc_saga", saga.arn, "executions", 3, 0);
  await aClass("fc_topic", topic.arn, "count-only", 2, 0);
  await aClass("fc_old", topic.arn, "count-only", 90, 90);

  expect((await said(id)).map(({ signal, sentence }) => [signal, sentence])).toEqual([
    ["dead-letters", "3 executions of saga failed in the last hour."],
    ["losing", "changes lost 2 events in the last hour: nothing but a count is left of them."],
  ]);
});

async function aClass(id: string, anchorArn: string, record: string, count: number, backlog: number): Promise<void> {
  await execute(
    world.db,
    sql`INSERT INTO failure_class (id, account_id, region, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error, title, message_type, status_at,
          first_seen_at, last_seen_at, record)
        VALUES (${id}, 'acc_a', ${REGION}, ${anchorArn}, 'x', 'none', 'x', 'x', 'x', 'x', 'x', 'x', dlo_now(), dlo_now(), dlo_now(), ${record})`,
  );
  await execute(
    world.db,
    sql`INSERT INTO series.class_arrival (class_id, account_id, bucket, count, backlog_count) VALUES (${id}, 'acc_a', dlo_now() - interval '40 minutes', ${count}, ${backlog})`,
  );
}
