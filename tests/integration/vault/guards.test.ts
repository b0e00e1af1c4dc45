import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { DeleteQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, expect, test } from "vitest";
import { openCopy } from "@/lib/db/copy-envelope";
import { openKeyring } from "@/lib/db/keyring";
import { execute, rows, sql } from "@/lib/db/query";
import { interruptRestoredRuns } from "@/lib/db/restored";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { driveRun } from "@/lib/operations/runs/drive";
import { checkSecondCopy } from "@/lib/operations/vault/check-second-copy";
import { drainQueue } from "@/lib/operations/vault/drain-queue";
import { heldBodies } from "../../faults/multiset";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aDrivenRun, aFault, aRun, noFaults } from "../../support/runs";
import { testMasterKey } from "../../support/template";
import { aSecondBucket, idsInQueue, keptRows, SECOND, toVault } from "../../support/vault";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

let world: World;
afterEach(() => world.stop());

const BODIES = ["one", "two", "three"];

async function aVaultedQueue({ hasSecondCopy = false } = {}) {
  world = await createWorld(hasSecondCopy ? { secondCopy: SECOND } : {});
  const bucket = hasSecondCopy ? await aSecondBucket(world) : undefined;
  if (hasSecondCopy) await checkSecondCopy(world.worker());
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, BODIES);
  const dlq = await seenQueue(world, account.id, "orders-dlq", false);
  await toVault(world, dlq.id, hasSecondCopy ? { requiresSecondCopy: true } : {});
  return { account, pair, dlq, bucket };
}
const drain = (queueId: string) => drainQueue(world.worker(), queueId, true);
const deletes = () =>
  world.simulator.world.usage.serialize().calls.filter(({ action }) => action === "sqs:DeleteMessage").length;

test("a queue that nothing gives up into any more is not drained, before and after the inventory knows it", async () => {
  const { account, pair, dlq } = await aVaultedQueue();
  await world.ask("updateQueue", { id: dlq.id, mode: "index" });
  await scanQueue(world.worker(), dlq.id, true);
  await toVault(world, dlq.id);
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.sourceUrl, Attributes: { RedrivePolicy: "" } }),
  );

  const before = await drain(dlq.id);
  await execute(world.db, sql`UPDATE queue_state SET next_sample_at = '-infinity'`);
  await look(world, account.id);
  const after = await drain(dlq.id);

  expect(before).toMatch(/no queue names orders-dlq as its dead-letter target any more/);
  expect(after).toMatch(/never receive from a live queue/);
  expect(idsInQueue(world, "orders-dlq")).toHaveLength(3);
  expect(await keptRows(world)).toEqual([]);
});

test("a queue made anew under the name of one in vault mode is not drained", async () => {
  const { dlq } = await aVaultedQueue();
  await execute(
    world.db,
    sql`UPDATE queue SET aws_created_at = aws_created_at - interval '1 day' WHERE id = ${dlq.id}`,
  );

  expect(await drain(dlq.id)).toMatch(/deleted and made anew/);
  expect(idsInQueue(world, "orders-dlq")).toHaveLength(3);
});

test("who lost the lease between the commit and the delete deletes nothing, and lifts no pause of its successor", async () => {
  const { dlq } = await aVaultedQueue({ hasSecondCopy: true });
  await aFault(world, { operation: "s3:PutObject", kind: "delayMs", ms: 1500 });
  const draining = drain(dlq.id);
  for (let tries = 0; tries < 100 && (await keptRows(world)).length < 3; tries++) await sleep(20);
  await execute(world.db, sql`UPDATE lease SET token = nextval('lease_token'), holder = 'another'`);
  await execute(
    world.db,
    sql`INSERT INTO vault_drain (queue_id, account_id, region, started_at, is_paused, stopped_because, next_at)
        SELECT id, account_id, region, now(), true, 'denied', now() FROM queue WHERE id = ${dlq.id}`,
  );
  await draining;

  expect(deletes()).toBe(0);
  expect(idsInQueue(world, "orders-dlq")).toHaveLength(3);
  expect(await rows(world.db, sql`SELECT is_paused, stopped_because FROM vault_drain`)).toEqual([
    { isPaused: true, stoppedBecause: "denied" },
  ]);
});

test("a message is deleted only with a second copy of the body that the vault has now, read back within the hour", async () => {
  const { dlq, bucket } = await aVaultedQueue({ hasSecondCopy: true });
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "accessDenied" });
  await drain(dlq.id);
  await noFaults(world);
  // The copies in the database are damaged, and the process dies after they were sealed anew.
  await execute(world.db, sql`UPDATE message_body SET sealed = '\\x00'::bytea || sealed`);
  await aFault(world, { operation: "s3:PutObject", kind: "accessDenied" });
  await drain(dlq.id);
  const inBetween = await keptRows(world);
  await noFaults(world);
  await drain(dlq.id);

  const stored = await rows<{ key: string; versionId: string; bodyId: string }>(
    world.db,
    sql`SELECT c.key, c.version_id, v.body_id FROM vault_copy c JOIN vault_item v ON v.id = c.vault_item_id`,
  );
  const bodyIds: string[] = [];
  for (const { key, versionId } of stored) {
    const answer = await bucket?.send(new GetObjectCommand({ Bucket: SECOND.bucket, Key: key, VersionId: versionId }));
    const text = (await answer?.Body?.transformToString()) ?? "";
    bodyIds.push(openCopy(openKeyring(testMasterKey), text).envelope.body.id);
  }
  expect(inBetween).toMatchObject(Array(3).fill({ deletedAt: null, hasSecondCopy: false }));
  expect(idsInQueue(world, "orders-dlq")).toEqual([]);
  expect(bodyIds).toEqual(stored.map(({ bodyId }) => bodyId));
  expect(bodyIds).toHaveLength(3);
});

test("what a drain left unproved is settled by a look when vault mode was turned off meanwhile", async () => {
  const { dlq } = await aVaultedQueue();
  await aFault(world, { operation: "sqs:DeleteMessage*", kind: "resetAfter" });
  await drain(dlq.id);
  await noFaults(world);
  await world.ask("updateQueue", { id: dlq.id, mode: "index" });
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = interval '2 minutes'`);

  await scanQueue(world.worker(), dlq.id, true);

  expect(await keptRows(world)).toMatchObject(Array(3).fill({ state: "vaulted", deleteError: null }));
});

test("messages of a dead-letter queue that was deleted are restored all the same, each by its own way back", async () => {
  const { pair, dlq } = await aVaultedQueue();
  await drain(dlq.id);
  await world.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: pair.dlqUrl }));
  await execute(world.db, sql`UPDATE queue SET deleted_at = now() WHERE id = ${dlq.id}`);
  // As after a merge with a class of another origin.
  await execute(world.db, sql`UPDATE failure_class SET origin_kind = 'sns-delivery'`);

  const run = await aDrivenRun(world, { action: "restore", selection: { queueId: dlq.id } });

  expect(run).toMatchObject({ state: "done", counters: { sent: 3 } });
  expect([...heldBodies(world, "orders").keys()].sort()).toEqual([...BODIES].sort());
});

test("an item whose restore had no answer is kept again, and the next plan says that it may arrive twice", async () => {
  const { dlq } = await aVaultedQueue();
  await drain(dlq.id);
  await aFault(world, { operation: "sqs:SendMessage*", kind: "resetAfter" });
  const selection = { queueId: dlq.id };
  const run = await aDrivenRun(world, { action: "restore", selection, duplicates: "hold" });
  await noFaults(world);

  const items = (await world.ask("listVaultItems", {})).items;
  const plan = await world.ask("createPlan", { action: "restore", selection }, "operator");

  expect(run.counters).toMatchObject({ ambiguous: 3, sent: 0 });
  expect(items.map(({ state }) => state)).toEqual(["kept", "kept", "kept"]);
  expect(plan.checks).toContainEqual({
    id: "maybe-sent",
    result: "warn",
    text: expect.stringMatching(/^3 of these may have been sent/),
  });
});

test("a send whose end could not be written is settled by the worker that goes on, not left open for ever", async () => {
  const { dlq } = await aVaultedQueue();
  await drain(dlq.id);
  const runId = await aRun(world, {
    action: "restore",
    selection: { queueId: dlq.id },
    duplicates: "hold",
    ratePerSecond: 1,
  });
  const driving = driveRun(world.worker(), runId);
  await sleep(500);
  await execute(
    world.db,
    sql`UPDATE run_item SET state = 'sending' WHERE id = (SELECT id FROM run_item WHERE state = 'planned' AND run_id = ${runId} ORDER BY position DESC LIMIT 1)`,
  );
  await driving;

  const run = await world.ask("getRun", { id: runId });
  expect(run).toMatchObject({ state: "done", counters: { sent: 2, ambiguous: 1, sending: 0 } });
});

test("drains are paused too when the owner says that the database was put back", async () => {
  const { dlq } = await aVaultedQueue();
  await drain(dlq.id);
  await interruptRestoredRuns(world.workerDb);
  await world.ask("scanQueue", { id: dlq.id });
  await execute(world.db, sql`UPDATE vault_drain SET is_paused = false`);
  await execute(world.db, sql`DELETE FROM setting WHERE key = 'database-identity'`);

  await interruptRestoredRuns(world.workerDb);

  expect(
    await rows(
      world.db,
      sql`SELECT d.is_paused, q.scan_requested_at FROM vault_drain d JOIN queue q ON q.id = d.queue_id`,
    ),
  ).toEqual([{ isPaused: true, scanRequestedAt: null }]);
});
