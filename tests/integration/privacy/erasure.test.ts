import { afterAll, beforeAll, expect, test } from "vitest";
import { MESSAGE_KINDS } from "@/lib/core/privacy/kinds";
import { eraseContent, lockMessages } from "@/lib/db/erase-content";
import { listUnsaved } from "@/lib/db/losses";
import { execute, firstRow, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { driveRun } from "@/lib/operations/runs/drive";
import { drainQueue } from "@/lib/operations/vault/drain-queue";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aFault, noFaults } from "../../support/runs";
import { idsInQueue, toVault } from "../../support/vault";
import { aQueuePair, type World } from "../../support/world";
import {
  anErasingWorld,
  bodyOf,
  CANARY,
  canaryField,
  confirmed,
  dyingWorker,
  OTHER,
  placesOf,
  previewed,
} from "./erasing-world";

let stage: Awaited<ReturnType<typeof anErasingWorld>>;
let world: World;
beforeAll(async () => {
  stage = await anErasingWorld();
  world = stage.world;
});
afterAll(() => world.stop());

const counts = () =>
  firstRow(
    world.db,
    sql`SELECT (SELECT count(*)::int FROM failed_message) AS messages, (SELECT count(*)::int FROM vault_item) AS items,
          (SELECT sum(total_count)::int FROM failure_class) AS total, (SELECT count(*)::int FROM failed_message WHERE state = 'present') AS present`,
  );
const messagesOf = async (queueId: string) => (await world.ask("listFailedMessages", { queueId, limit: 50 })).items;

test("a preview counts what would go, tells what lies in AWS still, and keeps the value nowhere", async () => {
  const found = await previewed(world, canaryField);

  expect(found).toMatchObject({
    state: "previewed",
    about: "customer.email = a…m (22 characters)",
    counts: {
      messages: 4,
      vaultItems: 2,
      onlyCopies: 2,
      secondCopies: 2,
      stillInQueue: 2,
      evidence: 2,
      executions: 1,
      notes: 1,
    },
  });
  expect(await placesOf(world, CANARY)).not.toContain("public.erasure");
  expect(await placesOf(world, CANARY)).not.toContain("public.audit_entry");
  expect(await placesOf(world, CANARY)).toEqual(expect.arrayContaining(["sealed bodies", "second bucket"]));
});

test("a typed count that is not the preview's erases nothing", async () => {
  const found = await previewed(world, canaryField);

  const wrong = world.ask("createErasure", { previewId: found.id, confirmCount: 1, reason: "asked by Ada" });

  await expect(wrong).rejects.toThrow(`The preview found ${found.counts?.items}`);
});

test("a legal hold refuses the erasure by name, and lifting it lets it through", async () => {
  const hold = await world.ask("placeHold", {
    scope: { kind: "queue", id: stage.parcelsDlq.id },
    reason: "case 12/26",
  });
  const found = await previewed(world, canaryField);
  const ask = () =>
    world.ask("createErasure", { previewId: found.id, confirmCount: found.counts?.items ?? 0, reason: "asked by Ada" });

  expect(found.holds).toEqual([{ holdId: hold.id, count: 2 }]);
  await expect(ask()).rejects.toMatchObject({ code: "legal-hold", detail: { holdId: hold.id } });
  expect((await world.ask("listAuditEntries", { action: "erasure.refused" })).items).toHaveLength(1);

  await world.ask("liftHold", { id: hold.id, reason: "case closed" });
  expect((await ask()).state).toBe("erasing");
});

test("killed between any two steps, an erasure ends with nothing of the value left anywhere, and no count changed", async () => {
  const before = await counts();
  const [erasure] = (await world.ask("listErasures", {})).items.filter(({ state }) => state === "erasing");
  let deaths = 0;
  const die = async (when: "inside" | "after", nth: number) => {
    await advanceErasures(dyingWorker(world, when, nth), { batch: 2 }).catch((error: Error) => {
      expect(error.message).toContain("killed");
      deaths += 1;
    });
  };

  for (let round = 0; round < 40; round++) {
    await die("inside", 1 + (round % 8));
    await die("after", 1 + (round % 4));
    if ((await world.ask("getErasure", { id: erasure?.id ?? "" })).state === "done") break;
  }

  expect(deaths).toBeGreaterThan(7);
  expect(await world.ask("getErasure", { id: erasure?.id ?? "" })).toMatchObject({
    state: "done",
    plannedCount: 0,
    keptCount: 0,
    secondCopiesLeft: 0,
  });
  expect(await placesOf(world, CANARY)).toEqual([]);
  expect(await placesOf(world, OTHER)).toEqual(expect.arrayContaining(["sealed bodies", "second bucket"]));
  expect(await counts()).toEqual(before);
  const finished = await world.ask("listAuditEntries", { action: "erasure.finished", objectId: erasure?.id ?? "" });
  expect(finished.items).toHaveLength(1);
});

test("an erased message stays known: the next look captures nothing of it", async () => {
  await scanQueue(world.worker(), stage.parcelsDlq.id, false);

  const erased = (await messagesOf(stage.parcelsDlq.id)).filter(({ isTombstone }) => isTombstone);
  expect(erased).toHaveLength(2);
  expect(erased.every(({ hasBody, erasedBy, state }) => !hasBody && erasedBy === "admin" && state === "present")).toBe(
    true,
  );
  expect(await placesOf(world, CANARY)).toEqual([]);
});

test("an erased message is not sent on, and is discarded without a copy", async () => {
  const [erased] = (await messagesOf(stage.parcelsDlq.id)).filter(({ isTombstone }) => isTombstone);
  const selection = { messageIds: [erased?.id ?? ""] };

  const redrive = await world.ask("createPlan", { action: "redrive", selection });
  const discard = await world.ask("createPlan", { action: "discard", selection });

  expect(redrive.checks).toContainEqual(expect.objectContaining({ id: "erased", result: "block" }));
  expect(discard.checks).toContainEqual(expect.objectContaining({ id: "erased", result: "warn" }));
  const { runId } = await world.ask("applyPlan", {
    id: discard.id,
    hash: discard.hash,
    breakGlass: { reason: "the rest of an erasure" },
  });
  await driveRun(world.worker(), runId);
  expect((await world.ask("getFailedMessage", { id: erased?.id ?? "" })).state).toBe("discarded");
  expect(idsInQueue(world, "parcels-dlq")).not.toContain(erased?.messageId);
  expect(await placesOf(world, CANARY)).toEqual([]);
});

test("a message of an open run waits for it, and the erasure says so", async () => {
  const [other] = (await messagesOf(stage.parcelsDlq.id)).filter(({ isTombstone }) => !isTombstone);
  const plan = await world.ask("createPlan", { action: "redrive", selection: { messageIds: [other?.id ?? ""] } });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await world.ask("pauseRun", { id: runId });
  const { id } = await confirmed(world, { kind: "messages", ids: [other?.id ?? ""] });

  await advanceErasures(world.worker());
  const waiting = await world.ask("getErasure", { id });
  expect(waiting).toMatchObject({
    state: "erasing",
    plannedCount: 1,
    left: [{ count: 1, reason: expect.stringMatching(/waits for run R-/) }],
  });

  await world.ask("cancelRun", { id: runId });
  await driveRun(world.worker(), runId);
  await advanceErasures(world.worker());
  expect((await world.ask("getErasure", { id })).state).toBe("done");
});

test("what S3 refuses to delete ends the erasure partly, with the reason, until it is gone", async () => {
  const [item] = (await world.ask("listVaultItems", { state: "kept", limit: 1 })).items;
  await aFault(world, { operation: "s3:DeleteObjectVersion", kind: "accessDenied" });
  const { id } = await confirmed(world, { kind: "messages", ids: [item?.messageRowId ?? ""] });
  await advanceErasures(world.worker());

  expect(await world.ask("getErasure", { id })).toMatchObject({
    state: "partly",
    secondCopiesLeft: 1,
    left: [{ reason: expect.stringMatching(/may not s3:DeleteObjectVersion/), count: 1 }],
  });
  expect((await world.ask("getVaultItem", { id: item?.id ?? "" })).state).toBe("erased");

  await noFaults(world);
  await world.db.$executeRaw(sql`UPDATE vault_copy SET erase_tried_at = dlo_now() - interval '2 hours'`);
  await advanceErasures(world.worker());
  expect((await world.ask("getErasure", { id })).state).toBe("done");
  expect(await placesOf(world, OTHER)).not.toContain("second bucket");
});

test("a second copy that was put when the worker died, and noted by nobody, goes with its message", async () => {
  const email = "finn.orphan@example.com";
  const pair = await aQueuePair(world.aws, "orphan");
  await deadLetter(world.aws, pair, [bodyOf(email, 10)]);
  const queue = await seenQueue(world, stage.account.id, "orphan-dlq", false);
  await toVault(world, queue.id);
  const worker = world.worker();
  const { secondCopies: copies } = worker.aws;
  if (!copies) throw new Error("no bucket for second copies");
  const put = async (...args: Parameters<typeof copies.put>) => {
    await copies.put(...args);
    throw new Error("killed");
  };
  const dying = { ...worker, aws: { ...worker.aws, secondCopies: { ...copies, put } } };
  await drainQueue(dying, queue.id, true).catch(() => undefined);
  expect(await placesOf(world, email)).toContain("second bucket");
  const [item] = (await world.ask("listVaultItems", { queueId: queue.id })).items;
  expect(item?.hasSecondCopy).toBe(false);

  await confirmed(world, { kind: "messages", ids: [item?.messageRowId ?? ""] });
  await advanceErasures(world.worker());

  expect(await placesOf(world, email)).toEqual([]);
});

test("a rescue that meets a message while it is being erased copies nothing of it", async () => {
  const pair = await aQueuePair(world.aws, "rescued");
  await deadLetter(world.aws, pair, [bodyOf("eve.rescued@example.com", 9)]);
  const queue = await seenQueue(world, stage.account.id, "rescued-dlq");
  const [message] = await messagesOf(queue.id);
  const unsaved = () =>
    world.workerDb.$transaction((tx) => listUnsaved(tx, queue.id, [message?.messageId ?? ""]), { timeout: 10_000 });
  expect(await unsaved()).toHaveLength(1);

  let met: ReturnType<typeof unsaved> | undefined;
  await world.workerDb.$transaction(async (tx) => {
    await lockMessages(tx, [message?.id ?? ""]);
    await eraseContent(tx, [message?.id ?? ""], MESSAGE_KINDS, { name: "admin", isTombstone: true });
    met = unsaved();
    await new Promise((done) => setTimeout(done, 300));
  });

  expect(await met).toEqual([]);
});

test("a person is found where no original is kept, and what cannot be looked into is counted", async () => {
  const email = "cleo.masked@example.com";
  const masked = await aQueuePair(world.aws, "masked");
  const queue = await seenQueue(world, stage.account.id, "masked-dlq", false);
  await world.ask("updateQueue", { id: queue.id, capture: "masked" });
  await deadLetter(world.aws, masked, [bodyOf(email, 7), bodyOf("dora.other@example.com", 8)]);
  await scanQueue(world.worker(), queue.id, true);
  await execute(
    world.db,
    sql`INSERT INTO failed_execution (execution_arn, stopped_at, account_id, region, machine_arn, class_id, name, status, started_at, error, cause, is_read, is_backlog, seen_at)
        SELECT 'arn:aws:states:eu-central-1:1:execution:m:2', dlo_now(), account_id, 'eu-central-1', 'arn:m', class_id, '2', 'FAILED', dlo_now(), 'E',
          substring(error_text FROM '‹email·[^›]*›'), true, false, dlo_now() FROM failed_message WHERE queue_id = ${queue.id} AND preview LIKE '%"orderId":7%'`,
  );

  const found = await previewed(world, { ...canaryField, value: email.toUpperCase(), ignoresCase: true });

  expect(found.counts).toMatchObject({ messages: 1, executions: 1 });
  const left = await previewed(world, { ...canaryField, value: "nobody@example.com", queueId: queue.id });
  expect(left.counts).toMatchObject({ messages: 0, unreadable: 2 });
});
