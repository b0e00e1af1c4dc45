import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { checkSecondCopy } from "@/lib/operations/vault/check-second-copy";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aSecondBucket, idsInQueue, SECOND } from "../../support/vault";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld({ secondCopy: SECOND });
  accountId = (await connectShop(world)).id;
});
afterAll(() => world.stop());

async function aFullQueue(name: string, count = 2) {
  const pair = await aQueuePair(world.aws, name);
  await fill(pair, count);
  return { pair, dlq: await seenQueue(world, accountId, `${name}-dlq`) };
}
const fill = (pair: { sourceUrl: string }, count: number) =>
  deadLetter(
    world.aws,
    pair,
    Array.from({ length: count }, (_, index) => `m${index}`),
  );

async function aPurge(queueId: string, queueName: string): Promise<string> {
  const { id, hash } = await world.ask("createPlan", { action: "purge", selection: { queueId }, reason: "is over" });
  const breakGlass = { reason: "a test without other people" };
  return (await world.ask("applyPlan", { id, hash, confirm: queueName, breakGlass })).runId;
}
const driven = async (runId: string) => {
  await driveRun({ ...world.worker(), allowsPurge: true }, runId);
  return world.ask("getRun", { id: runId });
};
const resurrect = (runId: string) =>
  execute(world.db, sql`UPDATE run SET state = 'running', ended_at = NULL, sent_all_at = NULL WHERE id = ${runId}`);

test("a worker that dies right after a purge does not make the next one purge what came since", async () => {
  const { pair, dlq } = await aFullQueue("twice");
  const runId = await aPurge(dlq.id, "twice-dlq");
  await driven(runId);
  expect(idsInQueue(world, "twice-dlq")).toEqual([]);
  await resurrect(runId);
  await fill(pair, 3);

  const run = await driven(runId);

  expect(run.state).toBe("done");
  expect(idsInQueue(world, "twice-dlq")).toHaveLength(3);
});

test("a purge whose asking was written down and whose end was not is left to a person, by any worker", async () => {
  const { dlq } = await aFullQueue("asked");
  const runId = await aPurge(dlq.id, "asked-dlq");
  await execute(
    world.db,
    sql`UPDATE run SET state = 'running', driver_state = '{"purgeAskedAt":"2026-11-21T00:00:00Z"}' WHERE id = ${runId}`,
  );

  expect(await driven(runId)).toMatchObject({ state: "interrupted", reason: expect.stringContaining("is unknown") });
  expect(idsInQueue(world, "asked-dlq")).toHaveLength(2);
});

test("a queue that nothing names as its dead-letter target any more is not purged: it may be a live one", async () => {
  const { pair, dlq } = await aFullQueue("live");
  const runId = await aPurge(dlq.id, "live-dlq");
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.sourceUrl, Attributes: { RedrivePolicy: "" } }),
  );

  expect(await driven(runId)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("may be a live queue"),
  });
  expect(idsInQueue(world, "live-dlq")).toHaveLength(2);
});

test("while a run has messages of a queue in its hands, nobody purges it or gives all of it to a move task", async () => {
  const { dlq } = await aFullQueue("busy");
  const { id, hash } = await world.ask("createPlan", { action: "redrive", selection: { queueId: dlq.id } });
  const before = await world.ask("createPlan", { action: "purge", selection: { queueId: dlq.id }, reason: "is over" });
  const { runNumber } = await world.ask("applyPlan", { id, hash });

  const whole = await Promise.all([
    world.ask("createPlan", { action: "purge", selection: { queueId: dlq.id }, reason: "is over" }),
    world.ask("createPlan", { action: "redrive", driver: "move-task", selection: { queueId: dlq.id } }),
  ]);
  const late = world.ask("applyPlan", { id: before.id, hash: before.hash, confirm: "busy-dlq" });

  await expect(late).rejects.toMatchObject({ code: "messages-in-another-run" });
  for (const { checks } of whole)
    expect(checks.find(({ id: check }) => check === "not-in-another-run")).toMatchObject({
      result: "block",
      text: expect.stringContaining(`R-${runNumber}`),
    });
});

test("where a delete needs two copies a purge makes the second of each before it asks, and is blocked without a bucket", async () => {
  const { dlq } = await aFullQueue("double");
  await execute(world.db, sql`UPDATE queue SET needs_second_copy = true WHERE id = ${dlq.id}`);
  const input = { action: "purge", selection: { queueId: dlq.id }, reason: "is over" } as const;
  const blocked = await world.ask("createPlan", input);
  await aSecondBucket(world);
  await checkSecondCopy(world.worker());

  const run = await driven(await aPurge(dlq.id, "double-dlq"));
  const { items } = await world.ask("listVaultItems", { queueId: dlq.id, limit: 10 });

  expect(blocked.checks.find(({ id }) => id === "second-copy")).toMatchObject({ result: "block" });
  expect(run).toMatchObject({ state: "done" });
  expect(items).toMatchObject(Array(2).fill({ hasSecondCopy: true }));
  expect(idsInQueue(world, "double-dlq")).toEqual([]);
});
