import { DescribeExecutionCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aFault, itemsOf } from "../../support/runs";
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

const anew = { driver: "start-execution" } as const;
async function executionsOf(stateMachineArn: string) {
  const { executions = [] } = await shop.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  const described = executions.map(({ executionArn }) => shop.sfn.send(new DescribeExecutionCommand({ executionArn })));
  return Promise.all(described);
}

test("a new execution gets the input of the old one, is watched, and the old one counts as done", async () => {
  const { classId, machine } = await failedOrders(shop, [1, 2]);
  await shop.works("pay");
  const made = await plan(classId, anew);
  expect(made.title).toBe("Start 2 executions of checkout anew");
  expect(made.checks.find(({ id }) => id === "done-twice")).toMatchObject({
    result: "warn",
    text: expect.stringContaining("They failed in Pay: what comes before that is done again."),
  });

  const run = await toTheEnd(await apply(made));

  expect(run).toMatchObject({ state: "done", counters: { sent: 2, gone: 2 } });
  const all = await executionsOf(machine);
  expect(all.map(({ status, input }) => [status, input]).sort()).toEqual([
    ["FAILED", '{"order":1}'],
    ["FAILED", '{"order":2}'],
    ["SUCCEEDED", '{"order":1}'],
    ["SUCCEEDED", '{"order":2}'],
  ]);
  const [first] = await itemsOf(world, run.id);
  expect(first?.messageId).toContain(":execution:checkout:order-1");
  const nowOf = (await shop.executions(classId)).map(({ nowStatus }) => nowStatus);
  expect(nowOf).toEqual(["started-anew", "started-anew"]);
  await shop.later(400);
  await shop.judge();
  expect(await shop.classes()).toMatchObject([{ status: "resolved" }]);
});

test("a lost answer starts no second execution, also when the first has ended by then", async () => {
  const { classId, machine } = await failedOrders(shop, [1]);
  await shop.works("reserve");
  await shop.works("pay");
  const runId = await apply(await plan(classId, anew));
  await aFault(world, { operation: "states:StartExecution", kind: "resetAfter", nth: 1 });

  const run = await toTheEnd(runId);

  expect(run).toMatchObject({ state: "done", counters: { sent: 1, gone: 1, ambiguous: 0 } });
  expect(await executionsOf(machine)).toHaveLength(2);
  expect(await callCount(world, /StartExecution/, "111111111111")).toBeLessThanOrEqual(3);
});

test("a new execution that fails too has returned, and is a failure of its own", async () => {
  const { classId } = await failedOrders(shop, [1, 2]);
  const overrides = [{ check: "gate", reason: "we try it once more" }];
  const run = await toTheEnd(await apply(await plan(classId, { ...anew, overrides })));

  expect(run).toMatchObject({ state: "paused", pausedBy: "returns", counters: { sent: 1, returned: 1, waiting: 1 } });
  const statuses = (await shop.executions(classId)).map(({ nowStatus }) => nowStatus).sort();
  expect(statuses).toEqual(["failed", "failed", "started-anew"]);
});

test("an input that lies under a key that we may not use starts nothing, and the row says so", async () => {
  const { classId, machine } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const runId = await apply(await plan(classId, anew));
  await aFault(world, {
    operation: "states:DescribeExecution",
    kind: "throttle",
    code: "KmsAccessDeniedException",
    nth: 1,
  });

  const run = await toTheEnd(runId);

  expect(run.counters).toMatchObject({ sent: 0 });
  expect(await executionsOf(machine)).toHaveLength(1);
});
