import { afterAll, beforeAll, expect, test } from "vitest";
import { grantsOfPlan } from "@/lib/core/plans/grants";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aFault, noFaults } from "../../support/runs";
import { idsInQueue } from "../../support/vault";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
});
afterAll(() => world.stop());

async function aFullQueue(name: string, count = 12) {
  const pair = await aQueuePair(world.aws, name);
  const bodies = Array.from({ length: count }, (_, index) => JSON.stringify({ type: "Order", index }));
  await deadLetter(world.aws, pair, bodies);
  return seenQueue(world, accountId, `${name}-dlq`);
}

async function aPurge(queueId: string, queueName: string) {
  const plan = await world.ask("createPlan", { action: "purge", selection: { queueId }, reason: "load test is over" });
  const breakGlass = plan.approval.needed > 0 ? { breakGlass: { reason: "a test without other people" } } : {};
  const apply = (confirm?: string) =>
    world.ask("applyPlan", {
      id: plan.id,
      hash: plan.hash,
      ...breakGlass,
      ...(confirm === undefined ? {} : { confirm }),
    });
  return { plan, apply, confirmed: () => apply(queueName) };
}

test("a purge copies what can be read to the vault first, then the queue is empty and every copy is there", async () => {
  const dlq = await aFullQueue("load");
  const purge = await aPurge(dlq.id, "load-dlq");
  const { runId } = await purge.confirmed();

  await driveRun({ ...world.worker(), allowsPurge: true }, runId);

  const run = await world.ask("getRun", { id: runId });
  const kept = await world.ask("listVaultItems", { queueId: dlq.id, limit: 200 });
  const entries = await world.ask("listAuditEntries", { action: "queue.purged" });
  expect(run.reason).toBeNull();
  expect(run).toMatchObject({ state: "done", action: "purge" });
  expect(run.outcome).toContain("12 known messages are in the vault, 0 known ones are not");
  expect(kept.items).toHaveLength(12);
  expect(idsInQueue(world, "load-dlq")).toEqual([]);
  expect(entries.items[0]).toMatchObject({ runId, detail: { copiedCount: 12, reason: "load test is over" } });
});

test("a purge without the queue's name typed is refused, and touches nothing", async () => {
  const dlq = await aFullQueue("typed", 2);
  const purge = await aPurge(dlq.id, "typed-dlq");

  await expect(purge.apply()).rejects.toMatchObject({ fields: [{ field: "confirm", message: "must be typed-dlq" }] });
  await expect(purge.apply("typed")).rejects.toMatchObject({ status: 422 });
  expect(idsInQueue(world, "typed-dlq")).toHaveLength(2);
});

test("a worker whose own configuration does not allow it purges nothing, whoever applied the plan", async () => {
  const dlq = await aFullQueue("guarded", 2);
  const { runId } = await (await aPurge(dlq.id, "guarded-dlq")).confirmed();

  await driveRun(world.worker(), runId);

  expect(await world.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("DLO_ALLOW_PURGE"),
  });
  expect(idsInQueue(world, "guarded-dlq")).toHaveLength(2);
});

test("an operator without the right to purge cannot apply the plan", async () => {
  const dlq = await aFullQueue("rights", 1);
  const { plan } = await aPurge(dlq.id, "rights-dlq");

  const tried = world.ask("applyPlan", { id: plan.id, hash: plan.hash, confirm: "rights-dlq" }, "operator");

  await expect(tried).rejects.toMatchObject({ status: 403 });
});

test("a purge whose answer was lost is never asked for again: a person has to look", async () => {
  const dlq = await aFullQueue("lost", 3);
  const { runId } = await (await aPurge(dlq.id, "lost-dlq")).confirmed();
  await aFault(world, { operation: "sqs:PurgeQueue", kind: "resetAfter" });
  const worker = { ...world.worker(), allowsPurge: true };

  await driveRun(worker, runId);
  await noFaults(world);
  await driveRun(worker, runId);

  const run = await world.ask("getRun", { id: runId });
  expect(["interrupted", "paused", "failed"]).toContain(run.state);
  expect(await world.ask("listVaultItems", { queueId: dlq.id, limit: 200 })).toMatchObject({ totalCount: 3 });
});

test("the session of a purge can send nowhere", () => {
  const grants = grantsOfPlan({
    driver: "purge",
    subjectArn: "arn:aws:sqs:eu-central-1:1:q",
    destinationArns: [],
    configuration: {},
  });

  expect(JSON.stringify(grants)).not.toMatch(/SendMessage|DeleteMessage"|Invoke|Publish/);
});
