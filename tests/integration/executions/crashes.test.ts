import { RedriveExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newExecutionName, redriveToken } from "@/lib/core/executions/execution-names";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { aFault, itemsOf, noFaults } from "../../support/runs";
import { createWorld, type World } from "../../support/world";
import { callCount } from "../inventory/graph-world";
import { aSagaShop, failedOrders, runsIn, type SagaShop } from "./executions-world";

let world: World;
let shop: SagaShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aSagaShop(world);
});
afterEach(() => world.stop());
const { plan, apply, toTheEnd } = runsIn(() => ({ world, shop }));

const MINUTES = 60;
/** A run whose worker has written its intent about the only execution, and died. */
async function aDeadWorker(driver: "redrive-execution" | "start-execution" = "redrive-execution") {
  const { classId, arns, machine } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { driver }));
  await execute(
    world.db,
    sql`UPDATE run_item SET state = 'sending', attempt = 1, send_started_at = dlo_now() WHERE run_id = ${runId}`,
  );
  return { runId, arn: arns[0] ?? "", machine };
}
const redrive = (executionArn: string, clientToken?: string) =>
  shop.sfn.send(new RedriveExecutionCommand({ executionArn, clientToken }));

test("a worker that died before the call has done nothing, and the next one does it", async () => {
  const { runId, arn } = await aDeadWorker();

  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { sent: 1, gone: 1 } });
  expect(await shop.described(arn)).toMatchObject({ redriveCount: 1, status: "SUCCEEDED" });
});

test("a worker that died after the call has done it, and within minutes the next one asks for the same answer", async () => {
  const { runId, arn } = await aDeadWorker();
  await redrive(arn, redriveToken(runId, 1));
  await shop.later(2 * MINUTES);

  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { sent: 1, gone: 1 } });
  expect(await shop.described(arn)).toMatchObject({ redriveCount: 1 });
});

test.each([
  ["before", false],
  ["after", true],
])("twenty minutes later the next worker looks: the dead one died %s the call", async (_, wasCalled) => {
  const { runId, arn } = await aDeadWorker();
  if (wasCalled) await redrive(arn, redriveToken(runId, 1));
  await shop.later(20 * MINUTES);
  const calls = await callCount(world, /RedriveExecution/);

  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { sent: 1, gone: 1 } });
  expect((await callCount(world, /RedriveExecution/)) - calls).toBe(wasCalled ? 0 : 1);
  expect(await shop.described(arn)).toMatchObject({ redriveCount: 1 });
});

test("where somebody redrove it at another time nobody claims to know, and nothing is done", async () => {
  const { runId, arn } = await aDeadWorker();
  await shop.later(40 * MINUTES);
  await shop.breaks("pay");
  await redrive(arn);
  await shop.later(MINUTES);

  const run = await toTheEnd(runId);

  expect(run).toMatchObject({ counters: { ambiguous: 1, sent: 0, unknown: 1 } });
  expect(await itemsOf(world, runId)).toMatchObject([{ reason: expect.stringContaining("whose redrive it was") }]);
  expect(await shop.described(arn)).toMatchObject({ redriveCount: 1 });
});

test("an execution that a dead worker started is adopted, also when it has ended", async () => {
  const { runId, machine } = await aDeadWorker("start-execution");
  const name = newExecutionName("order-1", runId, 1);
  await shop.sfn.send(new StartExecutionCommand({ stateMachineArn: machine, name, input: '{"order":1}' }));
  await shop.later(20 * MINUTES);
  const calls = await callCount(world, /StartExecution/);

  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { sent: 1, gone: 1 } });
  expect(await callCount(world, /StartExecution/)).toBe(calls);
});

test("two workers that drive one run at the same time redrive each execution once", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2, 3, 4]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { stages: [4] }));

  await Promise.all(["worker-1", "worker-2"].map((id) => driveRun({ ...shop.worker(), workerId: id }, runId)));
  await toTheEnd(runId);

  expect(await callCount(world, /RedriveExecution/)).toBe(4);
  for (const arn of arns) expect(await shop.described(arn)).toMatchObject({ redriveCount: 1 });
});

test("stopped writes pause the run before the next execution, and a cancelled run says what it left", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { stages: [2] }));
  await shop.ask("stopWrites", { reason: "something is wrong" });

  await driveRun(shop.worker(), runId);

  const stopped = await shop.ask("getRun", { id: runId });
  expect(stopped).toMatchObject({ counters: { waiting: 2, sent: 0 } });
  expect(stopped.state).toBe("paused");
  await shop.ask("cancelRun", { id: runId }, "operator");
  await driveRun(shop.worker(), runId);
  expect(await shop.ask("getRun", { id: runId })).toMatchObject({ state: "cancelled", counters: { skipped: 2 } });
  for (const arn of arns) expect(await shop.described(arn)).toMatchObject({ redriveCount: 0 });
});

test("while writes are stopped nothing is asked for again, and after that it is found out what the dead worker did", async () => {
  const { runId, arn } = await aDeadWorker();
  await shop.ask("stopWrites", { reason: "something is wrong" });

  await driveRun(shop.worker(), runId);

  expect(await shop.described(arn)).toMatchObject({ redriveCount: 0 });
  expect(await shop.ask("getRun", { id: runId })).toMatchObject({ state: "paused", counters: { sending: 1 } });
  await shop.ask("allowWrites", {});
  await shop.ask("resumeRun", { id: runId }, "operator");
  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { gone: 1 } });
  expect(await shop.described(arn)).toMatchObject({ redriveCount: 1 });
});

test("throttling slows the run and loses nothing", async () => {
  const { classId } = await failedOrders(shop, [1, 2, 3]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, { stages: [3] }));
  await aFault(world, {
    operation: "states:RedriveExecution",
    kind: "throttle",
    code: "ExecutionLimitExceeded",
    nth: 1,
  });

  const run = await toTheEnd(runId);
  await noFaults(world);

  expect(run).toMatchObject({ state: "done", counters: { gone: 3, rejected: 0, ambiguous: 0 } });
});
