import { afterEach, beforeEach, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { heldBodies } from "../../faults/multiset";
import { deadLetter } from "../../support/dead-letters";
import { until } from "../../support/eventually";
import { aDrivenRun, aFault, aRun, noFaults } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";
import { copies, listLosses, turnOff } from "./losing-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** Dead letters in a read-only account that nobody reads. */
async function anUnreadQueue(bodies: readonly string[], isFifo = false) {
  const account = await connectShop(world, { isWritable: false });
  await turnOff(world);
  const pair = await aQueuePair(world.aws, "orders", isFifo ? { FifoQueue: "true" } : {});
  await deadLetter(world.aws, pair, bodies, isFifo ? (index) => `g${index % 2}` : undefined);
  await look(world, account.id);
  const [dlq] = (await world.ask("listQueues", { name: "orders-dlq" })).items;
  if (!dlq) throw new Error("no dead-letter queue");
  return { account, pair, dlq, rescue: { action: "rescue" as const, selection: { queueId: dlq.id } } };
}
const bodiesOf = (count: number) => Array.from({ length: count }, (_, index) => `{"type":"Order","n":${index}}`);

test("a rescue copies every message whole to the vault and leaves the queue, its mode and the account as they were", async () => {
  const { account, dlq, rescue } = await anUnreadQueue(bodiesOf(25));

  const run = await aDrivenRun(world, rescue);
  await look(world, account.id);

  const [item] = (await world.ask("listVaultItems", { limit: 100 })).items;
  const body = await world.ask("getVaultBody", { id: item?.id ?? "" });
  expect(run).toMatchObject({ state: "done", approximateMoved: 25, outcome: "Rescued 25." });
  expect(item).toMatchObject({ reason: "rescued", state: "kept" });
  expect(bodiesOf(25)).toContain(body.body);
  expect(await copies(world)).toHaveLength(25);
  expect(heldBodies(world, "orders-dlq").size).toBe(25);
  expect(await world.ask("getQueue", { id: dlq.id })).toMatchObject({ mode: "off", lossKind: "saved", savedCount: 25 });
  expect((await listLosses(world)).items).toMatchObject([{ name: "orders-dlq", lossKind: "saved", savedCount: 25 }]);
});

test("a worker that dies in the middle of a rescue is followed by one that copies the rest, none twice", async () => {
  const { rescue } = await anUnreadQueue(bodiesOf(400));
  await aFault(world, { operation: "sqs:ReceiveMessage", kind: "delayMs", from: 16, ms: 3000 });
  const runId = await aRun(world, rescue);
  const death = new AbortController();
  const dying: WorkerCtx = { ...world.worker("worker-1"), signal: death.signal };
  const driving = driveRun(dying, runId);
  await until(
    () => copies(world),
    (kept) => kept.length > 20,
  );
  death.abort();
  await driving;
  await noFaults(world);
  const half = (await copies(world)).length;

  await world.simulator.world.advance(31);
  await driveRun(world.worker("worker-2"), runId);

  const kept = await copies(world);
  expect(half).toBeLessThan(400);
  expect(kept).toHaveLength(400);
  expect(kept.every(({ count }) => count === 1)).toBe(true);
  expect(await world.ask("getRun", { id: runId })).toMatchObject({ state: "done", outcome: "Rescued 400." });
}, 60_000);

test("a second rescue copies only what came since", async () => {
  const { account, pair, rescue } = await anUnreadQueue(["a", "b"]);
  await aDrivenRun(world, rescue);
  await deadLetter(world.aws, pair, ["c"]);
  await look(world, account.id);
  const before = await listLosses(world);

  const run = await aDrivenRun(world, rescue);

  expect(before.items[0]?.lossKind).not.toBe("saved");
  expect(run).toMatchObject({ state: "done", outcome: "Rescued 1. 2 had a copy before." });
  expect((await copies(world)).map(({ count }) => count)).toEqual([1, 1, 1]);
});

test("what FIFO hides behind the heads of its groups is counted and named, not passed over", async () => {
  const { rescue } = await anUnreadQueue(bodiesOf(40), true);

  const run = await aDrivenRun(world, rescue);

  const kept = (await copies(world)).length;
  expect(kept).toBeLessThan(40);
  expect(run.outcome).toContain(`Rescued ${kept} of about 40.`);
  expect(run.outcome).toContain("behind the heads of their message groups");
}, 60_000);

test("a queue that is captured below whole keeps no body in the index, and a whole copy in the vault", async () => {
  const { dlq, rescue } = await anUnreadQueue(["secret"]);
  await execute(world.db, sql`UPDATE queue SET capture = 'shape' WHERE id = ${dlq.id}`);

  const plan = await world.ask("createPlan", rescue, "operator");
  await aDrivenRun(world, rescue);

  const [message] = (await world.ask("listFailedMessages", { queueId: dlq.id })).items;
  const [item] = (await world.ask("listVaultItems", {})).items;
  expect(plan.checks.find((check) => check.id === "copies-whole")).toMatchObject({ result: "warn" });
  expect(await world.ask("getMessageBody", { id: message?.id ?? "" }).catch((error: DloError) => error.code)).toBe(
    "not-found",
  );
  expect((await world.ask("getVaultBody", { id: item?.id ?? "" })).body).toBe("secret");
});

test("a queue with a consumer is rescued only with a reason, and never one that is no dead-letter queue", async () => {
  const { dlq, rescue } = await anUnreadQueue(["a"]);
  await execute(
    world.db,
    sql`UPDATE queue SET consumers = '[{"functionArn":"arn:aws:lambda:x:1:function:f","state":"Enabled"}]' WHERE id = ${dlq.id}`,
  );
  const source = (await world.ask("listQueues", { name: "orders" })).items.find((queue) => queue.name === "orders");

  const without = await world.ask("createPlan", rescue, "operator");
  const live = await world.ask(
    "createPlan",
    { action: "rescue", selection: { queueId: source?.id ?? "" } },
    "operator",
  );
  const run = await aDrivenRun(world, { ...rescue, reason: "incident 12: the consumer is stopped" });

  expect(without.checks[0]).toMatchObject({ id: "reads-only-by-reason", result: "block" });
  expect(live.checks[0]).toMatchObject({ id: "dead-letter-queue", result: "block" });
  expect(run).toMatchObject({ state: "done", outcome: "Rescued 1." });
});

test("a restore of a rescued message says that it is still in its queue, and stays possible", async () => {
  const { account, rescue } = await anUnreadQueue(["a"]);
  await aDrivenRun(world, rescue);
  await world.ask("updateAccount", { id: account.id, isWritable: true });
  const [item] = (await world.ask("listVaultItems", {})).items;

  const plan = await world.ask("createPlan", { action: "restore", selection: { vaultItemIds: [item?.id ?? ""] } });

  expect(plan.checks.find((check) => check.id === "still-there")?.text).toContain("1 of these are still in orders-dlq");
  expect(plan.checks.some((check) => check.result === "block")).toBe(false);
});

test("without an inspect role a rescue is refused with what is missing; a viewer may not ask for it", async () => {
  const { account, rescue } = await anUnreadQueue(["a"]);
  const viewer = await world.ask("createPlan", rescue, "viewer").catch((error: DloError) => error);
  await execute(world.db, sql`UPDATE account SET inspect_role_arn = NULL WHERE id = ${account.id}`);

  const plan = await world.ask("createPlan", rescue, "operator");

  expect(viewer).toMatchObject({ status: 403 });
  expect(plan.checks[0]).toMatchObject({ id: "inspect-role", result: "block" });
});
