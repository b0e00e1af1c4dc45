import { afterAll, beforeAll, expect, test } from "vitest";
import { sealAudit } from "@/lib/db/audit-seal";
import { noteVerified, verifyAudit } from "@/lib/db/audit-verify";
import { openKeyring } from "@/lib/db/keyring";
import { rows, sql } from "@/lib/db/query";
import { type AuditOffice, keyring, openAuditOffice, ottoWrites } from "./audit-office";

const TABLES = ["audit_entry", "audit_seal", "audit_checkpoint", "audit_head"] as const;
let office: AuditOffice;
beforeAll(async () => {
  office = await openAuditOffice();
  for (let i = 0; i < 6; i++)
    await office.write({
      objectId: `pln_${i}`,
      onBehalf: i,
      accountId: "acc_1",
      region: "eu-central-1",
      runId: "run_1",
    } as never);
  await office.seal();
  for (const table of TABLES) await office.tamper(`CREATE TABLE safe_${table} AS SELECT * FROM ${table}`);
});
afterAll(() => office.close());

/** Does something to the log as its owner, looks what the check says, and puts everything back. */
async function afterTampering(...statements: readonly string[]) {
  for (const statement of statements) await office.tamper(statement);
  const verdict = await office.verify();
  for (const table of TABLES) {
    await office.tamper(`TRUNCATE ${table}`);
    await office.tamper(`INSERT INTO ${table} SELECT * FROM safe_${table}`);
  }
  expect(await office.verify()).toMatchObject({ isIntact: true, faultCount: 0 });
  return verdict;
}
const columnsOf = (table: string) =>
  rows<{ name: string; type: string }>(
    office.owner,
    sql`SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = ${table} ORDER BY ordinal_position`,
  );
/** Another value of this type. */
const OTHERS: Readonly<Record<string, (name: string) => string>> = {
  bigint: (name) => `${name} + 1000`,
  text: (name) => `coalesce(${name}, '') || 'x'`,
  jsonb: () => `'{"itemCount": 11}'`,
  "timestamp with time zone": (name) => `coalesce(${name}, now()) + interval '1 millisecond'`,
};

test("an untouched log is intact, and gaps in the numbers of entries are no fault", async () => {
  await office.owner.$queryRawUnsafe("SELECT nextval('audit_entry_id_seq')::int");
  const verdict = await office.verify();

  expect(verdict).toMatchObject({ isIntact: true, isFull: true, sealedCount: 6, unsealedCount: 0, checkedFrom: 0 });
  expect(verdict.head).toMatchObject({ position: 6 });
});

test.each(TABLES)("a change of any column of %s is found", async (table) => {
  const place = {
    audit_entry: "object_id = 'pln_2'",
    audit_seal: "position = 3",
    audit_checkpoint: "true",
    audit_head: "name = 'sealed'",
  }[table];
  const unfound: string[] = [];
  for (const { name, type } of await columnsOf(table)) {
    const other = ["kind", "name"].includes(name)
      ? { audit_checkpoint: "'pruned'", audit_head: "'verified'" }[table as "audit_head"]
      : OTHERS[type]?.(name);
    if (other === undefined) throw new Error(`no other value for ${name} ${type}`);
    const verdict = await afterTampering(`UPDATE ${table} SET ${name} = ${other} WHERE ${place}`);
    if (verdict.isIntact) unfound.push(name);
  }

  expect(unfound).toEqual([]);
});

test.each([
  ["an emptied column", "UPDATE audit_entry SET ip = NULL WHERE object_id = 'pln_2'"],
  [
    "1 become 1.0 in the detail",
    `UPDATE audit_entry SET detail = jsonb_set(detail, '{itemCount}', '12.0') WHERE object_id = 'pln_2'`,
  ],
  ["a MAC taken away", "UPDATE audit_entry SET mac = NULL WHERE object_id = 'pln_2'"],
  ["the first entry removed", "DELETE FROM audit_entry WHERE object_id = 'pln_0'"],
  ["one in the middle removed", "DELETE FROM audit_entry WHERE object_id = 'pln_3'"],
  ["the last removed", "DELETE FROM audit_entry WHERE object_id = 'pln_5'"],
  ["a seal in the middle removed", "DELETE FROM audit_seal WHERE position = 3"],
  [
    "two exchanged seals",
    "UPDATE audit_seal SET position = CASE position WHEN 2 THEN 3000 ELSE 2 END WHERE position IN (2, 3)",
    "UPDATE audit_seal SET position = 3 WHERE position = 3000",
  ],
  [
    "two entries that exchanged their seals",
    "UPDATE audit_seal SET entry_id = -entry_id WHERE position IN (2, 3)",
    "UPDATE audit_seal s SET entry_id = -o.entry_id FROM audit_seal o WHERE s.position IN (2, 3) AND o.position = 5 - s.position",
  ],
  ["the head removed", "DELETE FROM audit_head"],
  ["the beginning removed", "DELETE FROM audit_checkpoint"],
  ["the head and the beginning removed", "DELETE FROM audit_head", "DELETE FROM audit_checkpoint"],
  ["the head set back", "UPDATE audit_head SET position = 5, hash = (SELECT hash FROM audit_seal WHERE position = 5)"],
  ["everything but the head removed", "TRUNCATE audit_entry", "TRUNCATE audit_seal"],
])("%s is found", async (_, ...statements) => {
  expect(await afterTampering(...statements)).toMatchObject({ isIntact: false });
});

test.each([
  ["first", 1],
  ["middle", 3],
  ["last", 6],
])("the %s entry removed together with its seal is found, with its place", async (_, position) => {
  const verdict = await afterTampering(
    `DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE position = ${position})`,
    `DELETE FROM audit_seal WHERE position = ${position}`,
  );

  expect(verdict).toMatchObject({ isIntact: false, faultCount: 1, reason: expect.stringContaining("missing") });
});

const COPY =
  "at, actor_kind, actor_id, 'Eve', on_behalf_of, action, object_kind, object_id, account_id, region, run_id, request_id, ip, detail";
const INTO =
  "at, actor_kind, actor_id, actor_name, on_behalf_of, action, object_kind, object_id, account_id, region, run_id, request_id, ip, detail, mac";
const forged = (mac: string) =>
  `INSERT INTO audit_entry (${INTO}) SELECT ${COPY}, ${mac} FROM audit_entry WHERE object_id = 'pln_2'`;

test.each([
  ["without a MAC", forged("NULL")],
  ["with another entry's MAC", forged("mac")],
  ["word for word a copy of a true one", forged("mac").replace("'Eve'", "actor_name")],
])("a forged entry %s is found, before it is sealed and after", async (_, statement) => {
  await office.tamper(statement);
  const before = await office.verify();
  await sealAudit(office.worker, keyring);
  const after = await afterTampering();

  expect(before).toMatchObject({
    isIntact: false,
    faultCount: 1,
    unsealedCount: 1,
    reason: expect.stringContaining("without the key"),
  });
  expect(after).toMatchObject({ isIntact: false, faultCount: 1, unsealedCount: 0, brokenAt: 7 });
});

test("a seal that somebody made without the key is found, and so is one with a key of another purpose", async () => {
  const own = openKeyring(Buffer.alloc(32, 9).toString("base64"));
  own.unlock(Buffer.alloc(32, 9));
  await office.tamper(forged("mac"));
  const plain = await afterTampering(
    forged("mac"),
    `INSERT INTO audit_seal SELECT 7, max(id), (SELECT hash FROM audit_seal WHERE position = 6), repeat('a', 64), now() FROM audit_entry`,
  );
  const before = await afterTampering(
    "INSERT INTO audit_seal SELECT -5, max(id) + 1, repeat('0', 64), repeat('a', 64), now() FROM audit_entry",
  );
  const verdict = await verifyAudit(office.web, own, { isFull: true });

  expect(plain).toMatchObject({ isIntact: false, brokenAt: 7 });
  expect(before).toMatchObject({ isIntact: false, reason: expect.stringContaining("before position 1") });
  expect(verdict).toMatchObject({ isIntact: false });
});

test("one fault hides no other", async () => {
  const verdict = await afterTampering(
    "UPDATE audit_entry SET actor_name = 'Eve' WHERE object_id IN ('pln_1', 'pln_4')",
    "DELETE FROM audit_seal WHERE position = 6",
  );

  expect(verdict.faults.map(({ position }) => position)).toEqual([2, 5, 5]);
});

test("sealing goes on behind what was cut off, so that nothing covers the hole", async () => {
  await office.tamper("DELETE FROM audit_entry WHERE object_id = 'pln_5'");
  await office.tamper("DELETE FROM audit_seal WHERE position = 6");
  await office.write({ objectId: "pln_later" });
  await sealAudit(office.worker, keyring);

  expect(await afterTampering()).toMatchObject({ isIntact: false, reason: "the seal at 6 is missing", brokenAt: 7 });
});

test.each([["DELETE FROM audit_head"], ["DELETE FROM audit_checkpoint"], ["UPDATE audit_head SET position = 3"]])(
  "after %s nothing more is sealed",
  async (statement) => {
    await office.tamper(statement);
    await office.write();
    const refusal = await sealAudit(office.worker, keyring).catch((error: Error) => error);
    await afterTampering();

    expect(refusal).toMatchObject({ name: "AuditLogBroken" });
  },
);

test("a check goes on from the last one; what was changed before that, the full one finds", async () => {
  await noteVerified(office.worker, keyring, await office.verify());
  await office.write({ objectId: "pln_new" });
  await office.seal();
  await office.tamper("UPDATE audit_entry SET actor_name = 'Eve' WHERE object_id = 'pln_2'");
  const quick = await office.verify(false);
  await office.tamper("UPDATE audit_entry SET actor_name = 'Eve' WHERE object_id = 'pln_new'");
  const quickAgain = await office.verify(false);
  const full = await afterTampering();

  expect(quick).toMatchObject({ isIntact: true, isFull: false, checkedFrom: 6 });
  expect(quickAgain).toMatchObject({ isIntact: false, brokenAt: 7 });
  expect(full).toMatchObject({ isIntact: false, isFull: true, brokenAt: 3, faultCount: 2 });
});

test("the unsealed end is counted, with the age of its oldest entry", async () => {
  await office.write({}, { now: () => new Date("2026-11-21T10:00:00.5Z") });
  await office.write();

  expect(await afterTampering()).toMatchObject({
    isIntact: true,
    unsealedCount: 2,
    oldestUnsealedAt: "2026-11-21T10:00:00.500Z",
  });
});

test("neither process can change or remove what is in the log, nor remove it by the way of retention", async () => {
  const attempts = [
    office.worker.$executeRawUnsafe("UPDATE audit_entry SET actor_name = 'Eve'"),
    office.worker.$executeRawUnsafe("DELETE FROM audit_seal"),
    office.worker.$executeRawUnsafe("UPDATE audit_checkpoint SET position = 0"),
    office.worker.$executeRawUnsafe("DELETE FROM audit_head"),
    office.web.$executeRawUnsafe("UPDATE audit_head SET position = 0"),
    office.web.$executeRawUnsafe("DELETE FROM audit_entry"),
    office.web.$executeRawUnsafe("SELECT dlo_prune_audit(3)"),
  ].map((attempt) =>
    attempt.then(
      () => "done",
      (error: Error) => error.message,
    ),
  );

  for (const said of await Promise.all(attempts)) expect(said).toContain("permission denied");
});

test("what half a character, a NUL or a long number becomes in the table is no forgery, and keeps no entry from being written", async () => {
  const odd = ottoWrites().actor;
  await office.write({ objectId: "pln_\u0000", detail: { "na\u0000me": ["half \ud83d", { deep: "nul \u0000" }] } });
  await office.write(
    {
      objectId: "\ud83d broken",
      detail: {
        n: 1.7976931348623157e308,
        z: -0,
        u: undefined,
        s: "\u2028\u0001",
        __proto__: null,
        list: [undefined, Number.NaN],
      },
    },
    { actor: { ...odd, name: "Zoë \udca9" } },
  );

  expect(await afterTampering()).toMatchObject({ isIntact: true, unsealedCount: 2 });
});
