import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import { KEEP_ALL, type RetentionDays } from "@/lib/core/privacy/retention";
import { inTransaction } from "@/lib/db/connect";
import { insertHold, lockAgainstErasing } from "@/lib/db/holds";
import { execute, rows, sql } from "@/lib/db/query";
import { listDueMessages } from "@/lib/db/retention";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { applyRetention } from "@/lib/operations/privacy/apply-retention";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import type { World } from "../../support/world";
import { anErasingWorld, CANARY, dyingWorker, OTHER, placesOf } from "./erasing-world";

let stage: Awaited<ReturnType<typeof anErasingWorld>>;
let world: World;
beforeAll(async () => {
  stage = await anErasingWorld();
  world = stage.world;
  await execute(world.db, sql`UPDATE failed_message SET first_seen_at = dlo_now() - interval '40 days'`);
  await execute(world.db, sql`UPDATE vault_item SET stored_at = dlo_now() - interval '40 days'`);
});
afterAll(() => world.stop());

const rules = (days: Partial<RetentionDays>, more: Partial<InputOf<"previewRetention">> = {}) => ({
  defaults: { ...KEEP_ALL.defaults, ...days },
  overrides: [],
  ...more,
});
async function put(wanted: InputOf<"previewRetention">) {
  const { version } = await world.ask("getRetention", {});
  return world.ask("putRetention", { ...wanted, ifVersion: version });
}
const withBody = async (queueId: string) =>
  (await world.ask("listFailedMessages", { queueId, limit: 50 })).items.filter(({ hasBody }) => hasBody).length;

test("by itself nothing goes, ever", async () => {
  await applyRetention(world.worker());

  expect((await world.ask("getRetention", {})).lastRound).toMatchObject({ erased: {} });
  expect(await withBody(stage.parcelsDlq.id)).toBe(3);
});

test("a hold that is being placed keeps executions that would go for good just then", async () => {
  await execute(world.db, sql`UPDATE failed_execution SET stopped_at = dlo_now() - interval '91 days'`);
  const web = world.web();
  let round: Promise<void> = Promise.resolve();
  await web.db.$transaction(async (tx) => {
    await lockAgainstErasing(tx);
    round = applyRetention(world.worker());
    await new Promise((done) => setTimeout(done, 300));
    const scope = { scopeKind: "account", scopeId: stage.account.id, accountId: stage.account.id } as const;
    const by = { reason: "case 1/26", until: null, placedBy: "usr_admin", placedByName: "admin" };
    await insertHold(tx, { id: web.newId("hold"), ...scope, ...by });
  });
  await round;

  expect(await rows(world.db, sql`SELECT 1 FROM failed_execution`)).toHaveLength(1);
  for (const { id } of (await world.ask("listHolds", {})).items)
    await world.ask("liftHold", { id, reason: "case closed" });
});

test("somebody else's change is not overwritten", async () => {
  const first = put(rules({ errorText: 3000 }));
  await first;

  const late = world.ask("putRetention", { ...rules({ body: 1 }), ifVersion: 0 });

  await expect(late).rejects.toMatchObject({ code: "settings-changed" });
});

test("an open plan about executions keeps back no message", async () => {
  const due = () =>
    inTransaction(world.web().db, (tx) =>
      listDueMessages(tx, { kind: "body", days: 30, queueIds: [stage.parcelsDlq.id] }, 50),
    );
  const before = await due();
  const id = "pln_0000000000000000exec";
  await execute(
    world.db,
    sql`INSERT INTO plan (id, account_id, region, resource_id, action, driver, hash, item_count, detail, created_by, created_by_name, created_by_person, created_at, expires_at)
        VALUES (${id}, ${stage.account.id}, 'eu-central-1', 'res_1', 'redrive', 'redrive-execution', 'h', 1, '{"subject":{}}', 'u', 'u', 'u', dlo_now(), dlo_now() + interval '1 hour')`,
  );
  await execute(
    world.db,
    sql`INSERT INTO plan_item (plan_id, position, message_id, body_sha256) VALUES (${id}, 1, 'arn:aws:states:eu-central-1:1:execution:m:e', 'x')`,
  );

  const during = await due();
  await execute(world.db, sql`UPDATE plan SET state = 'withdrawn' WHERE id = ${id}`);

  expect(before.length).toBeGreaterThan(0);
  expect(during).toEqual(before);
});

test("a preview tells what goes, what a plan and a hold keep back, and that the vault is the only copy", async () => {
  const [named, held] = (await world.ask("listFailedMessages", { queueId: stage.parcelsDlq.id, limit: 50 })).items;
  await world.ask("createPlan", { action: "redrive", selection: { messageIds: [named?.id ?? ""] } });
  await world.ask("placeHold", { scope: { kind: "message", id: held?.id ?? "" }, reason: "case 7/26" });

  const { kinds } = await world.ask("previewRetention", rules({ body: 30, vault: 30 }));

  expect(kinds).toEqual([
    expect.objectContaining({ kind: "body", goes: 4, keptByHold: 1, keptByPlan: 1 }),
    expect.objectContaining({ kind: "vault", goes: 3, onlyCopies: 3 }),
  ]);
});

test("what is past its time goes in batches through any death, each in the audit log, and the rest says why it stays", async () => {
  await put(
    rules(
      { body: 30, preview: 30 },
      { overrides: [{ scope: { kind: "queue", id: stage.ordersDlq.id }, days: { body: null } }] },
    ),
  );
  for (const nth of [1, 2, 3])
    for (const when of ["inside", "after"] as const)
      await applyRetention(dyingWorker(world, when, nth), { batch: 1 }).catch(() => undefined);
  await applyRetention(world.worker(), { batch: 1 });

  const { lastRound } = await world.ask("getRetention", {});
  expect(lastRound).toMatchObject({ keptByHold: 2, keptByPlan: 2 });
  expect(await withBody(stage.parcelsDlq.id)).toBe(2);
  expect(await withBody(stage.ordersDlq.id)).toBe(3);
  const applied = (await world.ask("listAuditEntries", { action: "retention.applied", limit: 200 })).items;
  const gone = await rows(world.db, sql`SELECT 1 FROM failed_message WHERE erased_by = 'retention'`);
  expect(applied.every(({ detail }) => detail.count === 1)).toBe(true);
  expect(applied.filter(({ detail }) => detail.kind === "body")).toHaveLength(1);
  expect(gone.length).toBeGreaterThan(0);
});

/** A worker during whose first deletion in S3 somebody places a hold. */
function holdingAfterACopy(): WorkerCtx {
  const worker = world.worker();
  const { secondCopies: copies } = worker.aws;
  if (!copies) throw new Error("no bucket for second copies");
  const erase = async (accountId: string, key: string) => {
    await copies.erase(accountId, key);
    await world.ask("placeHold", { scope: { kind: "account", id: stage.account.id }, reason: "case 9" });
  };
  return { ...worker, aws: { ...worker.aws, secondCopies: { ...copies, erase } } };
}

test("a vault item goes only by a number of its own, with its second copy", async () => {
  await put(rules({ body: 30, vault: 30 }));
  await applyRetention(holdingAfterACopy());
  const [hold] = (await world.ask("listHolds", { isStanding: true })).items.filter(({ reason }) => reason === "case 9");
  expect((await world.ask("getRetention", {})).secondCopiesLeft).toBe(2);
  await world.ask("liftHold", { id: hold?.id ?? "", reason: "case closed" });
  await execute(world.db, sql`UPDATE vault_copy SET erase_tried_at = NULL`);
  await applyRetention(world.worker());

  const items = (await world.ask("listVaultItems", { limit: 50 })).items;
  expect(items.map(({ state, erasedBy }) => [state, erasedBy])).toEqual(Array(3).fill(["erased", "retention"]));
  expect(await placesOf(world, OTHER)).not.toContain("second bucket");
  await put(rules({}));
});

test("lowering what is captured erases what was captured above it, unless the old is to be kept", async () => {
  const { id } = stage.parcelsDlq;
  const refused = world.ask("updateQueue", { id, capture: "shape" });
  await expect(refused).rejects.toMatchObject({ code: "legal-hold" });
  await world.ask("updateQueue", { id, capture: "shape", keepsOld: true });
  await advanceErasures(world.worker());
  expect(await withBody(id)).toBe(2);

  for (const hold of (await world.ask("listHolds", { isStanding: true })).items)
    await world.ask("liftHold", { id: hold.id, reason: "case closed" });
  await world.ask("updateQueue", { id, capture: "whole" });
  await world.ask("updateQueue", { id, capture: "shape" });
  await advanceErasures(world.worker());

  expect(await withBody(id)).toBe(0);
  const [lowered] = (await world.ask("listErasures", {})).items;
  expect(lowered).toMatchObject({ origin: "capture-lowered", state: "done", about: "queue parcels-dlq" });
});

test("removing an account keeps its content unless erasing is asked for", async () => {
  await world.ask("removeAccount", { id: stage.account.id, erase: true });
  await advanceErasures(world.worker());

  expect((await world.ask("listErasures", {})).items[0]).toMatchObject({ origin: "account-removed", state: "done" });
  expect(await placesOf(world, CANARY)).toEqual([]);
  expect(await placesOf(world, OTHER)).toEqual([]);
});
