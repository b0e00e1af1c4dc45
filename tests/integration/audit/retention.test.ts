import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AUDIT_RETENTION, pruneAudit } from "@/lib/db/audit-retention";
import { insertHold, lockAgainstErasing } from "@/lib/db/holds";
import { putSetting } from "@/lib/db/settings";
import { type AuditOffice, keyring, openAuditOffice, ottoWrites } from "./audit-office";

const DAY_MS = 86_400_000;
let office: AuditOffice;
beforeAll(async () => {
  office = await openAuditOffice();
  for (const days of [400, 300, 200, 100, 1])
    await office.write({ objectId: `pln_${days}` }, { now: () => daysAgo(days) });
  await office.seal();
});
afterAll(() => office.close());
afterEach(() => office.tamper("DELETE FROM legal_hold"));

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const keepDays = (days: number | null) =>
  putSetting(office.web, AUDIT_RETENTION, { days, version: 1, changedAt: null, changedBy: null });
const prune = (most?: number) => pruneAudit(office.worker, keyring, ottoWrites(), most);
const objects = async () =>
  (
    await office.owner.$queryRawUnsafe<{ o: string }[]>(
      "SELECT coalesce(object_id, action) AS o FROM audit_entry ORDER BY id",
    )
  ).map(({ o }) => o);

test("nothing is pruned unless somebody set a time", async () => {
  expect(await prune()).toBe(0);
});

test("while a legal hold stands nothing is pruned", async () => {
  await keepDays(250);
  await office.tamper(
    "INSERT INTO legal_hold (id, account_id, scope_kind, scope_id, reason, placed_at, placed_by, placed_by_name) VALUES ('hold_1', 'acc_1', 'account', 'acc_1', 'court', now(), 'usr_1', 'Ada')",
  );

  expect(await prune()).toBe(0);
});

test("a legal hold that is being placed stops what would be pruned just then", async () => {
  let pruned: Promise<number> = Promise.resolve(0);
  await office.owner.$transaction(async (tx) => {
    await lockAgainstErasing(tx);
    pruned = prune();
    await new Promise((done) => setTimeout(done, 300));
    const scope = { scopeKind: "account", scopeId: "acc_1", accountId: "acc_1" } as const;
    await insertHold(tx, { id: "hold_2", ...scope, reason: "court", until: null, placedBy: "u", placedByName: "Ada" });
  });

  expect(await pruned).toBe(0);
});

test("a changed entry is not pruned with its traces", async () => {
  await office.tamper("UPDATE audit_entry SET actor_name = 'Eve' WHERE object_id = 'pln_300'");
  const refusal = await prune().catch((error: Error) => error);
  await office.tamper("UPDATE audit_entry SET actor_name = 'Otto Operator' WHERE object_id = 'pln_300'");

  expect(refusal).toMatchObject({ name: "AuditLogBroken" });
  expect(await objects()).toHaveLength(5);
});

test("what is past its time goes, an entry says so, and the rest is intact from the checkpoint on", async () => {
  const removed = await prune();
  await office.seal();

  expect(removed).toBe(2);
  expect(await objects()).toEqual(["pln_200", "pln_100", "pln_1", "audit.pruned"]);
  expect(await office.verify()).toMatchObject({ isIntact: true, checkedFrom: 2, prunedCount: 2, sealedCount: 4 });
});

test("it goes on in parts, each from the checkpoint of the one before", async () => {
  await keepDays(90);
  const removed = [await prune(1), await prune(1), await prune(1)];
  await office.seal();

  expect(removed).toEqual([1, 1, 0]);
  expect(await office.verify()).toMatchObject({ isIntact: true, prunedCount: 4, checkedFrom: 4 });
});

test.each([
  ["a checkpoint that was changed", "UPDATE audit_checkpoint SET entry_count = 5 WHERE position = 4"],
  ["a checkpoint that was removed", "DELETE FROM audit_checkpoint WHERE position = 4"],
  ["more removed than the checkpoint says", "DELETE FROM audit_seal WHERE position = 5"],
  [
    "a seal put back before the checkpoint",
    "INSERT INTO audit_seal SELECT 3, -1, hash, hash, now() FROM audit_seal LIMIT 1",
  ],
])("%s is found", async (_, statement) => {
  for (const table of ["audit_seal", "audit_checkpoint"])
    await office.tamper(`CREATE TABLE safe_${table} AS SELECT * FROM ${table}`);
  await office.tamper(statement);
  const verdict = await office.verify();
  for (const table of ["audit_seal", "audit_checkpoint"]) {
    await office.tamper(`DELETE FROM ${table}`);
    await office.tamper(`INSERT INTO ${table} SELECT * FROM safe_${table}`);
    await office.tamper(`DROP TABLE safe_${table}`);
  }

  expect(verdict).toMatchObject({ isIntact: false });
  expect(await office.verify()).toMatchObject({ isIntact: true });
});

test("an entry that was pruned and is put back, word for word, is found", async () => {
  await office.write({ objectId: "pln_old" }, { now: () => daysAgo(95) });
  await office.seal();
  await office.tamper("CREATE TABLE kept AS SELECT * FROM audit_entry");
  // Only a prefix is pruned: the younger ones before it have to be old enough first.
  await office.test.$executeRawUnsafe("UPDATE series.clock_shift SET shift = '200 days'");
  await prune();
  await office.test.$executeRawUnsafe("UPDATE series.clock_shift SET shift = '0'");
  await office.tamper("INSERT INTO audit_entry SELECT * FROM kept WHERE object_id = 'pln_old'");
  const unsealed = await office.verify();
  await office.seal();

  expect(unsealed).toMatchObject({ isIntact: false, reason: expect.stringContaining("put back") });
  expect(await office.verify()).toMatchObject({ isIntact: false, reason: expect.stringContaining("put back") });
});

test("the door of the database opens for nothing but old entries behind a checkpoint", async () => {
  const attempt = (upTo: number) =>
    office.worker.$queryRawUnsafe(`SELECT dlo_prune_audit(${upTo})::int`).catch((error: Error) => error.message);
  const noCheckpoint = await attempt(1_000_000);
  await office.worker.$executeRawUnsafe(
    "INSERT INTO audit_checkpoint SELECT 'pruned', 1000000, hash, 1, NULL, NULL, 1, 1, now(), 'forged' FROM audit_checkpoint LIMIT 1",
  );
  await office.write({ objectId: "pln_young" });
  await office.tamper("DELETE FROM audit_entry WHERE object_id = 'pln_old'");
  await office.tamper("DELETE FROM audit_checkpoint WHERE position = 1000000");
  await office.seal();
  await office.worker.$executeRawUnsafe(
    "INSERT INTO audit_checkpoint SELECT 'pruned', 1000000, hash, 1, NULL, NULL, 1, 1, now(), 'forged' FROM audit_checkpoint LIMIT 1",
  );

  expect(noCheckpoint).toContain("no checkpoint");
  expect(await attempt(1_000_000)).toContain("too young");
});
