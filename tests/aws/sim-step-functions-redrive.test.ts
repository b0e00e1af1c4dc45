import {
  DeleteStateMachineCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { errorOf } from "./sim-clients";
import { functionArn, invoke, PASS, type StateMachines, stateMachinesOf } from "./sim-state-machines";

let simulator: Simulator;
let machines: StateMachines;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 5 });
  machines = stateMachinesOf(simulator);
});
afterEach(() => simulator.stop());

const redrive = (executionArn: string, clientToken?: string) =>
  machines.sfn.send(new RedriveExecutionCommand({ executionArn, clientToken }));
const declare = (name: string, behaviour: object[]) => machines.functions({ arn: functionArn(name), behaviour });
const breaks = (name: string) => declare(name, [{ fails: { type: "Broken", message: "no" } }]);
const works = (name: string) => declare(name, [{ returns: name }]);

/** Reserve works, pay is broken. */
async function aFailedSaga() {
  await works("reserve");
  await breaks("pay");
  const saga = {
    Reserve: invoke("reserve", { ResultPath: "$.reserved", Next: "Pay" }),
    Pay: invoke("pay", { ResultPath: "$.paid", OutputPath: "$.paid.Payload", End: true }),
  };
  return machines.ran(saga, { order: 1 });
}

test("a redrive goes on from the failed step and leaves what was done alone", async () => {
  const { executionArn } = await aFailedSaga();
  const before = await machines.described(executionArn);
  await works("pay");

  const { redriveDate } = await redrive(executionArn);
  await simulator.world.advance(60);

  expect(before).toMatchObject({ status: "FAILED", redriveStatus: "REDRIVABLE", redriveCount: 0 });
  const after = await machines.described(executionArn);
  expect(after).toMatchObject({ status: "SUCCEEDED", redriveCount: 1, redriveDate, output: '"pay"' });
  expect(after.error).toBeUndefined();
  expect(await machines.typesOf(executionArn)).toEqual([
    "ExecutionStarted",
    ...["TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited"],
    ...["TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed", "ExecutionFailed"],
    ...["ExecutionRedriven", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited"],
    "ExecutionSucceeded",
  ]);
});

test("a redrive keeps the definition of the start, whatever the machine has become", async () => {
  const { executionArn } = await aFailedSaga();
  const { stateMachineArn } = await machines.described(executionArn);
  const definition = JSON.stringify({ StartAt: "P", States: PASS });
  await machines.sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
  await works("pay");

  await redrive(executionArn);
  await simulator.world.advance(60);

  expect((await machines.described(executionArn)).output).toBe('"pay"');
});

test("a redrive that fails again can be redriven again, and metrics count both", async () => {
  const { executionArn } = await aFailedSaga();

  await redrive(executionArn);
  await simulator.world.advance(60);

  expect(await machines.described(executionArn)).toMatchObject({
    status: "FAILED",
    redriveCount: 1,
    redriveStatus: "REDRIVABLE",
  });
  expect(await machines.metric("ExecutionsStarted")).toBe(1);
  expect(await machines.metric("ExecutionsRedriven")).toBe(1);
  expect(await machines.metric("RedrivenExecutionsFailed")).toBe(1);
});

test("the same client token redrives once within fifteen minutes", async () => {
  const { executionArn } = await aFailedSaga();
  const first = await redrive(executionArn, "token");
  await simulator.world.advance(60);

  const second = await redrive(executionArn, "token");
  await simulator.world.advance(900);
  await redrive(executionArn, "token");

  expect(second.redriveDate).toEqual(first.redriveDate);
  expect((await machines.described(executionArn)).redriveCount).toBe(2);
});

test("a redriven step has fresh retriers", async () => {
  await breaks("pay");
  const Retry = [{ ErrorEquals: ["Broken"], MaxAttempts: 1 }];
  const { executionArn } = await machines.ran({ Pay: invoke("pay", { Retry, End: true }) });

  await redrive(executionArn);
  await simulator.world.advance(60);

  const attempts = (await machines.typesOf(executionArn)).filter((type) => type === "TaskScheduled");
  expect(attempts).toHaveLength(4);
});

test("of a Parallel only the branches that did not succeed run again", async () => {
  await works("left");
  await breaks("right");
  const branch = (name: string) => ({
    StartAt: "T",
    States: { T: invoke(name, { OutputPath: "$.Payload", End: true }) },
  });
  const slow = {
    StartAt: "W",
    States: { W: { Type: "Wait", Seconds: 30, Next: "P" }, P: { Type: "Pass", Result: "slow", End: true } },
  };
  const Branches = [branch("left"), branch("right"), slow];
  const { executionArn } = await machines.ran({ Both: { Type: "Parallel", Branches, End: true } });
  const before = (await machines.typesOf(executionArn)).length;
  await works("right");

  await redrive(executionArn);
  await simulator.world.advance(60);

  expect((await machines.described(executionArn)).output).toBe('["left","right","slow"]');
  const again = (await machines.typesOf(executionArn)).slice(before);
  expect(again.filter((type) => type === "TaskScheduled")).toHaveLength(1);
});

test("of a Map only the iterations that did not succeed run again, and those that never began", async () => {
  await declare("pack", [{ when: { sku: ["b"] }, fails: { type: "Broken", message: "no" } }, { returns: "packed" }]);
  const States = { T: invoke("pack", { OutputPath: "$.Payload", End: true }) };
  const map = { Type: "Map", MaxConcurrency: 1, ItemProcessor: { StartAt: "T", States }, End: true };
  const input = [{ sku: "a" }, { sku: "b" }, { sku: "c" }];
  const { executionArn, status } = await machines.ran({ Each: map }, input);
  await works("pack");

  await redrive(executionArn);
  await simulator.world.advance(60);

  expect(status).toBe("FAILED");
  expect((await machines.described(executionArn)).output).toBe('["packed","pack","pack"]');
});

test("an aborted execution goes on where it was stopped", async () => {
  const wait = { W: { Type: "Wait", Seconds: 60, Next: "P" }, ...PASS };
  const executionArn = await machines.start(await machines.aMachine(wait));
  await simulator.world.advance(30);
  await machines.sfn.send(new StopExecutionCommand({ executionArn }));

  await redrive(executionArn);
  await simulator.world.advance(50);
  const during = await machines.described(executionArn);
  await simulator.world.advance(20);

  expect(during.status).toBe("RUNNING");
  expect((await machines.described(executionArn)).status).toBe("SUCCEEDED");
});

test("a machine's time-out counts anew after a redrive", async () => {
  const machine = await machines.aMachine({ W: { Type: "Wait", Seconds: 60, End: true } }, { TimeoutSeconds: 30 });
  const executionArn = await machines.start(machine);
  await simulator.world.advance(40);

  await redrive(executionArn);
  await simulator.world.advance(20);
  const during = await machines.described(executionArn);
  await simulator.world.advance(20);

  expect(during.status).toBe("RUNNING");
  expect((await machines.described(executionArn)).status).toBe("TIMED_OUT");
});

test("after fourteen days it is too late", async () => {
  const { executionArn } = await aFailedSaga();
  await simulator.world.advance(14 * 86_400);

  const error = await errorOf(redrive(executionArn));

  const reason = "Execution redrivable period exceeded.";
  expect(error).toMatchObject({ name: "ExecutionNotRedrivable", message: reason });
  expect(await machines.described(executionArn)).toMatchObject({
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: reason,
  });
});

test.each([
  ["one that succeeded", PASS, "Execution is SUCCEEDED and cannot be redriven."],
  ["one that runs", { W: { Type: "Wait", Seconds: 5000, End: true } }, "Execution is RUNNING and cannot be redriven."],
])("%s cannot be redriven", async (_, states, reason) => {
  const { executionArn } = await machines.ran(states);

  expect(await errorOf(redrive(executionArn))).toMatchObject({ name: "ExecutionNotRedrivable", message: reason });
});

test("an execution that has filled its history cannot be redriven", async () => {
  const loop = { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } };
  const { executionArn, status, error } = await machines.ran(loop);

  const refusal = await errorOf(redrive(executionArn));

  expect([status, error]).toEqual(["FAILED", "States.Runtime"]);
  expect(refusal.message).toBe("Execution history event limit exceeded.");
});

test("an execution that does not exist, or whose machine is gone, is not redriven", async () => {
  const { executionArn } = await aFailedSaga();
  const { stateMachineArn } = await machines.described(executionArn);
  await machines.sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));

  expect((await errorOf(redrive(executionArn))).name).toBe("ExecutionDoesNotExist");
  expect((await errorOf(redrive("saga:1"))).name).toBe("InvalidArn");
});
