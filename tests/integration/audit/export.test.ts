import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scope } from "@/lib/core/access/scope";
import { EVERYTHING } from "@/lib/core/access/scope";
import { createLog } from "@/lib/log";
import type { Ctx } from "@/lib/operations/context";
import { exportAudit } from "@/lib/operations/system/export-audit";
import { type AuditOffice, openAuditOffice, ottoWrites } from "./audit-office";

let office: AuditOffice;
beforeAll(async () => {
  office = await openAuditOffice();
  for (let i = 0; i < 1200; i++)
    await office.write({ objectId: `pln_${i}`, accountId: ["acc_a", "acc_b", null][i % 3] ?? null, detail: {} });
  await office.seal();
  await office.write({ objectId: "pln_waiting" });
});
afterAll(() => office.close());

const reader = (scope: Scope = EVERYTHING) => {
  const actor = { ...ottoWrites().actor, capabilities: ["audit.read" as const], scope };
  return { ...ottoWrites({ actor }), db: office.web, log: createLog("test", "error") } as unknown as Ctx;
};
async function exported(scope?: Scope, filter: object = {}, onPart: () => Promise<unknown> = async () => undefined) {
  let text = "";
  for await (const part of await exportAudit(reader(scope), filter)) {
    text += part;
    await onPart();
  }
  const lines = text.trimEnd().split("\n");
  const parsed = lines.map((line) => JSON.parse(line));
  return { text, entries: parsed.slice(0, -1), summary: parsed.at(-1)["dlo.export"] };
}
const objectsOf = (entries: { dlo: { object: { id: string } } }[]) => entries.map(({ dlo }) => dlo.object.id);

test("an export has every entry that there was, once, while others write and the worker seals", async () => {
  let written = 0;
  const { entries, summary } = await exported(EVERYTHING, { action: "plan.applied" }, async () => {
    for (let i = 0; i < 20; i++) await office.write({ objectId: `pln_meanwhile_${written++}` });
    await office.seal();
  });

  expect(written).toBeGreaterThan(20);
  expect(objectsOf(entries)).toEqual([...Array.from({ length: 1200 }, (_, i) => `pln_${i}`), "pln_waiting"]);
  expect(summary).toMatchObject({ count: 1201, from: 1, headPosition: 1200 });
});

test("an entry has the names of the common schema, and the last line tells whether all is there", async () => {
  const { text, entries, summary } = await exported(EVERYTHING, { objectId: "pln_0" });
  const [line = "", last = ""] = text.split("\n");

  expect(entries[0]).toMatchObject({
    event: { action: "plan.applied", outcome: "success", kind: "event", sequence: 1 },
    user: { id: "usr_otto", name: "Otto Operator" },
    source: { ip: "10.0.0.7" },
    transaction: { id: "req_1" },
    dlo: { object: { kind: "plan", id: "pln_0" }, account_id: "acc_a" },
  });
  expect(last).toContain('"dlo.export"');
  expect(summary).toMatchObject({ count: 1, sha256: createHash("sha256").update(`${line}\n`).digest("hex") });
});

test("an export is in the audit log before it is read, with its filter and how many there are", async () => {
  await exportAudit(reader(), { objectId: "pln_7" });
  const { entries } = await exported(EVERYTHING, { action: "audit.exported" });

  expect(entries.at(-2).dlo.detail).toMatchObject({ filter: { objectId: "pln_7" }, count: 1, isWhole: true });
});

test("who sees one account exports its entries and those of none", async () => {
  const { entries, summary } = await exported({ kind: "accounts", accountIds: ["acc_b"] }, { action: "plan.applied" });
  const accounts = new Set(entries.map(({ dlo }) => dlo.account_id));

  expect([...accounts].sort()).toEqual(["acc_b", null].sort());
  expect(summary.count).toBe(entries.length);
});

test("who may not read the log is refused, and that is in it", async () => {
  const viewer = { ...reader(), actor: { ...ottoWrites().actor, capabilities: [] } };
  const refusal = await exportAudit(viewer, {}).catch((error: Error) => error);
  const { entries } = await exported(EVERYTHING, { outcome: "denied" });

  expect(refusal).toMatchObject({ code: "forbidden" });
  expect(entries.at(-1)).toMatchObject({
    event: { outcome: "failure" },
    dlo: { detail: { operation: "exportAudit" } },
  });
});
