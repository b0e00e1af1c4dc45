import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, expect, test } from "vitest";
import { connect } from "@/lib/db/connect";
import { execute, rows, sql } from "@/lib/db/query";
import { judgePipelines } from "@/lib/operations/pipelines/judge-pipelines";
import { keepRetention } from "@/lib/operations/polling/keep-house";
import { sim } from "../../aws/sim-clients";
import { READ_ACTIONS, SHOP } from "../../support/world";
import { aJudgedShop, type JudgedShop, whyNotWhole } from "./judged-world";
import { aPipeline } from "./known-pipeline";

let stage: JudgedShop;
afterEach(() => stage.world.stop());

const send = (url: string, count: number) =>
  stage.world.aws.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: Array.from({ length: count }, (_, at) => ({ Id: String(at), MessageBody: `{"order":${at}}` })),
    }),
  );
const evidence = () =>
  rows<{ signal: string; arn: string; state: string }>(
    stage.world.db,
    sql`SELECT signal, arn, state FROM pipeline_evidence ORDER BY signal, arn`,
  );

/** The read role may do these things from now on; nothing else is asked for while it may do none. */
async function roleMay(actions: readonly string[]): Promise<void> {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
  };
  const policies = [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] }];
  const role = { arn: `arn:aws:iam::${SHOP}:role/dlo-read`, trust, policies: actions.length > 0 ? policies : [] };
  const { status } = await sim(stage.world.simulator.url, "POST", "/setup", { roles: [role] });
  expect(status).toBe(200);
}

test("a dead-letter queue that fills makes its pipeline failing with the number and the place, and it recovers when that is over", async () => {
  stage = await aJudgedShop();
  const { pipelineId, pair, judge, minutes, look } = stage;
  expect(await judge(pipelineId)).toMatchObject({
    state: "healthy",
    reason: "All 2 parts were read lately, and nothing speaks against them.",
  });

  await send(pair.dlqUrl, 4);
  await look();
  const failing = await judge(pipelineId);
  expect(failing).toMatchObject({ state: "failing" });
  expect(failing.reason).toContain("orders-dlq took 4 dead letters in the last 15 minutes");
  expect(await evidence()).toEqual([{ signal: "dead-letters", arn: pair.dlqArn, state: "failing" }]);

  expect(await minutes(9, pipelineId)).toMatchObject({ state: "failing", candidate: null });
  let said = failing;
  for (let minute = 0; minute < 8 && said.candidate === null; minute += 1) said = await minutes(1, pipelineId);
  expect(said).toMatchObject({ state: "failing", candidate: "healthy" });
  expect(await minutes(4, pipelineId)).toMatchObject({ state: "failing", candidate: "healthy" });
  expect(await minutes(2, pipelineId)).toMatchObject({ state: "healthy", candidate: null });
  const spans = await stage.spans(pipelineId);
  expect(spans.map(({ state }) => state)).toEqual(["healthy", "failing", "healthy"]);
  expect(whyNotWhole(spans)).toBeUndefined();
});

test("a queue from which nobody takes is stalled after five minutes, by its counters alone", async () => {
  stage = await aJudgedShop();
  const { pipelineId, pair, judge, minutes } = stage;
  await judge(pipelineId);

  await send(pair.sourceUrl, 5);
  const soon = await minutes(3, pipelineId);
  const later = await minutes(4, pipelineId);

  expect(soon.state).toBe("healthy");
  expect(later.state).toBe("stalled");
  expect(later.reason).toMatch(/^5 messages wait in orders, and by its counters nothing was taken for [56] min/);
});

test("a consumer that is switched off stalls what waits for it at once", async () => {
  stage = await aJudgedShop();
  const { pipelineId, pair, shop, look, judge, world } = stage;
  await judge(pipelineId);
  await execute(
    world.db,
    sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
        VALUES ('res_1', ${shop.id}, 'eu-central-1', 'arn:mapping', 'mapping', 'm', ${JSON.stringify({ sourceArn: pair.sourceArn, isEnabled: false })}::jsonb, '', dlo_now(), dlo_now(), dlo_now(), dlo_now())`,
  );

  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl: pair.sourceUrl, MessageBody: "{}" }));
  await look();

  expect(await judge(pipelineId)).toMatchObject({
    state: "stalled",
    reason: "1 message waits in orders, and the consumer that takes from it is switched off.",
  });
});

test("losing the role makes a pipeline blind, never green, and sees again when it is back", async () => {
  stage = await aJudgedShop();
  const { pipelineId, judge, minutes } = stage;
  await judge(pipelineId);

  await roleMay([]);
  const blind = await minutes(3, pipelineId);

  expect(blind.state).toBe("blind");
  expect(blind.reason).toMatch(/^Cannot see orders: shop 111 cannot be read since /);
  expect(await evidence()).toEqual(
    [stage.pair.sourceArn, stage.pair.dlqArn].map((arn) => ({ signal: "blind", arn, state: "blind" })),
  );
  await roleMay(READ_ACTIONS);
  expect(await minutes(4, pipelineId)).toMatchObject({ state: "blind", candidate: "healthy" });
  expect(await minutes(3, pipelineId)).toMatchObject({ state: "healthy", candidate: null });
});

test("losing the role does not wipe the trouble that was known", async () => {
  stage = await aJudgedShop();
  const { pipelineId, pair, judge, minutes, look } = stage;
  await judge(pipelineId);
  await send(pair.dlqUrl, 4);
  await look();
  await judge(pipelineId);

  await roleMay([]);
  const said = await minutes(40, pipelineId);

  expect(said.state).toBe("failing");
  expect(said.reason).toMatch(
    /^orders-dlq took 4 dead letters .*\(so at .*\), and cannot see orders: .* \(and 1 more\)\.$/,
  );
  expect((await stage.spans(pipelineId)).map(({ state }) => state)).toEqual(["healthy", "failing"]);
});

test("workers that judge at once, and one that dies in between, leave one open span of each pipeline and no gap", async () => {
  stage = await aJudgedShop();
  const { pipelineId, pair, judge, look, world, worker, spans } = stage;
  await Promise.all(["one", "two", "three"].map((workerId) => judgePipelines({ ...worker(), workerId })));
  expect(whyNotWhole(await spans(pipelineId))).toBeUndefined();
  await send(pair.dlqUrl, 4);
  await look();

  // The spans are the last thing that a judgement writes: this one gets no further than that.
  const dying = connect({ url: world.database.workerUrl, maxConnections: 1, statementTimeoutMs: 500 });
  await world.db.$transaction(async (tx) => {
    await rows(tx, sql`SELECT 1 FROM pipeline_health_span WHERE pipeline_id = ${pipelineId} FOR UPDATE`);
    await expect(judgePipelines({ ...worker(), db: dying })).rejects.toThrow();
  });
  await dying.$disconnect();

  expect((await spans(pipelineId)).map(({ state }) => state)).toEqual(["healthy"]);
  expect(await evidence()).toEqual([]);
  expect(await judge(pipelineId)).toMatchObject({ state: "failing" });
  expect(whyNotWhole(await spans(pipelineId))).toBeUndefined();
});

test("a pipeline without a part that is read is blind, one that is gone is judged no more, and old history is forgotten", async () => {
  stage = await aJudgedShop();
  const { pipelineId, judge, world, spans } = stage;
  const outside = await aPipeline(world, "elsewhere", [{ arn: "arn:aws:mq:x", accountId: "", kind: "outside" }]);
  await execute(
    world.db,
    sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, until_at, state, reason) VALUES
        (${pipelineId}, dlo_now() - interval '402 days', dlo_now() - interval '401 days', 'failing', 'old'),
        (${pipelineId}, dlo_now() - interval '401 days', dlo_now() - interval '399 days', 'blind', 'kept')`,
  );

  expect(await judge(outside)).toMatchObject({
    state: "blind",
    reason: "Cannot see it: none of its parts is read here.",
  });
  await keepRetention(world.worker());
  expect((await spans(pipelineId)).map(({ state }) => state)).toEqual(["blind", "healthy"]);
  await execute(world.db, sql`UPDATE pipeline SET gone_at = dlo_now() WHERE id = ${outside}`);
  await judge(pipelineId);

  expect((await spans(outside)).map(({ untilAt }) => untilAt === null)).toEqual([false]);
  await expect(judge(outside)).rejects.toThrow("it was not judged");
});
