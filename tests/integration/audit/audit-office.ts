import { EVERYTHING } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { type AuditFacts, type AuditWriter, appendAudit } from "@/lib/db/audit";
import { sealAudit } from "@/lib/db/audit-seal";
import { verifyAudit } from "@/lib/db/audit-verify";
import { connect } from "@/lib/db/connect";
import { openKeyring } from "@/lib/db/keyring";
import { createTestDatabase } from "../../support/database";
import { testMasterKey } from "../../support/template";

export const keyring = openKeyring(testMasterKey);
keyring.unlock(Buffer.alloc(32, 1));
const otto: Actor = { kind: "user", id: "usr_otto", name: "Otto Operator", capabilities: [], scope: EVERYTHING };

export const ottoWrites = (more: Partial<AuditWriter> = {}): AuditWriter => ({
  actor: otto,
  requestId: "req_1",
  ip: "10.0.0.7",
  keyring,
  now: () => new Date(),
  ...more,
});

/** A database with the rights of each side, and the owner's, who can do everything but sign. */
export async function openAuditOffice() {
  const database = await createTestDatabase();
  const web = connect({ url: database.webUrl, maxConnections: 4 });
  const worker = connect({ url: database.workerUrl, maxConnections: 4 });
  const test = connect({ url: database.testUrl, maxConnections: 2 });
  const owner = connect({ url: database.ownerUrl, maxConnections: 2 });
  await owner.$executeRawUnsafe("ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_mac_present");
  for (const table of ["audit_entry", "audit_seal", "audit_checkpoint", "audit_head"])
    await owner.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  return {
    web,
    worker,
    test,
    owner,
    write: (facts: Partial<AuditFacts> = {}, more: Partial<AuditWriter> = {}) =>
      appendAudit(web, ottoWrites(more), {
        action: "plan.applied",
        objectKind: "plan",
        objectId: "pln_1",
        detail: { itemCount: 12, deep: { b: 1, a: ["ü", 1e21, 0.1] } },
        ...facts,
      }),
    seal: async () => {
      while ((await sealAudit(worker, keyring)).sealedCount > 0);
    },
    verify: (isFull = true) => verifyAudit(web, keyring, { isFull }),
    /** What somebody does who owns the database. */
    tamper: (statement: string) => owner.$executeRawUnsafe(statement),
    close: async () => {
      await Promise.all([web, worker, test, owner].map((db) => db.$disconnect()));
      await database.drop();
    },
  };
}
export type AuditOffice = Awaited<ReturnType<typeof openAuditOffice>>;
