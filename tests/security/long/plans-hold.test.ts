import { afterAll, beforeAll, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import {
  aGuardedShop,
  loseRight,
  on,
  type Person,
  refusalOf,
  regainRight,
  setRules,
} from "../../integration/approvals/people";

let shop: Awaited<ReturnType<typeof aGuardedShop>>;
beforeAll(async () => {
  shop = await aGuardedShop(40);
});
afterAll(() => shop.world.stop());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: DloError) => error.code,
  );
const run = (change: ReturnType<typeof sql>) => execute(shop.world.db, change);

/** Gives these people only what an operator has, without these rights. */
async function withOwnRole(person: Person, ...capabilities: string[]): Promise<void> {
  const { id } = await shop.world.ask("createRole", {
    name: `Role of ${person.id} ${Date.now()}`,
    capabilities: capabilities as never,
  });
  await run(sql`UPDATE access_grant SET role = ${id} WHERE subject = ${person.id}`);
}

async function applied(action: "redrive" | "discard" = "redrive"): Promise<string> {
  const plan = await shop.anAskedPlan(action);
  await on(shop.ada, "approvePlan", plan);
  if (action === "discard") await on(shop.ben, "approvePlan", plan);
  return (await on(shop.olga, "applyPlan", plan)).runId;
}

async function driven(runId: string) {
  await driveRun(shop.world.worker(), runId);
  return shop.world.ask("getRun", { id: runId });
}

test("a plan is applied by its own hash only", async () => {
  const plan = await shop.anAskedPlan();
  await on(shop.ada, "approvePlan", plan);
  const other = { ...plan, hash: `sha256:${"0".repeat(64)}` };

  expect(await codeOf(on(shop.olga, "applyPlan", other))).toBe("plan-changed");
});

test("who made or asked for a plan cannot refuse it either", async () => {
  const plan = await shop.anAskedPlan();
  await run(sql`UPDATE access_grant SET role = 'admin' WHERE subject = ${shop.olga.id}`);

  const refusal = await refusalOf(shop.olga.ask("refusePlan", { id: plan.id, hash: plan.hash, comment: "no" }));

  expect(refusal.message).toContain("somebody else");
  await regainRight(shop.world, shop.olga, "operator");
});

test("a plan that has expired is not applied", async () => {
  const plan = await shop.anAskedPlan();
  await on(shop.ada, "approvePlan", plan);
  await run(sql`UPDATE plan SET expires_at = dlo_now() - interval '1 second' WHERE id = ${plan.id}`);

  expect(await codeOf(on(shop.olga, "applyPlan", plan))).toBe("plan-expired");
});

test("a queue that changed after the plan was made needs a new plan", async () => {
  const plan = await shop.anAskedPlan();
  await on(shop.ada, "approvePlan", plan);
  await run(sql`UPDATE queue SET aws_created_at = aws_created_at + interval '1 day' WHERE name = 'orders'`);

  expect(await codeOf(on(shop.olga, "applyPlan", plan))).toBe("plan-changed");
  await run(sql`UPDATE queue SET aws_created_at = aws_created_at - interval '1 day' WHERE name = 'orders'`);
});

test("what is in an open run is not taken by a second plan", async () => {
  await setRules(shop.world, []);
  const first = await shop.aPlan();
  const [item] = (await shop.world.db
    .$queryRaw`SELECT message_row_id AS id FROM plan_item WHERE plan_id = ${first.id}`) as [{ id: string }];
  const second = await shop.olga.ask("createPlan", { action: "redrive", selection: { messageIds: [item.id] } });

  await on(shop.olga, "applyPlan", first);

  expect(await codeOf(on(shop.olga, "applyPlan", second))).toBe("messages-in-another-run");
  await setRules(shop.world, shop.rules);
});

test("discarding needs its own right, when the plan is applied and again when the worker begins", async () => {
  const plan = await shop.anAskedPlan("discard");
  await on(shop.ada, "approvePlan", plan);
  await on(shop.ben, "approvePlan", plan);
  const rights = ["counts.see", "bodies.read", "plans.create", "plans.apply", "plans.apply-large"];

  await withOwnRole(shop.olga, ...rights);
  expect(await codeOf(on(shop.olga, "applyPlan", plan))).toBe("forbidden");
  await regainRight(shop.world, shop.olga, "operator");
  const { runId } = await on(shop.olga, "applyPlan", plan);
  await withOwnRole(shop.olga, ...rights);

  expect(await driven(runId)).toMatchObject({ state: "failed", reason: expect.stringContaining("may not discard") });
  await regainRight(shop.world, shop.olga, "operator");
});

test("in an account that became read-only nothing begins", async () => {
  const runId = await applied();
  await shop.world.ask("updateAccount", { id: shop.account.id, isWritable: false });

  const ended = await driven(runId);
  await shop.world.ask("updateAccount", { id: shop.account.id, isWritable: true });

  expect(ended).toMatchObject({ state: "failed", reason: expect.stringContaining("read-only") });
});

test("a plan that somebody refused does not begin, whatever the web process wrote", async () => {
  const runId = await applied();
  await run(
    sql`INSERT INTO plan_approval (id, plan_id, account_id, kind, plan_hash, by_id, by_name, person_id, at, comment)
        SELECT 'apr_x', p.id, p.account_id, 'refused', p.hash, 'usr_ben', 'ben', 'usr_ben', now(), 'no' FROM plan p JOIN run r ON r.plan_id = p.id WHERE r.id = ${runId}`,
  );

  expect(await driven(runId)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("refused its plan"),
  });
});

test("the limit of messages holds when the worker begins", async () => {
  await setRules(shop.world, []);
  const plan = await shop.aPlan("redrive", shop.olga, 3);
  const { runId } = await on(shop.olga, "applyPlan", plan);
  await setRules(shop.world, [], 2);
  await withOwnRole(shop.olga, "counts.see", "plans.create", "plans.apply");

  expect(await driven(runId)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("so many messages"),
  });
  await regainRight(shop.world, shop.olga, "operator");
  await setRules(shop.world, shop.rules);
});

test("whoever lost the right to apply meanwhile starts nothing", async () => {
  const runId = await applied();
  await loseRight(shop.world, shop.olga);

  expect(await driven(runId)).toMatchObject({ state: "failed", reason: expect.stringContaining("may not apply") });
  await regainRight(shop.world, shop.olga, "operator");
});

test("a rescue that a policy asked for does not begin once the policy is off", async () => {
  const plan = await shop.world.ask("createPlan", { action: "rescue", selection: { queueId: shop.queue.id } });
  const { runId } = await shop.world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await run(sql`UPDATE run SET requested_by = 'policy:auto-rescue' WHERE id = ${runId}`);

  expect(await driven(runId)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("auto-rescue is off"),
  });
});

const OTHERS = expect.stringContaining("not those of the plan that people saw");

test("a queue that is another one by the time the worker begins gets nothing", async () => {
  const runId = await applied();
  await run(sql`UPDATE queue SET aws_created_at = aws_created_at + interval '1 day' WHERE name = 'orders'`);

  const ended = await driven(runId);
  await run(sql`UPDATE queue SET aws_created_at = aws_created_at - interval '1 day' WHERE name = 'orders'`);

  expect(ended).toMatchObject({ state: "failed", reason: OTHERS });
});

test("messages that are in no plan are not sent, where nobody needs to approve either", async () => {
  await setRules(shop.world, []);
  const [plan, other] = [await shop.aPlan(), await shop.aPlan()];
  const { runId } = await on(shop.olga, "applyPlan", plan);
  await shop.world.webDb.$executeRawUnsafe(
    `INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256, destination_arn)
     SELECT 'itm_more', '${runId}', p.account_id, p.queue_id, 2, i.message_row_id, i.message_id, i.body_sha256, i.destination_arn
     FROM plan_item i JOIN plan p ON p.id = i.plan_id WHERE p.id = '${other.id}'`,
  );

  const ended = await driven(runId);
  await setRules(shop.world, shop.rules);

  expect(ended).toMatchObject({ state: "failed", reason: OTHERS });
});
