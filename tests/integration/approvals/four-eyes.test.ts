import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { aGuardedShop, aPerson, aToken, on, refusalOf, setRules } from "./people";

let shop: Awaited<ReturnType<typeof aGuardedShop>>;
beforeAll(async () => {
  shop = await aGuardedShop(40);
});
afterAll(() => shop.world.stop());

test("a plan says how many others must approve it and why, and cannot be applied before", async () => {
  const plan = await shop.aPlan();

  expect(plan.approval).toMatchObject({
    needed: 1,
    reasons: ["production, more than 0 messages"],
    state: "not-asked",
    given: [],
    whyNotYou: "You made this plan; somebody else must approve it.",
  });
  expect(await refusalOf(on(shop.olga, "applyPlan", plan))).toEqual({
    code: "approval-needed",
    message: "This needs 1 approval by somebody else: production, more than 0 messages. Ask for approval first.",
  });
});

test("asked, approved by somebody else and applied: each step is audited in its own words", async () => {
  const asked = await on(shop.olga, "askForApproval", await shop.aPlan(), { comment: "The fix is out." });
  const approved = await on(shop.ada, "approvePlan", asked, { comment: "Seen." });
  const { runId } = await on(shop.olga, "applyPlan", approved);

  const plan = await shop.olga.ask("getPlan", { id: asked.id });
  const audit = await shop.world.ask("listAuditEntries", { objectId: asked.id, limit: 20 });
  expect(asked).toMatchObject({ state: "awaiting-approval", approval: { state: "awaiting", askedBy: "olga" } });
  expect(Date.parse(asked.expiresAt) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  expect(approved).toMatchObject({
    state: "approved",
    approval: { state: "approved", given: [{ by: "ada", comment: "Seen.", counts: true }] },
  });
  expect(plan).toMatchObject({ state: "applied", runId, breakGlass: null, approval: { state: "applied" } });
  expect(audit.items.map(({ action, actorName }) => `${action} ${actorName}`)).toEqual([
    "plan.applied olga",
    "plan.approved ada",
    "plan.approval-asked olga",
    "plan.created olga",
  ]);
  expect(audit.items[0]?.detail).toMatchObject({ approvalsNeeded: 1, approvedBy: ["ada"] });
});

test("who made the plan cannot approve it, not by a token and not when somebody else asks", async () => {
  const plan = await shop.aPlan("redrive", shop.max);
  const asked = await on(shop.olga, "askForApproval", plan);
  const token = await aToken(shop.world, shop.max, "admin");

  for (const who of [shop.max, token])
    expect(await refusalOf(on(who, "approvePlan", asked))).toEqual({
      code: "forbidden",
      message: "You made this plan; somebody else must approve it.",
    });
  const denied = await shop.world.ask("listAuditEntries", { action: "access.denied", objectId: asked.id });
  expect(denied.items.map(({ detail }) => detail)).toEqual(
    [token, shop.max].map(() => expect.objectContaining({ operation: "approvePlan", why: "own-plan" })),
  );
});

test("a plan made by a token is its owner's own", async () => {
  const token = await aToken(shop.world, shop.max, "admin");
  const asked = await on(token, "askForApproval", await shop.aPlan("redrive", token));

  expect((await refusalOf(on(shop.max, "approvePlan", asked))).message).toMatch(/^You made this plan/);
});

test("who asked for the approval cannot give it", async () => {
  const asked = await on(shop.max, "askForApproval", await shop.aPlan());

  expect((await refusalOf(on(shop.max, "approvePlan", asked))).message).toMatch(/^You asked for this approval/);
});

test("two tokens of one person are one approval, where two are needed", async () => {
  const asked = await shop.anAskedPlan("discard");
  const [one, two] = [await aToken(shop.world, shop.ada, "approver"), await aToken(shop.world, shop.ada, "approver")];

  const half = await on(one, "approvePlan", asked);

  expect(half).toMatchObject({ state: "awaiting-approval", approval: { needed: 2, state: "awaiting" } });
  for (const who of [two, shop.ada])
    expect((await refusalOf(on(who, "approvePlan", asked))).message).toBe("You approved this plan already.");
  expect(await on(shop.ben, "approvePlan", asked)).toMatchObject({ state: "approved" });
});

test("two approvers at once are two approvals, and one person at once with two tokens is one", async () => {
  const both = await shop.anAskedPlan("discard");
  const same = await shop.anAskedPlan("discard");
  const token = await aToken(shop.world, shop.ada, "approver");

  await Promise.all([on(shop.ada, "approvePlan", both), on(shop.ben, "approvePlan", both)]);
  const twice = await Promise.allSettled([on(shop.ada, "approvePlan", same), on(token, "approvePlan", same)]);

  expect((await shop.olga.ask("getPlan", { id: both.id })).approval).toMatchObject({ state: "approved" });
  expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await shop.olga.ask("getPlan", { id: same.id })).approval).toMatchObject({ state: "awaiting" });
});

test("an approval is for one hash: that of another plan is refused", async () => {
  const [asked, other] = [await shop.anAskedPlan(), await shop.aPlan()];

  expect((await refusalOf(on(shop.ada, "approvePlan", { id: asked.id, hash: other.hash }))).code).toBe("plan-changed");
});

test("nobody approves what nobody asked for, what is approved or what needs none", async () => {
  const draft = await shop.aPlan();
  const approved = await on(shop.ada, "approvePlan", await shop.anAskedPlan());
  const rescue = await shop.olga.ask("createPlan", { action: "rescue", selection: { queueId: shop.queue.id } });

  expect((await refusalOf(on(shop.ada, "approvePlan", draft))).code).toBe("approval-not-open");
  expect((await refusalOf(on(shop.ben, "approvePlan", approved))).code).toBe("approval-not-open");
  expect((await refusalOf(on(shop.olga, "askForApproval", approved))).code).toBe("approval-not-open");
  expect(rescue.approval).toMatchObject({ needed: 0, state: "not-needed" });
  expect((await refusalOf(on(shop.olga, "askForApproval", rescue))).message).toMatch(/needs no approval/);
});

test("a refusal says why and stays: nobody can approve or apply the plan any more, by no broken glass either", async () => {
  const asked = await shop.anAskedPlan();
  const { id, hash } = await on(shop.ada, "approvePlan", asked);

  const refused = await shop.ben.ask("refusePlan", { id, hash, comment: "The consumer is down." });

  expect(refused).toMatchObject({ state: "refused", approval: { state: "refused" } });
  const words = "ben refused the plan: The consumer is down. It stays so; make a new one.";
  const glass = { breakGlass: { reason: "it burns, really" } };
  const tries = [
    () => on(shop.max, "approvePlan", asked),
    () => on(shop.olga, "applyPlan", asked),
    () => on(shop.max, "applyPlan", asked, glass),
  ];
  for (const attempt of tries)
    expect(await refusalOf(attempt())).toEqual({ code: "approval-not-open", message: words });
  expect((await refusalOf(shop.ben.ask("refusePlan", { id, hash, comment: " " }))).code).toBe("invalid-input");
});

test("who made or asked for a plan takes it back, and nobody else", async () => {
  const { id } = await shop.anAskedPlan();

  expect((await refusalOf(shop.max.ask("withdrawPlan", { id }))).code).toBe("forbidden");
  expect(await shop.olga.ask("withdrawPlan", { id, comment: "Later." })).toMatchObject({ state: "withdrawn" });
});

test("people talk about a plan in one thread; who only reads does not", async () => {
  const { id } = await shop.anAskedPlan();
  const reader = await aPerson(shop.world, "rita", "viewer");

  await shop.ada.ask("commentPlan", { id, comment: "Which fix?" });
  const plan = await shop.olga.ask("commentPlan", { id, comment: "PR 12." });

  expect(plan.approval.said.map(({ kind, by, comment }) => [kind, by, comment])).toEqual([
    ["asked", "olga", null],
    ["commented", "ada", "Which fix?"],
    ["commented", "olga", "PR 12."],
  ]);
  expect((await refusalOf(reader.ask("commentPlan", { id, comment: "Me too." }))).code).toBe("forbidden");
});

test("each sees what waits for them, what they asked for and what is decided, by their scope", async () => {
  const idsOf = async (who: typeof shop.ada, view: "waiting" | "asked" | "decided") =>
    (await who.ask("listApprovals", { view, limit: 200 })).items.map(({ id }) => id);
  const asked = await shop.anAskedPlan("discard");
  const before = (await shop.ada.ask("listApprovals", {})).counts;
  await on(shop.ada, "approvePlan", asked);

  expect((await idsOf(shop.ben, "waiting"))[0]).toBe(asked.id);
  expect(await idsOf(shop.ada, "waiting")).not.toContain(asked.id);
  expect((await shop.ada.ask("listApprovals", {})).counts.waiting).toBe(before.waiting - 1);
  expect((await idsOf(shop.olga, "asked"))[0]).toBe(asked.id);
  expect(await idsOf(shop.olga, "waiting")).toEqual([]);
  await shop.olga.ask("withdrawPlan", { id: asked.id });
  expect((await idsOf(shop.ben, "decided"))[0]).toBe(asked.id);
  const elsewhere = { scope: { kind: "accounts", accountIds: [] } } as const;
  expect(await shop.world.ask("listApprovals", { view: "decided" }, "admin", elsewhere)).toMatchObject({
    items: [],
    totalCount: 0,
  });
  const [first] = (await shop.ada.ask("listApprovals", { view: "decided", limit: 1 })).items;
  const page = await shop.ada.ask("listApprovals", { view: "decided", limit: 1 });
  const next = await shop.ada.ask("listApprovals", { view: "decided", limit: 1, cursor: page.nextCursor ?? "" });
  expect(next.items[0]?.id).not.toBe(first?.id);
});

test("the classes of a plan add up to its messages", async () => {
  const plan = await shop.aPlan("redrive", shop.olga, 3);

  const { items, otherCount } = await shop.ada.ask("listPlanClasses", { id: plan.id });

  expect(items.reduce((sum, { count }) => sum + count, 0) + otherCount).toBe(3);
  expect(items[0]).toMatchObject({ title: expect.any(String), count: expect.any(Number) });
});

test("rules are changed by version, audited with before and after, and warned about when nobody could satisfy them", async () => {
  const before = await shop.world.ask("getApprovalRules", {});
  await shop.world.db
    .$executeRaw`UPDATE access_grant SET revoked_at = now() WHERE role IN ('admin', 'approver') AND subject <> 'usr_ada'`;
  const warned = (await shop.world.ask("getApprovalRules", {})).warnings;
  await shop.world.db.$executeRaw`UPDATE access_grant SET revoked_at = NULL`;
  const { rules, applyLimit, version } = before;

  await shop.world.ask("putApprovalRules", { rules, applyLimit: 7, ifVersion: version });
  const late = await refusalOf(shop.world.ask("putApprovalRules", { rules, applyLimit: 8, ifVersion: version }));

  expect(before.warnings).toEqual([]);
  expect(warned).toEqual([expect.stringMatching(/^“Discard” asks for 2 approvals, but only one person may approve/)]);
  expect(late.code).toBe("settings-changed");
  const [entry] = await rows<{ action: string; detail: { before: object; after: object } }>(
    shop.world.db,
    sql`SELECT action, detail FROM audit_entry WHERE object_kind = 'approval-rules' ORDER BY id DESC LIMIT 1`,
  );
  expect(entry).toMatchObject({
    action: "approval-rules.changed",
    detail: { before: { applyLimit }, after: { applyLimit: 7 } },
  });
  await setRules(shop.world, shop.rules, applyLimit);
});
