import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYTHING } from "@/lib/core/access/scope";
import { listAudit } from "@/lib/db/audit";
import { createLog } from "@/lib/log";
import type { Ctx } from "@/lib/operations/context";
import { type Denial, flushDenials, noteDenial } from "@/lib/operations/note-denial";
import { type AuditOffice, openAuditOffice, ottoWrites } from "./audit-office";

let office: AuditOffice;
beforeAll(async () => {
  office = await openAuditOffice();
});
afterAll(() => office.close());

let nowMs = Date.parse("2026-11-21T10:00:00Z");
const ctxOf = (id: string) => {
  const actor = { ...ottoWrites().actor, id };
  return {
    ...ottoWrites({ actor, now: () => new Date(nowMs) }),
    db: office.web,
    log: createLog("test", "error"),
  } as unknown as Ctx;
};
const denial: Denial = {
  operation: "applyPlan",
  capability: "plans.apply",
  objectKind: "plan",
  objectId: "pln_1",
  accountId: "acc_1",
  why: "out-of-scope",
};
const entriesOf = async (actorId: string) =>
  (await listAudit(office.web, EVERYTHING, { actorId, limit: 200 })).items.reverse();

test("the first refusal is written at once, with operation, object and right", async () => {
  await noteDenial(ctxOf("usr_a"), denial);

  expect(await entriesOf("usr_a")).toMatchObject([
    {
      action: "access.denied",
      objectKind: "plan",
      objectId: "pln_1",
      accountId: "acc_1",
      detail: { operation: "applyPlan", capability: "plans.apply", why: "out-of-scope" },
    },
  ]);
});

test("a thousand refusals of the same in a minute are two entries, and the second says how many", async () => {
  const ctx = ctxOf("usr_b");
  for (let i = 0; i < 1000; i++) await noteDenial(ctx, denial);
  nowMs += 61_000;
  await noteDenial(ctx, denial);
  const entries = await entriesOf("usr_b");

  expect(entries.map(({ detail }) => detail.repeated ?? 0)).toEqual([0, 999, 0]);
  expect(entries[1]).toMatchObject({ objectId: "pln_1", accountId: "acc_1" });
});

test("who tries one id after another fills no log, and what was tried is named", async () => {
  const ctx = ctxOf("usr_c");
  for (let i = 0; i < 200; i++) await noteDenial(ctx, { ...denial, objectId: `pln_${i}` });
  await flushDenials(ctx);
  const entries = await entriesOf("usr_c");

  expect(entries).toHaveLength(31);
  expect(entries.at(-1)).toMatchObject({ objectKind: "operation", objectId: "applyPlan", detail: { repeated: 170 } });
  expect(entries.at(-1)?.detail.objects).toHaveLength(100);
});

test("other people, operations and reasons are refused on their own account", async () => {
  await noteDenial(ctxOf("usr_d"), denial);
  await noteDenial(ctxOf("usr_d"), { ...denial, operation: "refusePlan" });
  await noteDenial(ctxOf("usr_d"), { ...denial, why: "approval-state" });

  expect(await entriesOf("usr_d")).toHaveLength(3);
});
