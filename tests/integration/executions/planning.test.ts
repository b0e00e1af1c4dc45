import { UpdateStateMachineCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fenced } from "@/lib/db/fence";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
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

const planOf = (executionArns: string[], more: object = {}) =>
  shop.ask("createPlan", { action: "redrive", selection: { executionArns }, ...more }, "operator");
const checkIn = (made: { checks: { id: string }[] }, id: string) => made.checks.find((one) => one.id === id);

test("executions that are not known, or of two state machines, are refused by name", async () => {
  const { arns, machine } = await failedOrders(shop, [1]);
  const other = await shop.aMachine("refund");
  await shop.start(other, 2);
  await shop.inventory();
  await shop.collectLater();
  const unknown = `${arns[0]}-typo`;

  await expect(planOf([unknown])).rejects.toThrow(/order-1-typo: no failed execution/);
  await expect(planOf([...arns, `${machine.replace(":stateMachine:", ":execution:")}:x`])).rejects.toThrow(
    /x: no failed/,
  );
  const refund = `${other.replace(":stateMachine:", ":execution:")}:order-2`;
  await expect(planOf([...arns, refund])).rejects.toThrow(/about one state machine/);
});

test("what is too old to be redriven blocks by name, is left out of a class, and can be started anew", async () => {
  const { classId, arns } = await failedOrders(shop, [1]);
  await shop.works("pay");
  await shop.later(14 * 86_400);

  const named = await planOf([...arns]);
  expect(checkIn(named, "redrivable")).toMatchObject({ result: "block", text: expect.stringContaining("14 days") });
  await expect(apply(named)).rejects.toThrow(/14 days/);
  await expect(plan(classId)).rejects.toThrow(/Nothing is selected.*14 days/);
  const anew = await plan(classId, { driver: "start-execution" });

  expect(anew.checks.filter(({ result }) => result === "block")).toEqual([]);
  expect(await toTheEnd(await apply(anew))).toMatchObject({ counters: { sent: 1 } });
});

test("a definition that was mended since is warned about, for a redrive would not use it, and frees new executions", async () => {
  const { classId, machine } = await failedOrders(shop, [1]);
  const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
  await shop.sfn.send(new UpdateStateMachineCommand({ stateMachineArn: machine, definition }));
  await shop.later(3600);
  await execute(world.db, sql`UPDATE resource SET read_at = dlo_now() - interval '50 minutes'`);
  await shop.inventory();

  const [redrive, anew] = [await plan(classId), await plan(classId, { driver: "start-execution" })];

  expect(checkIn(redrive, "same-definition")).toMatchObject({
    result: "warn",
    fix: expect.stringContaining("start-execution"),
  });
  expect(checkIn(anew, "gate")).toMatchObject({
    result: "pass",
    text: expect.stringContaining("checkout: definition"),
  });
});

test("what somebody redrove between plan and apply stops the plan, and says who moved on", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2]);
  await shop.works("pay");
  const made = await plan(classId);
  await shop.redrive(arns[0] ?? "");
  await shop.later(5);
  await shop.lookAgain();

  await expect(apply(made)).rejects.toThrow(/1 of 2 moved on \(order-1\)/);
});

test("planning has its executions looked at, so that what was never asked is known soon", async () => {
  const orders = Array.from({ length: 12 }, (_, index) => index + 1);
  const { classId } = await failedOrders(shop, orders);
  expect(checkIn(await plan(classId), "redrivable")).toMatchObject({ result: "unproven", text: /2 of 12/ });
  const calls = await callCount(world, /DescribeExecution/);

  await shop.lookAgain();

  expect((await callCount(world, /DescribeExecution/)) - calls).toBe(12);
  expect(checkIn(await plan(classId), "redrivable")).toMatchObject({ result: "pass" });
  expect((await plan(classId)).destinationArns).toEqual([expect.stringMatching(/:execution:checkout:\*$/)]);
});

test("an execution is in one run at a time, whoever asks and how often", async () => {
  const { classId } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const [one, other] = [await plan(classId), await plan(classId, { driver: "start-execution" })];

  const ended = await Promise.allSettled([apply(one), apply(other)]);

  expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = ended.find((end) => end.status === "rejected");
  expect(String(refused?.reason)).toMatch(/in run R-\d/);
  expect(checkIn(await plan(classId), "not-in-another-run")).toMatchObject({ result: "block" });
});

test("a viewer may not plan executions, and nobody sees those of an account that is not theirs", async () => {
  const { classId, arns } = await failedOrders(shop, [1]);
  const elsewhere = { kind: "accounts", accountIds: ["acc_01jd8q6f9qabcdefgh12"] } as const;
  const selection = { executionArns: arns };

  await expect(shop.ask("createPlan", { action: "redrive", selection }, "viewer")).rejects.toThrow(/may not/);
  const asked = world.ask("createPlan", { action: "redrive", selection }, "operator", { scope: elsewhere });
  await expect(asked).rejects.toThrow(/no failed execution/);
  const byClass = world.ask("createPlan", { action: "redrive", selection: { classId } }, "operator", {
    scope: elsewhere,
  });
  await expect(byClass).rejects.toThrow(/Nothing is selected/);
});

test("whoever holds a single state machine plans with its executions and runs them", async () => {
  const { classId, machine } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const scope = { kind: "accounts", accountIds: [], arns: { [machine]: shop.account.id } } as const;
  const input = { action: "redrive", selection: { classId } } as const;

  const web = world.web("operator", { scope });
  const made = await operations.createPlan({ ...web, db: fenced(web.db, scope) }, input);
  const { runId } = await world.ask("applyPlan", { id: made.id, hash: made.hash }, "operator", { scope });

  expect(made).toMatchObject({ itemCount: 1, subject: { arn: machine } });
  expect(await world.ask("getRun", { id: runId }, "operator", { scope })).toMatchObject({
    driver: "redrive-execution",
  });
  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { gone: 1 } });
});
