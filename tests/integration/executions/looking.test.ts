import { afterEach, beforeEach, expect, test } from "vitest";
import { aFault, noFaults } from "../../support/runs";
import { createWorld, type World } from "../../support/world";
import { callCount, cellOf } from "../inventory/graph-world";
import { aSagaShop, failedOrders, type SagaShop } from "./executions-world";

let world: World;
let shop: SagaShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aSagaShop(world);
});
afterEach(() => world.stop());

test("of a failed execution it is kept where it failed, and whether and until when it can be redriven", async () => {
  const { classId, arns } = await failedOrders(shop, [1]);

  const told = await world.ask("listFailedExecutions", { id: classId });

  expect(told.byState).toEqual([{ state: "Pay", count: 1 }]);
  expect(told.items).toMatchObject([
    { executionArn: arns[0], failedState: "Pay", isRedrivable: true, whyNotRedrivable: null, redriveCount: 0 },
  ]);
  expect(await world.ask("getFailureClass", { id: classId })).toMatchObject({
    causeReason: expect.stringContaining("ended in state Pay"),
  });
  expect(await cellOf(world, shop.account.id, "execution-steps")).toMatchObject({ state: "ok" });
});

test("where the history may not be read everything else is known, and it is asked for once only", async () => {
  await aFault(world, { operation: "states:GetExecutionHistory", kind: "accessDenied" });

  const { classId } = await failedOrders(shop, [1, 2]);

  const told = await world.ask("listFailedExecutions", { id: classId });
  expect(told.byState).toEqual([{ state: null, count: 2 }]);
  expect(told.items).toMatchObject([{ failedState: null, error: "CardDeclined" }, { isRead: true }]);
  expect(await callCount(world, /GetExecutionHistory/)).toBe(1);
  expect(await cellOf(world, shop.account.id, "execution-steps")).toMatchObject({ state: "denied" });
  await noFaults(world);
});

test("what somebody redrives past us is learnt: it runs, it succeeded, or it failed again and is a failure of its own", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2]);
  const [mended = "", broken = ""] = arns;
  await shop.redrive(broken);
  await shop.later(10);
  await shop.works("pay");
  await shop.redrive(mended);

  await shop.later(400);
  await shop.lookAgain();

  const items = await shop.executions(classId);
  const statusOf = (arn: string) => items.filter((one) => one.executionArn === arn).map(({ nowStatus }) => nowStatus);
  expect(statusOf(mended)).toEqual(["succeeded-after-redrive"]);
  expect(statusOf(broken)).toEqual(["failed", "failed-again"]);
  expect(items.find((one) => one.nowStatus === "failed")).toMatchObject({ redriveCount: 1, failedState: "Pay" });
  expect((await shop.classes())[0]?.totalCount).toBe(3);
  await shop.collectLater();
  expect((await shop.classes())[0]?.totalCount).toBe(3);
});

test("a class whose executions were all redriven and succeeded is resolved within minutes", async () => {
  const { arns } = await failedOrders(shop, [1, 2]);
  await shop.works("pay");
  for (const arn of arns) await shop.redrive(arn);
  await shop.later(400);
  await shop.lookAgain();
  await shop.judge();

  expect(await shop.classes()).toMatchObject([{ status: "resolved" }]);
});

test("after fourteen days nobody is told that an execution can be redriven, and it is looked at no more", async () => {
  const { classId } = await failedOrders(shop, [1]);
  await shop.later(14 * 86_400);
  await shop.lookAgain();
  const calls = await callCount(world, /DescribeExecution/);
  await shop.later(86_400);
  await shop.lookAgain();

  expect(await shop.executions(classId)).toMatchObject([
    { isRedrivable: false, whyNotRedrivable: expect.stringContaining("14 days"), nowStatus: "failed" },
  ]);
  expect(await callCount(world, /DescribeExecution/)).toBe(calls);
});

test("an execution that Step Functions has forgotten is said to be so", async () => {
  const { classId } = await failedOrders(shop, [1]);
  world.simulator.world.stepFunctions = new (
    world.simulator.world.stepFunctions.constructor as new () => typeof world.simulator.world.stepFunctions
  )();
  await shop.later(400);
  await shop.lookAgain();

  expect(await shop.executions(classId)).toMatchObject([{ nowStatus: "forgotten", isRedrivable: false }]);
});
