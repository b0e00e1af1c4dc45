import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Plan } from "@/lib/contract/plans";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { aGuardedShop, aToken, loseRight, on, refusalOf, regainRight, setRules } from "./people";

let shop: Awaited<ReturnType<typeof aGuardedShop>>;
beforeAll(async () => {
  shop = await aGuardedShop(40);
});
afterEach(async () => {
  await regainRight(shop.world, shop.ada, "approver");
  await regainRight(shop.world, shop.olga, "operator");
  await regainRight(shop.world, shop.max, "admin");
  await setRules(shop.world, shop.rules);
});
afterAll(() => shop.world.stop());

const anApprovedPlan = async () => on(shop.ada, "approvePlan", await shop.anAskedPlan());
const run = (runId: string) => shop.world.ask("getRun", { id: runId });
async function driven(runId: string) {
  await driveRun(shop.world.worker(), runId);
  return run(runId);
}
const deletes = () =>
  shop.world.simulator.world.usage.serialize().calls.filter(({ action }) => action === "sqs:DeleteMessage").length;

test("an approved plan is applied once, however many apply it at the same time, and the run is driven", async () => {
  const plan = await anApprovedPlan();

  const answers = await Promise.all([on(shop.olga, "applyPlan", plan), on(shop.max, "applyPlan", plan)]);

  expect(new Set(answers.map(({ runId }) => runId)).size).toBe(1);
  expect(await driven(answers[0].runId)).toMatchObject({ state: "observing", breakGlass: null, counters: { sent: 1 } });
});

test("an approval of somebody who lost the right before the plan was applied does not count, and can be given by another", async () => {
  const plan = await anApprovedPlan();
  await loseRight(shop.world, shop.ada);

  const refusal = await refusalOf(on(shop.olga, "applyPlan", plan));
  const shown = await shop.olga.ask("getPlan", { id: plan.id });
  await on(shop.ben, "approvePlan", plan);

  expect(refusal.code).toBe("approval-needed");
  expect(shown).toMatchObject({
    state: "awaiting-approval",
    approval: { state: "awaiting", given: [{ by: "ada", counts: false }] },
  });
  expect(await on(shop.olga, "applyPlan", plan)).toMatchObject({ runNumber: expect.any(Number) });
});

test("an approval by a token ends with the token", async () => {
  const token = await aToken(shop.world, shop.ada, "approver");
  const plan = await on(token, "approvePlan", await shop.anAskedPlan());
  await execute(shop.world.db, sql`UPDATE api_token SET revoked_at = now() WHERE id = ${token.id}`);

  expect((await refusalOf(on(shop.olga, "applyPlan", plan))).code).toBe("approval-needed");
});

test("stricter rules hold for a plan that was approved before; looser rules let it go", async () => {
  const [strict, loose] = [await anApprovedPlan(), await shop.aPlan()];
  const [any] = shop.rules;
  if (!any) throw new Error("no rule");

  await setRules(shop.world, [{ ...any, approvals: 2 }]);
  expect(await refusalOf(on(shop.olga, "applyPlan", strict))).toMatchObject({
    code: "approval-needed",
    message: expect.stringMatching(/^This needs 2 approvals by somebody else and has 1: /),
  });
  await setRules(shop.world, [{ ...any, isOn: false }]);
  expect(await on(shop.olga, "applyPlan", loose)).toMatchObject({ runId: expect.any(String) });
});

test("a plan that waited too long has expired: it is not approved, not applied, and is listed as decided", async () => {
  const plan = await shop.anAskedPlan();
  await execute(shop.world.db, sql`UPDATE plan SET expires_at = now() - interval '1 second' WHERE id = ${plan.id}`);

  expect((await refusalOf(on(shop.ada, "approvePlan", plan))).code).toBe("plan-expired");
  expect((await refusalOf(on(shop.olga, "applyPlan", plan))).code).toBe("plan-expired");
  expect(await shop.olga.ask("getPlan", { id: plan.id })).toMatchObject({
    state: "expired",
    approval: { state: "expired" },
  });
  expect((await shop.ada.ask("listApprovals", { view: "decided" })).items[0]?.id).toBe(plan.id);
});

test("asking again after an approval was lost does not lengthen the plan's life", async () => {
  const plan = await anApprovedPlan();
  await loseRight(shop.world, shop.ada);
  await execute(shop.world.db, sql`UPDATE plan SET expires_at = now() + interval '1 hour' WHERE id = ${plan.id}`);

  const again = await on(shop.olga, "askForApproval", plan);

  expect(again.state).toBe("awaiting-approval");
  expect(Date.parse(again.expiresAt) - Date.now()).toBeLessThan(3_600_001);
});

test("whoever may breaks the glass with a reason, and everybody hears of it", async () => {
  const plan = await shop.aPlan();
  const breakGlass = { reason: "Payments stand still, nobody answers." };

  expect((await refusalOf(on(shop.olga, "applyPlan", plan, { breakGlass }))).code).toBe("forbidden");
  expect((await refusalOf(on(shop.max, "applyPlan", plan, { breakGlass: { reason: "now" } }))).code).toBe(
    "invalid-input",
  );
  const { runId } = await on(shop.max, "applyPlan", plan, { breakGlass });

  const mark = { by: "max", reason: breakGlass.reason };
  expect(await driven(runId)).toMatchObject({ state: "observing", breakGlass: mark });
  expect(await shop.ada.ask("getPlan", { id: plan.id })).toMatchObject({ breakGlass: mark });
  expect((await shop.ada.ask("getNow", {})).brokenGlass[0]).toMatchObject({ ...mark, runId, planId: plan.id });
  const audit = await shop.world.ask("listAuditEntries", { action: "plan.break-glass" });
  expect(audit.items[0]).toMatchObject({
    actorName: "max",
    runId,
    detail: { reason: breakGlass.reason, approvalsNeeded: 1, approvedBy: [] },
  });
});

test("broken glass leaves no mark where the plan was approved anyway", async () => {
  const plan = await anApprovedPlan();
  const { runId } = await on(shop.max, "applyPlan", plan, { breakGlass: { reason: "I was too quick here." } });

  expect(await run(runId)).toMatchObject({ breakGlass: null });
});

/** As a web process that somebody broke into could write it. */
async function forgedRun(plan: Plan, more = ""): Promise<string> {
  const runId = shop.world.web().newId("run");
  await shop.world.webDb.$executeRawUnsafe(
    `UPDATE plan SET state = 'approved', asked_at = now() WHERE id = '${plan.id}'`,
  );
  await shop.world.webDb.$executeRawUnsafe(
    `INSERT INTO run (id, plan_id, account_id, region, queue_id, action, driver, requested_by, requested_by_name, requested_at, start_after${more ? ", break_glass_reason" : ""})
     SELECT '${runId}', id, account_id, region, queue_id, action, driver, created_by, created_by_name, now(), now()${more ? `, '${more}'` : ""} FROM plan WHERE id = '${plan.id}'`,
  );
  await shop.world.webDb.$executeRawUnsafe(
    `INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256, destination_arn)
     SELECT 'itm_' || i.message_row_id, '${runId}', p.account_id, p.queue_id, i.position, i.message_row_id, i.message_id, i.body_sha256, i.destination_arn
     FROM plan_item i JOIN plan p ON p.id = i.plan_id WHERE p.id = '${plan.id}'`,
  );
  return runId;
}

test("a state that was written to be approved starts nothing: the worker asks who approved", async () => {
  const before = deletes();

  const forged = await driven(await forgedRun(await shop.aPlan()));
  const withGlass = await driven(await forgedRun(await shop.aPlan(), "a reason without the right"));

  expect(forged).toMatchObject({
    state: "failed",
    reason: expect.stringMatching(/^This needs 1 approval by somebody else/),
  });
  expect(withGlass).toMatchObject({ state: "failed", reason: "olga may not break the glass here any more" });
  expect(deletes()).toBe(before);
});

test("messages put into a run behind an approval are not sent", async () => {
  const [plan, other] = [await anApprovedPlan(), await shop.aPlan()];
  const { runId } = await on(shop.olga, "applyPlan", plan);
  await shop.world.webDb.$executeRawUnsafe(
    `INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256, destination_arn)
     SELECT 'itm_more', '${runId}', p.account_id, p.queue_id, 2, i.message_row_id, i.message_id, i.body_sha256, i.destination_arn
     FROM plan_item i JOIN plan p ON p.id = i.plan_id WHERE p.id = '${other.id}'`,
  );

  expect(await driven(runId)).toMatchObject({
    state: "failed",
    reason: "its messages or places are not those of the plan that people saw",
    counters: { sent: 0 },
  });
});

test("the worker asks again before it begins: an approver or a glass-breaker who lost the right meanwhile stops the run", async () => {
  const approved = await on(shop.olga, "applyPlan", await anApprovedPlan());
  const broken = await on(shop.max, "applyPlan", await shop.aPlan(), { breakGlass: { reason: "it cannot wait now" } });
  await loseRight(shop.world, shop.ada);
  await regainRight(shop.world, shop.max, "operator");

  expect(await driven(approved.runId)).toMatchObject({
    state: "failed",
    reason: expect.stringMatching(/^This needs 1 approval/),
  });
  expect(await driven(broken.runId)).toMatchObject({
    state: "failed",
    reason: "max may not break the glass here any more",
  });
});

test("a run that is under way goes on when its approver leaves", async () => {
  const { runId } = await on(shop.olga, "applyPlan", await anApprovedPlan());
  await execute(shop.world.db, sql`UPDATE run SET state = 'running', started_at = now() WHERE id = ${runId}`);
  await loseRight(shop.world, shop.ada);

  expect(await driven(runId)).toMatchObject({ state: "observing", counters: { sent: 1 } });
});

test("more messages than the limit take the right for large plans, and a token keeps to its own limit", async () => {
  await setRules(shop.world, [], 1);
  const [large, ofToken] = [await shop.aPlan("redrive", shop.olga, 2), await shop.aPlan("redrive", shop.olga, 2)];
  await execute(
    shop.world.db,
    sql`INSERT INTO role (id, name, capabilities) VALUES ('role_few', 'few', ${["counts.see", "plans.create", "plans.apply"]}::text[])`,
  );
  await execute(shop.world.db, sql`UPDATE access_grant SET role = 'role_few' WHERE subject = 'usr_olga'`);
  const token = await aToken(shop.world, shop.max, "admin", 1);

  expect(await refusalOf(on(shop.olga, "applyPlan", large))).toEqual({
    code: "too-many-messages",
    message: "You may apply plans of at most 1 messages here; this one has 2.",
  });
  expect((await refusalOf(on(token, "applyPlan", ofToken))).code).toBe("too-many-messages");
  await regainRight(shop.world, shop.olga, "operator");
  const { runId } = await on(shop.olga, "applyPlan", large);
  await execute(shop.world.db, sql`UPDATE access_grant SET role = 'role_few' WHERE subject = 'usr_olga'`);

  expect(await driven(runId)).toMatchObject({
    state: "failed",
    reason: "olga may not apply plans of so many messages here",
  });
});

test("a move task whose size nobody knows counts as large", async () => {
  await setRules(shop.world, [
    { id: "huge", name: "Huge", isOn: true, when: { messagesOver: 1_000_000 }, approvals: 1 },
  ]);
  const selection = { queueId: shop.queue.id };
  await execute(shop.world.db, sql`UPDATE queue_state SET visible = NULL WHERE queue_id = ${shop.queue.id}`);

  const plan = await shop.olga.ask("createPlan", { action: "redrive", driver: "move-task", selection });

  expect(plan.approval).toMatchObject({
    needed: 1,
    reasons: ["an unknown number of messages (the limit is 1,000,000)"],
  });
});
