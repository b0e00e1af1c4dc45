import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EVERYTHING } from "@/lib/core/access/scope";
import { newExecutionName } from "@/lib/core/executions/execution-names";
import { getPlan, listPlanItems } from "@/lib/db/plans";
import { execute, sql } from "@/lib/db/query";
import { hashOfPlan } from "@/lib/operations/plans/gather";
import { driveRun } from "@/lib/operations/runs/drive";
import { aFault, noFaults } from "../../support/runs";
import { createWorld, type World } from "../../support/world";
import { aSagaShop, failedOrders, runsIn, type SagaShop } from "./executions-world";

let world: World;
let shop: SagaShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aSagaShop(world);
});
afterEach(() => world.stop());
const { plan, apply, toTheEnd } = runsIn(() => ({ world, shop }));

test("what means nothing for executions is refused by its field, and never left out of the plan without a word", async () => {
  const { classId, arns } = await failedOrders(shop, [1]);
  const refused = async (input: object, field: string) =>
    expect(
      shop.ask("createPlan", { action: "redrive", selection: { classId }, ...input } as never, "operator"),
    ).rejects.toMatchObject({ status: 422, fields: [{ field }] });

  await refused({ action: "discard" }, "action");
  await refused({ action: "restore" }, "action");
  await refused({ selection: { classId, q: "order:1" } }, "selection.q");
  await refused({ driver: "mover" }, "driver");
  await refused({ selection: { executionArns: arns }, driver: "mover" }, "driver");
  await refused({ duplicates: "hold" }, "duplicates");
  await refused({ doesMark: true }, "doesMark");
  await refused({ itemOrder: "bystanders-first" }, "itemOrder");
});

test("the activity of a class of executions tells of its runs, and whoever approves sees of which class a plan is", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2]);
  await shop.works("pay");
  const made = await plan(classId);
  const byName = await shop.ask(
    "createPlan",
    { action: "redrive", selection: { executionArns: arns.slice(0, 1) } },
    "operator",
  );
  await apply(byName);

  expect((await shop.ask("listRuns", { classId, limit: 50 })).items).toHaveLength(1);

  const { items } = await shop.ask("listClassActivity", { id: classId, limit: 50 });

  expect(items.filter(({ kind }) => kind === "run")).toMatchObject([{ action: "redrive", by: "operator" }]);
  expect((await shop.ask("listPlanClasses", { id: made.id })).items).toMatchObject([{ classId, count: 2 }]);
});

test("a look that began before its execution was started anew does not make it look as if nobody had", async () => {
  const { classId } = await failedOrders(shop, [1]);
  await shop.works("pay");
  await toTheEnd(await apply(await plan(classId, { driver: "start-execution" })));
  await execute(world.db, sql`UPDATE failed_execution SET look_at = 'epoch'`);

  await shop.lookAgain();

  expect(await shop.executions(classId)).toMatchObject([{ nowStatus: "started-anew" }]);
});

test("a new execution that exists and does not show yet is not taken for another's", async () => {
  const { classId, machine } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { driver: "start-execution" }));
  const name = newExecutionName("order-1", runId, 1);
  await shop.sfn.send(new StartExecutionCommand({ stateMachineArn: machine, name, input: '{"order":1}' }));
  await shop.later(60);
  await execute(
    world.db,
    sql`UPDATE run_item SET state = 'sending', attempt = 1, send_started_at = dlo_now() WHERE run_id = ${runId}`,
  );
  // The dead worker's: looked for, then asked for again, then looked for by its name.
  for (const nth of [1, 3])
    await aFault(world, {
      operation: "states:DescribeExecution",
      kind: "throttle",
      code: "ExecutionDoesNotExist",
      nth,
    });

  const run = await toTheEnd(runId);
  await noFaults(world);

  expect(run).toMatchObject({ state: "done", counters: { sent: 1, gone: 1, rejected: 0 } });
});

test("a run that says it is about one state machine and names executions of another does nothing", async () => {
  const { classId, arns } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const refund = await shop.aMachine("refund");
  await shop.inventory();
  const runId = await apply(await plan(classId));
  // Who can write to the database, and makes the hash fit.
  await execute(
    world.db,
    sql`WITH other AS (SELECT id FROM resource WHERE arn = ${refund}), p AS (UPDATE plan SET resource_id = (SELECT id FROM other), detail = jsonb_set(jsonb_set(detail, '{subject,arn}', to_jsonb(${refund}::text)), '{subject,name}', '"refund"') RETURNING id)
        UPDATE run SET resource_id = (SELECT id FROM other) WHERE plan_id IN (SELECT id FROM p)`,
  );
  const { planId } = await shop.ask("getRun", { id: runId });
  const forged = await getPlan(world.db, EVERYTHING, planId);
  if (!forged) throw new Error("no plan");
  const { action, driver, detail } = forged;
  const hash = hashOfPlan(
    { action, driver, configuration: detail.configuration, terms: detail },
    await listPlanItems(world.db, planId),
  );
  await execute(world.db, sql`UPDATE plan SET hash = ${hash}`);

  await driveRun(shop.worker(), runId);

  expect(await shop.ask("getRun", { id: runId })).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("not those of the plan that people saw"),
  });
  expect(await shop.described(arns[0] ?? "")).toMatchObject({ redriveCount: 0 });
});

test("where a start had no answer, starting anew is blocked until somebody says that there is none", async () => {
  const { classId } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { driver: "start-execution" }));
  const { number } = await shop.ask("getRun", { id: runId });
  await execute(
    world.db,
    sql`UPDATE run_item SET state = 'sending', attempt = 1, send_started_at = dlo_now() WHERE run_id = ${runId}`,
  );
  await execute(world.db, sql`UPDATE run SET state = 'cancelling' WHERE id = ${runId}`);
  await driveRun(shop.worker(), runId);
  expect(await shop.ask("getRun", { id: runId })).toMatchObject({ state: "cancelled", counters: { ambiguous: 1 } });

  const anew = await plan(classId, { driver: "start-execution" });
  const overrides = [{ check: "may-be-started", reason: "looked: there is none" }];
  const known = await plan(classId, { driver: "start-execution", overrides });

  expect(anew.checks[0]).toMatchObject({
    id: "may-be-started",
    result: "block",
    text: expect.stringContaining(`R-${number}`),
  });
  await expect(apply(anew)).rejects.toMatchObject({ code: "plan-not-applicable" });
  await expect(apply(known)).rejects.toMatchObject({ code: "approval-needed" });
});

test("an alias that is learned after the plan is a difference that names the execution", async () => {
  const { classId, arns, machine } = await failedOrders(shop, [1]);
  const made = await plan(classId, { driver: "start-execution" });
  await execute(world.db, sql`UPDATE failed_execution SET alias_arn = ${`${machine}:live`}, looked_at = dlo_now()`);

  await expect(apply(made)).rejects.toMatchObject({
    code: "plan-changed",
    detail: { diff: [{ setting: `${arns[0]}: goes to`, before: machine, after: `${machine}:live` }] },
  });
});

test("a stage that a person cuts short has the evidence that Step Functions gave, and no more", async () => {
  const { classId } = await failedOrders(shop, [1, 2, 3]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { stages: [1, 1, 1] }));
  await driveRun(shop.worker(), runId);
  await shop.ask("continueRun", { id: runId }, "operator");
  await driveRun(shop.worker(), runId);
  await shop.later(2);
  await shop.lookAgain();
  await execute(world.db, sql`UPDATE run_item SET outcome = 'gone' WHERE run_id = ${runId} AND outcome = 'unknown'`);
  await shop.ask("continueRun", { id: runId }, "operator");
  await shop.ask("setRunRate", { id: runId, ratePerSecond: 1 }, "operator");
  await shop.ask("pauseRun", { id: runId }, "operator");
  await shop.ask("resumeRun", { id: runId }, "operator");
  await driveRun(shop.worker(), runId);

  const ended = await shop.ask("cancelRun", { id: runId }, "operator");

  expect(ended).toMatchObject({ state: "done", counters: { sent: 3 } });
  expect(ended.stages.map(({ evidence }) => evidence)).toEqual(["none", "full", "none"]);
});
