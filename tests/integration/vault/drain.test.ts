import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AuditAction } from "@/lib/core/audit";
import { findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { judgeClasses } from "@/lib/operations/polling/keep-house";
import { drainQueue } from "@/lib/operations/vault/drain-queue";
import { drainVaults } from "@/lib/operations/vault/drain-vaults";
import { heldBodies } from "../../faults/multiset";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aDrivenRun, aFault, aRun, noFaults } from "../../support/runs";
import { idsInQueue, keptRows, toVault } from "../../support/vault";
import { aQueuePair, connectShop, createWorld, look, REGION, type ShopOptions, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const BODIES = ["one", "two", '{"n":12345678901234567890,"text":"ä\\u0000 "}'];

async function aDeadLetterQueue(bodies: readonly string[] = BODIES, shop: ShopOptions = {}, fifo = false) {
  const account = await connectShop(world, shop);
  const pair = await aQueuePair(world.aws, "orders", fifo ? { FifoQueue: "true" } : {});
  await deadLetter(world.aws, pair, bodies, fifo ? (index) => `g${index % 2}` : undefined);
  const name = fifo ? "orders-dlq.fifo" : "orders-dlq";
  return { account, pair, name, dlq: await seenQueue(world, account.id, name, false) };
}
const drain = (queueId: string) => drainQueue(world.worker(), queueId, true);
const receives = () => callsOf("sqs:ReceiveMessage");
function callsOf(action: string): number {
  const { calls } = world.simulator.world.usage.serialize();
  return calls.filter((one) => one.action === action).reduce((sum, one) => sum + one.calls, 0);
}
const detail = (id: string) => world.ask("getQueue", { id });
const auditOf = async (action: AuditAction) => (await world.ask("listAuditEntries", { action })).items;

test("a drained message is whole in the vault before it leaves the queue, and a restore of its class sends the same bytes", async () => {
  const { dlq } = await aDeadLetterQueue();
  await toVault(world, dlq.id);

  const why = await drain(dlq.id);

  const items = (await world.ask("listVaultItems", {})).items;
  const bodies = await Promise.all(items.map(async ({ id }) => (await world.ask("getVaultBody", { id })).body));
  expect(why).toBe("quiet");
  expect(heldBodies(world, "orders-dlq").size).toBe(0);
  expect(bodies.sort()).toEqual([...BODIES].sort());
  expect(
    items.every((item) => item.reason === "drained" && item.deletedAt !== null && item.storedByRunId === null),
  ).toBe(true);
  expect((await detail(dlq.id)).vault).toMatchObject({ drainedCount: 3, undeletedCount: 0, vaultedCount: 3 });

  const run = await aDrivenRun(world, { action: "restore", selection: { queueId: dlq.id } });

  expect(run).toMatchObject({ state: "done", counters: { selected: 3, sent: 3 } });
  expect([...heldBodies(world, "orders").keys()].sort()).toEqual([...BODIES].sort());
  expect((await keptRows(world)).map(({ state }) => state)).toEqual(["redriven", "redriven", "redriven"]);
});

test("a class whose messages are only in the vault stays open, counts as saved and offers a restore", async () => {
  const { dlq } = await aDeadLetterQueue(["same", "same"]);
  await toVault(world, dlq.id);
  await drain(dlq.id);
  await judgeClasses(world.worker());

  const [failure] = (await world.ask("listFailureClasses", { queueId: dlq.id, view: "all" })).items;
  const redrive = await world
    .ask("createPlan", { action: "redrive", selection: { classId: failure?.id ?? "" } }, "operator")
    .catch(String);
  const restore = await world.ask(
    "createPlan",
    { action: "restore", selection: { classId: failure?.id ?? "" } },
    "operator",
  );

  expect(failure).toMatchObject({ presentCount: 0, vaultedCount: 2, loss: { kind: "saved" } });
  expect(failure?.status).not.toBe("resolved");
  expect(redrive).toMatch(/only in the vault. Plan a restore/);
  expect(restore).toMatchObject({ action: "restore", itemCount: 2 });
});

test("only a dead-letter queue in vault mode is drained, and when vault mode is left nothing more is received", async () => {
  const { account, dlq } = await aDeadLetterQueue();
  const target = { account: await accountOf(account.id), region: REGION };
  const atFirst = receives();
  await drainVaults(world.worker(), target);
  expect(receives()).toBe(atFirst);

  await toVault(world, dlq.id);
  await drainVaults(world.worker(), target);
  await world.ask("updateQueue", { id: dlq.id, mode: "off" });
  const before = receives();
  await drainVaults(world.worker(), target);

  expect(before).toBeGreaterThan(atFirst);
  expect(receives()).toBe(before);
  expect(await keptRows(world)).toHaveLength(3);
  expect(await drain(dlq.id)).toMatch(/Vault mode is off/);
});

async function accountOf(id: string) {
  const account = await findAccount(world.db, id);
  if (!account) throw new Error("no account");
  return account;
}

test("the first denied delete stops the drain and says why; after the fix only what is missing is done", async () => {
  const { account, dlq } = await aDeadLetterQueue(BODIES);
  await toVault(world, dlq.id);
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "accessDenied" });

  await drain(dlq.id);
  const stopped = await detail(dlq.id);
  const inBoth = [idsInQueue(world, "orders-dlq").length, (await keptRows(world)).length];
  const calls = receives();
  await look(world, account.id);
  await drainVaults(world.worker(), { account: await accountOf(account.id), region: REGION });

  expect(stopped.vault).toMatchObject({ isPaused: true, drainedCount: 0, undeletedCount: 3, vaultedCount: 0 });
  expect(stopped.vault?.stoppedBecause).toMatch(/Deleting from orders-dlq was denied/);
  expect(stopped.vault?.fix).toMatch(/Allow sqs:DeleteMessage on arn:aws:sqs/);
  expect(inBoth).toEqual([3, 3]);
  expect(receives()).toBe(calls);
  expect(await auditOf("queue.drain-stopped")).toHaveLength(1);

  await noFaults(world);
  await world.ask("scanQueue", { id: dlq.id });
  await drainVaults(world.worker(), { account: await accountOf(account.id), region: REGION });

  expect(idsInQueue(world, "orders-dlq")).toEqual([]);
  expect(await keptRows(world)).toMatchObject([{ state: "vaulted" }, { state: "vaulted" }, { state: "vaulted" }]);
  expect((await detail(dlq.id)).vault).toMatchObject({ isPaused: false, drainedCount: 3, stoppedBecause: null });
});

test("when the answer to a delete is lost, the message is kept once and settled only after the queue was seen empty", async () => {
  const { dlq } = await aDeadLetterQueue(["only"]);
  await toVault(world, dlq.id);
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "resetAfter" });

  await drain(dlq.id);
  const open = await keptRows(world);
  await noFaults(world);
  await drain(dlq.id);
  const early = await keptRows(world);
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = interval '2 minutes'`);
  await drain(dlq.id);

  expect(idsInQueue(world, "orders-dlq")).toEqual([]);
  expect(open).toMatchObject([{ deletedAt: null, state: "present" }]);
  expect(open[0]?.deleteError).toMatch(/no answer/);
  expect(early).toMatchObject([{ deletedAt: null, state: "present" }]);
  expect(await keptRows(world)).toMatchObject([{ state: "vaulted", deleteError: null }]);
});

test("stopping all writes stops a drain before its next delete, and it goes on by itself when they are allowed", async () => {
  const { account, dlq } = await aDeadLetterQueue();
  await toVault(world, dlq.id);
  await world.ask("stopWrites", {});

  await drain(dlq.id);
  const stopped = await detail(dlq.id);
  await world.ask("allowWrites", {});
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = interval '6 seconds'`);
  await look(world, account.id);
  await drainVaults(world.worker(), { account: await accountOf(account.id), region: REGION });

  expect(stopped.vault?.stoppedBecause).toMatch(/all writes are stopped by admin/);
  expect(stopped.vault).toMatchObject({ isPaused: false, drainedCount: 0 });
  expect((await detail(dlq.id)).vault).toMatchObject({ drainedCount: 3, stoppedBecause: null });
});

test("a message of an open run is left to that run", async () => {
  const { dlq } = await aDeadLetterQueue(["mine", "yours"]);
  await world.ask("updateQueue", { id: dlq.id, mode: "index" });
  await scanQueue(world.worker(), dlq.id, true);
  const [message] = (await world.ask("listFailedMessages", { queueId: dlq.id })).items;
  await aRun(world, { action: "redrive", selection: { messageIds: [message?.id ?? ""] } });
  await toVault(world, dlq.id);

  await drain(dlq.id);

  expect(idsInQueue(world, "orders-dlq")).toEqual([message?.messageId]);
  expect(await keptRows(world)).toHaveLength(1);
});

test("a copy that a rescue made becomes the drained item: nothing is kept twice", async () => {
  const { dlq } = await aDeadLetterQueue();
  await aDrivenRun(world, { action: "rescue", selection: { queueId: dlq.id } });
  await toVault(world, dlq.id);

  await drain(dlq.id);

  const items = (await world.ask("listVaultItems", {})).items;
  expect(items.map(({ reason }) => reason)).toEqual(Array(3).fill("rescued, then drained"));
  expect(idsInQueue(world, "orders-dlq")).toEqual([]);
});

test("messages that were indexed without their bodies are kept whole before they are deleted", async () => {
  const { dlq } = await aDeadLetterQueue(["secret"]);
  await world.ask("updateQueue", { id: dlq.id, mode: "index", capture: "shape" });
  await scanQueue(world.worker(), dlq.id, true);
  await toVault(world, dlq.id, { capture: "whole" });

  await drain(dlq.id);

  const [item] = (await world.ask("listVaultItems", {})).items;
  expect((await world.ask("getVaultBody", { id: item?.id ?? "" })).body).toBe("secret");
});

test("FIFO messages are drained and restored in the order of their groups", async () => {
  const bodies = Array.from({ length: 24 }, (_, index) => `m${String(index).padStart(2, "0")}`);
  const { dlq, name, pair } = await aDeadLetterQueue(bodies, {}, true);
  await toVault(world, dlq.id);
  await drain(dlq.id);
  expect(idsInQueue(world, name)).toEqual([]);

  const run = await aDrivenRun(world, { action: "restore", selection: { queueId: dlq.id }, ratePerSecond: 500 });

  const order = [...(await received(pair.sourceUrl))];
  expect(run.counters.sent).toBe(24);
  for (const group of ["g0", "g1"]) {
    const inGroup = order.filter((message) => message.group === group).map((message) => message.body);
    expect(inGroup).toEqual([...inGroup].sort());
    expect(inGroup).toHaveLength(12);
  }
});

async function received(QueueUrl: string) {
  const { DeleteMessageCommand } = await import("@aws-sdk/client-sqs");
  const met: { body: string; group: string }[] = [];
  for (;;) {
    const { Messages } = await world.aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 30,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    if (!Messages?.length) return met;
    for (const { Body = "", Attributes, ReceiptHandle } of Messages) {
      met.push({ body: Body, group: Attributes?.MessageGroupId ?? "" });
      await world.aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

test("attributes of every kind are in the vault byte for byte", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  const bytes = Uint8Array.from([0, 255, 1, 128, 10]);
  const MessageAttributes = {
    Binary: { DataType: "Binary.gif", BinaryValue: bytes },
    Big: { DataType: "Number.int", StringValue: "12345678901234567890" },
  };
  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl: pair.dlqUrl, MessageBody: "x", MessageAttributes }));
  const dlq = await seenQueue(world, account.id, "orders-dlq", false);
  await toVault(world, dlq.id);
  await drain(dlq.id);

  await aDrivenRun(world, { action: "restore", selection: { queueId: dlq.id } });

  const { Messages } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: pair.sourceUrl, MessageAttributeNames: ["All"] }),
  );
  expect(Messages?.[0]?.MessageAttributes).toMatchObject({
    Binary: { BinaryValue: bytes },
    Big: MessageAttributes.Big,
  });
});

test("many messages are all taken, each by one receive, and each batch is in the audit log", async () => {
  const bodies = Array.from({ length: 130 }, (_, index) => `m${index}`);
  const { dlq } = await aDeadLetterQueue(bodies);
  await toVault(world, dlq.id);

  await drain(dlq.id);

  const entries = await auditOf("queue.drained");
  const counts = entries.map(({ detail: told }) => Number(told.count));
  expect(await keptRows(world)).toHaveLength(130);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(130);
  expect(entries.every(({ detail: told }) => /^[0-9a-f]{64}$/.test(String(told.messageIdsSha256)))).toBe(true);
});
