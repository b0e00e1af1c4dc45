import { afterEach, beforeEach, expect, test } from "vitest";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import type { Db } from "@/lib/db/connect";
import { execute, rows, sql } from "@/lib/db/query";
import { getRegroup } from "@/lib/db/regroups";
import { advanceRegroups } from "@/lib/operations/grouping/advance-regroups";
import { applyBatch } from "@/lib/operations/grouping/apply-batch";
import { advanceErasures } from "@/lib/operations/privacy/advance-erasures";
import { createWorld, type World } from "../../support/world";
import { aGroupedShop, all, type GroupedShop } from "./grouped-shop";

let world: World;
let shop: GroupedShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aGroupedShop(world);
});
afterEach(() => world.stop());

const rule = (name: string, errorText: string, does: Partial<GroupingRule["does"]>): GroupingRule => ({
  name,
  where: { errorText },
  does: { splitBy: [], replace: [], ...does },
});
const TENANTS = rule("tenants", "tenant", { groupAs: "tenant trouble", cause: "dependency" });
const refused = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error);

async function previewed(rules: GroupingRule[]) {
  const { id } = await world.ask("previewRegroup", { rules, days: 7 }, "operator");
  await advanceRegroups(world.worker());
  return world.ask("getRegroup", { id });
}
/** A worker whose database fails at its n-th transaction. */
function dyingAt(n: number) {
  const worker = world.worker("dying");
  let left = n;
  const db = new Proxy(worker.db, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (key !== "$transaction") return value;
      return (...args: Parameters<Db["$transaction"]>) =>
        left-- > 0 ? value.apply(target, args) : Promise.reject(new Error("killed"));
    },
  });
  return { ...worker, db };
}

test("a rule sets the cause and puts together what arrives from then on, and says so; none of it is news", async () => {
  await shop.fail("no such tenant");

  await world.ask("putGroupingRules", { rules: [TENANTS] }, "operator");
  await shop.fail("no such tenant", "tenant is gone");
  await shop.fail("tenant is lost", "disk is full");

  const grouped = await shop.classOf("tenant trouble");
  expect(grouped).toMatchObject({
    totalCount: 3,
    causeKind: "dependency",
    causeReason: "By rule “tenants”.",
    status: "ongoing",
  });
  const { why } = await world.ask("getFailureClass", { id: grouped.id });
  expect(why).toContainEqual({
    part: "rule",
    value: "“tenants”: all that fit it are “tenant trouble”, one class for each anchor",
  });
  expect((await shop.classOf("disk is full")).status).toBe("new");
  expect(await shop.figures()).toMatchObject({ "no such tenant": all(1), "disk is full": all(1) });
});

test("applying a preview does what it said, with all counts; a class that is empty says where its messages went", async () => {
  await shop.fail("no such tenant", "no such tenant", "tenant is gone", "disk is full");
  const [first, second] = [await shop.classOf("no such"), await shop.classOf("tenant is")];
  await world.ask("addClassNote", { id: first.id, text: "stays" });

  const { id, state, preview } = await previewed([TENANTS]);
  const untouched = await shop.figures();
  const unsaved = await refused(world.ask("applyRegroup", { id, confirmCount: 3 }));
  await world.ask("putGroupingRules", { rules: [TENANTS] });
  const unread = await refused(world.ask("applyRegroup", { id, confirmCount: 4 }));
  await world.ask("applyRegroup", { id, confirmCount: 3 });
  await advanceRegroups(world.worker());
  const { state: end, applied } = await world.ask("getRegroup", { id });

  expect(state).toBe("previewed");
  expect(preview).toMatchObject({ movedCount: 3, sameCount: 1, keptCount: 0, newClassCount: 1 });
  expect(untouched).toMatchObject({ "no such tenant": all(2), "tenant is gone": all(1) });
  expect(unsaved).toMatchObject({ code: "settings-changed" });
  expect(unread).toMatchObject({ status: 422, fields: [{ field: "confirmCount" }] });
  expect(end).toBe("done");
  expect(applied).toMatchObject({ movedCount: preview?.movedCount, sameCount: preview?.sameCount });
  const figures = (tally: typeof preview) => tally?.moves.map(({ from, to, count }) => [from.id, to.title, count]);
  expect(figures(applied)).toEqual(figures(preview));
  expect(applied?.emptied).toEqual(preview?.emptied);
  expect(await shop.figures()).toEqual({
    "disk is full": all(1),
    "no such tenant": all(0),
    "tenant is gone": all(0),
    "tenant trouble": all(3),
  });
  const grouped = await shop.classOf("tenant trouble");
  expect(grouped.status).toBe("backlog");
  for (const { id: emptied } of [first, second])
    expect(await world.ask("getFailureClass", { id: emptied })).toMatchObject({
      status: "resolved",
      statusReason: `regrouped into F-${grouped.number}`,
    });
  expect((await world.ask("listClassActivity", { id: first.id })).items).toContainEqual(
    expect.objectContaining({ kind: "note", text: "stays" }),
  );
  expect((await previewed([TENANTS])).preview).toMatchObject({ movedCount: 0, sameCount: 4 });
});

test("what is not kept whole stays where it is, and is counted as that", async () => {
  await shop.fail("no such tenant", "tenant is gone");
  await execute(world.db, sql`UPDATE failed_message SET body_id = NULL WHERE error_text LIKE 'no such%'`);

  const { preview } = await previewed([TENANTS]);

  expect(preview).toMatchObject({ movedCount: 1, keptCount: 1 });
  expect(preview?.emptied.map(({ title }) => title)).toEqual(["tenant is gone"]);
});

test("a worker that dies anywhere leaves whole batches, and who goes on ends where it would have ended", async () => {
  await shop.fail(...Array.from({ length: 7 }, () => "no such tenant"), "tenant is gone");
  const { id } = await previewed([TENANTS]);
  await world.ask("putGroupingRules", { rules: [TENANTS] });
  await world.ask("applyRegroup", { id, confirmCount: 8 });

  for (let n = 0; n < 4; n += 1) {
    await refused(advanceRegroups(dyingAt(n), { batch: 2 }));
    const figures = await shop.figures();
    const kept = Object.values(figures).reduce((sum, [, , count = 0]) => sum + count, 0);
    expect(kept).toBe(8);
    for (const counts of Object.values(figures)) expect(counts).toEqual(all(counts[0] ?? -1));
  }
  await Promise.all([
    advanceRegroups(world.worker("a"), { batch: 2 }),
    advanceRegroups(world.worker("b"), { batch: 2 }),
  ]);
  await advanceRegroups(world.worker());

  expect(await world.ask("getRegroup", { id })).toMatchObject({ state: "done", applied: { movedCount: 8 } });
  expect(await shop.figures()).toEqual({
    "no such tenant": all(0),
    "tenant is gone": all(0),
    "tenant trouble": all(8),
  });
  expect(await shop.auditOf("regroup.finished")).toMatchObject([{ state: "done", movedCount: 8, emptiedCount: 2 }]);
});

test("rules that change while it runs end it with the reason; only one is applied at a time; a viewer may not", async () => {
  await shop.fail("no such tenant", "no such tenant", "no such tenant");
  const { version } = await world.ask("putGroupingRules", { rules: [TENANTS] });
  const { id } = await previewed([TENANTS]);
  await world.ask("applyRegroup", { id, confirmCount: 3 });
  const second = await refused(world.ask("previewRegroup", { rules: [], days: 1 }));
  await refused(advanceRegroups(dyingAt(2), { batch: 2 }));
  await world.ask("putGroupingRules", { rules: [], ifVersion: version });
  const late = await refused(world.ask("putGroupingRules", { rules: [TENANTS], ifVersion: version }));
  await advanceRegroups(world.worker());

  expect(second).toMatchObject({ code: "regroup-not-open" });
  expect(late).toMatchObject({ code: "settings-changed" });
  expect(await world.ask("getRegroup", { id })).toMatchObject({
    state: "failed",
    reason: "the rules were changed while it ran; what was moved stays where it is",
    applied: { movedCount: 2 },
  });
  const scope = { kind: "accounts", accountIds: [shop.accountId] } as const;
  for (const attempt of [
    () => world.ask("putGroupingRules", { rules: [] }, "viewer"),
    () => world.ask("previewRegroup", { rules: [], days: 1 }, "viewer"),
    () => world.ask("putGroupingRules", { rules: [] }, "admin", { scope }),
    () => world.ask("listGroupingRules", {}, "admin", { scope }),
  ])
    expect(await refused(attempt())).toMatchObject({ code: "forbidden" });
});

test("a message that is erased while it is being put elsewhere leaves no word of itself in a class or a preview", async () => {
  const rules = [rule("words", "tenant", { replace: [{ find: "no such", by: "without" }] })];
  await shop.fail("no such tenant Zebrafish", "disk is full");
  const { id, preview } = await previewed(rules);
  expect(JSON.stringify(preview)).toContain("without tenant Zebrafish");
  await world.ask("putGroupingRules", { rules });
  await world.ask("applyRegroup", { id, confirmCount: 1 });
  const [message] = (await world.ask("listFailedMessages", { q: "Zebrafish" })).items;
  const regroup = await getRegroup(world.db, id);
  if (!regroup) throw new Error("the regrouping is gone");
  const worker = world.worker();
  const $transaction = async (...args: Parameters<Db["$transaction"]>) => {
    await erase(message?.id ?? "");
    return worker.db.$transaction(...args);
  };
  const db = new Proxy(worker.db, {
    get: (target, key) => (key === "$transaction" ? $transaction : Reflect.get(target, key)),
  });

  await applyBatch({ ...worker, db }, regroup, 100);

  const words = await rows(world.db, sql`SELECT title, normalised_error, cause_reason FROM failure_class`);
  expect(JSON.stringify(words)).not.toContain("Zebrafish");
  expect(JSON.stringify(await getRegroup(world.db, id))).not.toContain("Zebrafish");
});

async function erase(messageRowId: string): Promise<void> {
  const { id } = await world.ask("previewErasure", { selection: { kind: "messages", ids: [messageRowId] } });
  await advanceErasures(world.worker());
  await world.ask("createErasure", { previewId: id, confirmCount: 1, reason: "asked for by them" });
  await advanceErasures(world.worker());
}
