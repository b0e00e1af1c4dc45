import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AuditOffice, openAuditOffice } from "./audit-office";

const OLD_TEXT =
  "(SELECT row_to_json(t)::text FROM (SELECT id, at, actor_kind, actor_id, actor_name, on_behalf_of, action, object_kind, object_id, account_id, region, run_id, request_id, ip, detail FROM audit_entry e WHERE e.object_id = 'pln_old_1') t)";
const oldEntry = (objectId: string) =>
  `INSERT INTO audit_entry (at, actor_kind, actor_id, actor_name, action, object_kind, object_id) VALUES (now(), 'user', 'usr_1', 'Ada', 'plan.applied', 'plan', '${objectId}')`;
let office: AuditOffice;
beforeAll(async () => {
  office = await openAuditOffice();
  for (const id of ["pln_old_1", "pln_old_2"]) await office.tamper(oldEntry(id));
  const [row] = await office.owner.$queryRawUnsafe<{ text: string }[]>(`SELECT ${OLD_TEXT} AS text`);
  const zeros = "0".repeat(64);
  const hash = createHash("sha256")
    .update(zeros)
    .update(row?.text ?? "")
    .digest("hex");
  await office.tamper(
    `INSERT INTO audit_seal (position, entry_id, previous, hash) SELECT 1, id, '${zeros}', '${hash}' FROM audit_entry WHERE object_id = 'pln_old_1'`,
  );
  await office.write();
  await office.seal();
});
afterAll(() => office.close());

test("entries of before there were MACs stay, sealed as they were or as they waited, and are counted apart", async () => {
  expect(await office.verify()).toMatchObject({ isIntact: true, sealedCount: 3, beforeMacsCount: 2, unsealedCount: 0 });
});

test("the plain chain of before cannot be made anew: the checkpoint at its end is signed", async () => {
  await office.tamper("UPDATE audit_entry SET actor_name = 'Eve' WHERE object_id = 'pln_old_2'");
  await office.tamper("UPDATE audit_seal SET hash = repeat('b', 64) WHERE position = 2");
  const verdict = await office.verify();
  await office.tamper("UPDATE audit_entry SET actor_name = 'Ada' WHERE object_id = 'pln_old_2'");

  expect(verdict).toMatchObject({ isIntact: false, brokenAt: 2 });
});

test("an entry without a MAC is accepted never again", async () => {
  await office.tamper(oldEntry("pln_forged"));
  await office.seal();

  const { faults } = await office.verify();

  expect(faults.map(({ reason }) => reason).join()).toContain("written without the key");
});
