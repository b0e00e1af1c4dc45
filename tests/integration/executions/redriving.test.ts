import { afterEach, beforeEach, expect, test } from "vitest";
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

test("a class of executions is redriven in stages: each goes on where it failed, once, and that it succeeded is known", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2, 3]);
  await shop.works("pay");
  const made = await plan(classId);
  expect(made).toMatchObject({
    driver: "redrive-execution",
    title: "Redrive 3 executions of checkout",
    itemCount: 3,
    stages: [1, 2],
    priceUsd: null,
    subject: { kind: "state-machine", name: "checkout" },
  });

  const run = await toTheEnd(await apply(made));

  expect(run).toMatchObject({ state: "done", counters: { sent: 3, gone: 3, returned: 0, unknown: 0 } });
  for (const arn of arns) expect(await shop.described(arn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
  const items = await shop.executions(classId);
  expect(new Set(items.map(({ nowStatus }) => nowStatus))).toEqual(new Set(["succeeded-after-redrive"]));
  await shop.later(400);
  await shop.judge();
  expect(await shop.classes()).toMatchObject([{ status: "resolved", statusReason: expect.stringContaining("R-") }]);
});

test("a lost answer is asked for again, and nothing is done twice", async () => {
  const { classId, arns } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const runId = await apply(await plan(classId));
  await aFault(world, { operation: "states:RedriveExecution", kind: "resetAfter", nth: 1 });

  const run = await toTheEnd(runId);

  expect(run).toMatchObject({ state: "done", counters: { sent: 1, gone: 1, ambiguous: 0 } });
  expect(await callCount(world, /RedriveExecution/)).toBe(2);
  expect(await shop.described(arns[0] ?? "")).toMatchObject({ redriveCount: 1 });
});

test("what fails again has returned: the run pauses before the next stage, and the class has the new failure", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2]);
  const runId = await apply(await plan(classId, { overrides: [{ check: "gate", reason: "the bank says so" }] }));

  const run = await toTheEnd(runId);

  expect(run).toMatchObject({ state: "paused", pausedBy: "returns", counters: { sent: 1, returned: 1, waiting: 1 } });
  expect(await itemsOf(world, runId)).toMatchObject([
    { state: "sent", outcome: "returned", reason: "failed again" },
    { state: "planned" },
  ]);
  expect(await shop.described(arns[1] ?? "")).toMatchObject({ redriveCount: 0 });
  expect((await shop.classes())[0]).toMatchObject({ totalCount: 3, bounceCount: 1 });
  expect((await shop.executions(classId))[0]).toMatchObject({ nowStatus: "failed", redriveCount: 1 });
});

test("one that somebody redrove meanwhile is left alone, and one that Step Functions refuses is told with its reason", async () => {
  const { classId, arns } = await failedOrders(shop, [1, 2, 3]);
  const [theirs = "", old = "", ours = ""] = arns;
  await shop.works("pay");
  const runId = await apply(await plan(classId, { stages: [3] }));
  await shop.redrive(theirs);
  await shop.later(5);
  await aFault(world, {
    operation: "states:RedriveExecution",
    kind: "throttle",
    code: "ExecutionNotRedrivable",
    nth: 1,
  });

  const run = await toTheEnd(runId);

  expect(run).toMatchObject({ state: "done", counters: { sent: 1, skipped: 1, rejected: 1 } });
  const items = await itemsOf(world, runId);
  const reasonOf = (arn: string) => items.find(({ messageId }) => messageId === arn)?.reason;
  expect(reasonOf(theirs)).toContain("redriven meanwhile and succeeded");
  expect([reasonOf(old), reasonOf(ours)].join()).toContain("ExecutionNotRedrivable");
});

test("where the right is missing the run pauses with what to do, and goes on when it is there", async () => {
  const { classId } = await failedOrders(shop, [1]);
  await shop.works("pay");
  const runId = await apply(await plan(classId));
  await aFault(world, { operation: "states:RedriveExecution", kind: "accessDenied" });

  await driveRun(shop.worker(), runId);

  expect(await shop.ask("getRun", { id: runId })).toMatchObject({
    state: "paused",
    reason: expect.stringContaining("states:RedriveExecution"),
    counters: { waiting: 1, sent: 0 },
  });
  await noFaults(world);
  await shop.ask("resumeRun", { id: runId }, "operator");
  expect(await toTheEnd(runId)).toMatchObject({ state: "done", counters: { gone: 1 } });
});
