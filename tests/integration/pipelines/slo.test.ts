import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, firstRow, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { reckonObjectives } from "@/lib/operations/pipelines/reckon-objectives";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aDrivenRun } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, SHOP, type World } from "../../support/world";
import { aMinute, aPipeline, minutesAgo } from "./known-pipeline";

let world: World;
let accountId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
let dlqId: string;
let sourceId: string;
let pipelineId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
  pair = await aQueuePair(world.aws, "orders");
  dlqId = (await seenQueue(world, accountId, "orders-dlq")).id;
  await look(world, accountId);
  await scanQueue(world.worker(), dlqId, true);
  await execute(world.db, sql`UPDATE queue SET first_scan_at = dlo_now() - interval '3 days' WHERE id = ${dlqId}`);
  sourceId = (await seenQueue(world, accountId, "orders", false)).id;
  pipelineId = await aPipeline(world, "orders", [
    { arn: pair.sourceArn, accountId, role: "entry" },
    { arn: `arn:aws:lambda:eu-central-1:${SHOP}:function:ship`, accountId, kind: "function", role: "consumer" },
    { arn: pair.dlqArn, accountId, role: "dead-letter" },
  ]);
});
afterAll(() => world.stop());

async function hop(kind: "delivered" | "age", name = "orders") {
  const { hops } = await world.ask("getPipelineSlo", { id: pipelineId }, "viewer");
  return hops.find((one) => one.kind === kind && one.name === name);
}

test("before anything was counted nothing is measurable, and nothing is met", async () => {
  await reckonObjectives(world.worker());

  const slo = await world.ask("getPipelineSlo", { id: pipelineId }, "viewer");
  const kept = await firstRow<{ slo: { state: string } }>(
    world.db,
    sql`SELECT slo FROM pipeline_figures WHERE pipeline_id = ${pipelineId}`,
  );

  expect(slo.hops.find((one) => one.kind === "delivered")).toMatchObject({ isMeasurable: false, value: null });
  expect(slo.isObjectiveByHand).toBe(false);
  expect(slo.hops.some((one) => one.name === "orders-dlq")).toBe(false);
  expect(kept?.slo.state).toBe(slo.brief.state);
});

test("a function's errors are tries: it is not measurable, and says why", async () => {
  expect(await hop("delivered", "ship")).toMatchObject({ isMeasurable: false, goodCount: null });
  expect((await hop("delivered", "ship"))?.reason).toContain("tries, not losses");
});

test("what was taken and what died give the share that was delivered, and new dead letters are counted one by one", async () => {
  await aMinute(world, { queueId: sourceId, accountId, at: minutesAgo(20), visible: 3, sent: 1_000, deleted: 990 });
  await deadLetter(world.aws, pair, bodies(10));
  await look(world, accountId);
  await scanQueue(world.worker(), dlqId, true);

  expect(await hop("delivered")).toMatchObject({
    isMeasurable: true,
    goodCount: 990,
    badCount: 10,
    ownCount: 0,
    value: 0.99,
    confidence: "weak",
    confidenceWhy: expect.stringContaining("of the window was measured"),
  });
});

test("our own redrive is taken off: what is delivered at the second try is no new success, what fails again no new failure", async () => {
  const before = await hop("delivered");
  const [failure] = (await world.ask("listFailureClasses", { view: "all" })).items;

  const run = await aDrivenRun(world, {
    action: "redrive",
    selection: { classId: failure?.id ?? "" },
    ratePerSecond: 500,
  });
  await consume(6);
  await aMinute(world, { queueId: sourceId, accountId, at: minutesAgo(1), visible: 4, sent: 10, deleted: 6 });
  await deadLetterRest();
  await look(world, accountId);
  await scanQueue(world.worker(), dlqId, true);

  expect(run.counters).toMatchObject({ sent: 10 });
  const after = await hop("delivered");
  expect(after).toMatchObject({ ownCount: 10, goodCount: before?.goodCount, badCount: before?.badCount });
  expect(after?.formula.inputs.find(({ name }) => name === "own returned")?.value).toBe(4);
});

test("ages above the objective are bad, a queue seen empty is good, and a time without a look is neither", async () => {
  const [id, at] = [sourceId, minutesAgo(20 * 60)];
  const period = (index: number) => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000 + index * 300_000);
  const before = await hop("age");

  await aMinute(world, { queueId: id, accountId, at: period(0), visible: 9, ageSeconds: 100, sent: 1 });
  await aMinute(world, { queueId: id, accountId, at: period(1), visible: 9, ageSeconds: 9_000, sent: 1 });
  await aMinute(world, { queueId: id, accountId, at: period(2), visible: 0 });
  await aMinute(world, { queueId: id, accountId, at: period(3), visible: 5 });

  const after = await hop("age");
  expect((after?.goodCount ?? 0) - (before?.goodCount ?? 0)).toBe(2);
  expect((after?.badCount ?? 0) - (before?.badCount ?? 0)).toBe(1);
});

test("the list gets what was worked out for the whole pipeline, and two workers at once write the same", async () => {
  await execute(world.db, sql`UPDATE pipeline_figures SET slo_at = dlo_now() - interval '5 minutes'`);
  await Promise.all([reckonObjectives(world.worker("worker-1")), reckonObjectives(world.worker("worker-2"))]);

  const slo = await world.ask("getPipelineSlo", { id: pipelineId });
  const kept = await firstRow<{ slo: { state: string; burn: string } }>(
    world.db,
    sql`SELECT slo FROM pipeline_figures WHERE pipeline_id = ${pipelineId}`,
  );
  expect(kept?.slo).toMatchObject({ state: slo.brief.state, burn: slo.brief.burn });
});

test("a dead-letter queue that is not indexed gives a lower bound from its depth, and the estimate is weak", async () => {
  const other = await aQueuePair(world.aws, "billing");
  await seenQueue(world, accountId, "billing-dlq", false);
  const dlq = await seenQueue(world, accountId, "billing-dlq", false);
  const source = await seenQueue(world, accountId, "billing", false);
  await world.ask("updateQueue", { id: dlq.id, mode: "off" });
  const id = await aPipeline(world, "billing", [{ arn: other.sourceArn, accountId, role: "entry" }]);
  const seen = { queueId: dlq.id, accountId };
  await aMinute(world, { queueId: source.id, accountId, at: minutesAgo(120), visible: 0, sent: 200, deleted: 200 });
  await aMinute(world, { ...seen, at: minutesAgo(240), visible: 2 });
  await aMinute(world, { ...seen, at: minutesAgo(180), visible: 7 });
  await aMinute(world, { ...seen, at: minutesAgo(120), visible: 1 });

  const { hops } = await world.ask("getPipelineSlo", { id });

  expect(hops[0]).toMatchObject({ kind: "delivered", goodCount: 200, badCount: 5, confidence: "weak" });
  expect(hops[0]?.confidenceWhy).toContain("not indexed");
});

test("an objective set by hand is what is measured against", async () => {
  const objective = { deliveredShare: 0.9, ageSeconds: 20_000, ageShare: 0.9, windowDays: 1 };
  const id = await aPipeline(world, "strict", [{ arn: pair.sourceArn, accountId }], objective);

  const slo = await world.ask("getPipelineSlo", { id });

  expect(slo).toMatchObject({ objective, isObjectiveByHand: true });
  expect(slo.hops[0]).toMatchObject({ objective: 0.9, budget: { windowDays: 1 } });
  expect(slo.brief.state).toBe("met");
});

const bodies = (count: number) =>
  Array.from({ length: count }, (_, index) => JSON.stringify({ type: "OrderPlaced", orderId: index, error: "boom" }));

/** The consumer takes some of what came back. */
async function consume(count: number): Promise<void> {
  for (let taken = 0; taken < count; taken++) {
    const { Messages } = await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: pair.sourceUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 30 }),
    );
    await world.aws.sqs.send(
      new DeleteMessageCommand({ QueueUrl: pair.sourceUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle ?? "" }),
    );
  }
}

/** What is left fails again. */
async function deadLetterRest(): Promise<void> {
  await deadLetter(world.aws, pair, []);
}
