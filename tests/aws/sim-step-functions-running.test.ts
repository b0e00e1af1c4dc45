import {
  DescribeStateMachineForExecutionCommand,
  ListExecutionsCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { SimulatedWorld } from "@/simulator/world";
import { ACCOUNT, allow, aQueue, clientsOf, sim } from "./sim-clients";
import { functionArn, invoke, PASS, ROLE_ARN, type StateMachines, stateMachinesOf } from "./sim-state-machines";

let simulator: Simulator;
let machines: StateMachines;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 5 });
  machines = stateMachinesOf(simulator);
});
afterEach(() => simulator.stop());

test("data flows by paths, parameters and results", async () => {
  const { status, output } = await machines.ran(
    {
      A: {
        Type: "Pass",
        InputPath: "$.order",
        Parameters: { "no.$": "$.id", kind: "x" },
        ResultPath: "$.made",
        Next: "B",
      },
      B: { Type: "Pass", Result: [1, 2], ResultPath: "$.made.list", OutputPath: "$.made", End: true },
    },
    { order: { id: 7 } },
  );

  expect([status, output]).toEqual(["SUCCEEDED", { no: 7, kind: "x", list: [1, 2] }]);
});

test.each([
  [{ total: 150 }, "big"],
  [{ total: 50 }, "small"],
])("a choice goes the way of %j", async (input, expected) => {
  const { output } = await machines.ran(
    {
      C: { Type: "Choice", Choices: [{ Variable: "$.total", NumericGreaterThan: 100, Next: "Big" }], Default: "Small" },
      Big: { Type: "Pass", Result: "big", End: true },
      Small: { Type: "Pass", Result: "small", End: true },
    },
    input,
  );

  expect(output).toBe(expected);
});

test("a wait lasts as long as it says, on the simulated clock", async () => {
  const executionArn = await machines.start(
    await machines.aMachine({ W: { Type: "Wait", SecondsPath: "$.s", End: true } }),
    { s: 3600 },
  );
  await simulator.world.advance(3590);
  const before = await machines.described(executionArn);

  await simulator.world.advance(15);

  expect(before.status).toBe("RUNNING");
  const { status, startDate, stopDate } = await machines.described(executionArn);
  expect(status).toBe("SUCCEEDED");
  expect(Number(stopDate) - Number(startDate)).toBe(3_600_000);
});

test("a task runs the simulated function and gets its answer", async () => {
  await machines.functions({ arn: functionArn("price"), behaviour: [{ ms: 200, returns: { price: 5 } }] });

  const { executionArn, status, output } = await machines.ran({
    T: invoke("price", { ResultSelector: { "price.$": "$.Payload.price" }, ResultPath: "$.got", End: true }),
  });

  expect([status, output]).toEqual(["SUCCEEDED", { got: { price: 5 } }]);
  expect(await machines.typesOf(executionArn)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "TaskScheduled",
    "TaskStarted",
    "TaskSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
});

test("a function's error has the function's name for it, in the execution, its history and the metrics", async () => {
  const fails = { type: "OutOfStock", message: "none left" };
  await machines.functions({ arn: functionArn("reserve"), behaviour: [{ fails }] });

  const { executionArn, status, error, cause } = await machines.ran({
    T: { Type: "Task", Resource: functionArn("reserve"), End: true },
  });

  expect([status, error]).toEqual(["FAILED", "OutOfStock"]);
  expect(JSON.parse(cause ?? "")).toMatchObject({ errorType: "OutOfStock", errorMessage: "none left" });
  const events = await machines.historyOf(executionArn);
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionFailed",
    "ExecutionFailed",
  ]);
  expect(events[4]?.lambdaFunctionFailedEventDetails).toMatchObject({ error: "OutOfStock" });
  expect(events.map(({ previousEventId }) => previousEventId)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await machines.metric("ExecutionsFailed")).toBe(1);
});

test("a retrier tries again with growing pauses until the function succeeds", async () => {
  await machines.functions({ arn: functionArn("flaky"), behaviour: [{ fails: "throttle" }] });
  const executionArn = await machines.start(
    await machines.aMachine({
      T: invoke("flaky", {
        Retry: [
          { ErrorEquals: ["Lambda.TooManyRequestsException"], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 3 },
        ],
        End: true,
      }),
    }),
  );
  await simulator.world.advance(35);
  const attempts = (await machines.typesOf(executionArn)).filter((type) => type === "TaskScheduled").length;
  await machines.functions({ arn: functionArn("flaky"), behaviour: [{ returns: "ok" }] });

  await simulator.world.advance(60);

  expect(attempts).toBe(3);
  expect((await machines.described(executionArn)).status).toBe("SUCCEEDED");
});

test("a catcher takes over with the error, as a saga undoes its steps", async () => {
  await machines.functions({ arn: functionArn("pay"), behaviour: [{ fails: { type: "Declined", message: "no" } }] });

  const { status, output } = await machines.ran(
    {
      T: invoke("pay", { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.problem", Next: "Undo" }], End: true }),
      Undo: { Type: "Pass", End: true },
    },
    { order: 1 },
  );

  expect(status).toBe("SUCCEEDED");
  expect(output).toMatchObject({ order: 1, problem: { Error: "Declined" } });
});

test("a task that takes longer than its TimeoutSeconds has failed with States.Timeout", async () => {
  await machines.functions({ arn: functionArn("slow"), timeoutSeconds: 60, behaviour: [{ ms: 30_000 }] });

  const { executionArn, status, error } = await machines.ran({ T: invoke("slow", { TimeoutSeconds: 5, End: true }) });

  expect([status, error]).toEqual(["FAILED", "States.Timeout"]);
  expect(await machines.typesOf(executionArn)).toContain("TaskTimedOut");
});

test("a machine's own time-out ends the execution as TIMED_OUT", async () => {
  const executionArn = await machines.start(
    await machines.aMachine({ W: { Type: "Wait", Seconds: 60, End: true } }, { TimeoutSeconds: 5 }),
  );

  await simulator.world.advance(10);

  expect((await machines.described(executionArn)).status).toBe("TIMED_OUT");
  expect(await machines.metric("ExecutionsTimedOut")).toBe(1);
});

test("branches run beside each other and their results are joined in order", async () => {
  const branch = (seconds: number, Result: string) => ({
    StartAt: "W",
    States: { W: { Type: "Wait", Seconds: seconds, Next: "R" }, R: { Type: "Pass", Result, End: true } },
  });
  const executionArn = await machines.start(
    await machines.aMachine({ P: { Type: "Parallel", Branches: [branch(30, "a"), branch(10, "b")], End: true } }),
  );

  await simulator.world.advance(31);

  expect(await machines.described(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '["a","b"]' });
});

test("one failing branch fails the Parallel, and its catcher goes on", async () => {
  const { output } = await machines.ran({
    P: {
      Type: "Parallel",
      Branches: [
        { StartAt: "F", States: { F: { Type: "Fail", Error: "Broken", Cause: "why" } } },
        { StartAt: "W", States: { W: { Type: "Wait", Seconds: 500, End: true } } },
      ],
      Catch: [{ ErrorEquals: ["Broken"], Next: "After" }],
      End: true,
    },
    After: { Type: "Pass", End: true },
  });

  expect(output).toEqual({ Error: "Broken", Cause: "why" });
});

test("a Map works on each item, at most so many at a time", async () => {
  const States = { W: { Type: "Wait", Seconds: 10, Next: "R" }, R: { Type: "Pass", OutputPath: "$.sku", End: true } };
  const map = {
    Type: "Map",
    ItemsPath: "$.items",
    MaxConcurrency: 2,
    ItemSelector: { "sku.$": "$$.Map.Item.Value", "shop.$": "$.shop" },
  };
  const executionArn = await machines.start(
    await machines.aMachine({ M: { ...map, ItemProcessor: { StartAt: "W", States }, End: true } }),
    { shop: "s", items: ["a", "b", "c"] },
  );
  await simulator.world.advance(15);
  const before = await machines.described(executionArn);

  await simulator.world.advance(10);

  expect(before.status).toBe("RUNNING");
  expect(await machines.described(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '["a","b","c"]' });
});

test("a machine sends to a queue, starts another machine and says when a service refuses", async () => {
  const url = await aQueue(clientsOf(simulator.url), "inbox");
  const child = await machines.aMachine(PASS, { name: "child" });
  const send = (QueueUrl: string) => ({
    Type: "Task",
    Resource: "arn:aws:states:::sqs:sendMessage",
    Parameters: { QueueUrl, "MessageBody.$": "$" },
  });
  const { status, error } = await machines.ran(
    {
      Send: { ...send(url), ResultPath: null, Next: "Start" },
      Start: {
        Type: "Task",
        Resource: "arn:aws:states:::states:startExecution",
        Parameters: { StateMachineArn: child, "Input.$": "$" },
        ResultPath: null,
        Next: "Miss",
      },
      Miss: { ...send(`${simulator.url}/${ACCOUNT}/gone`), End: true },
    },
    { id: 1 },
  );

  const { Messages } = await clientsOf(simulator.url).sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  const { executions } = await machines.sfn.send(new ListExecutionsCommand({ stateMachineArn: child }));
  expect([status, error]).toEqual(["FAILED", "SQS.QueueDoesNotExistException"]);
  expect(Messages?.[0]?.Body).toBe('{"id":1}');
  expect(executions).toMatchObject([{ status: "SUCCEEDED" }]);
});

test("a declared role decides what the machine may do", async () => {
  const url = await aQueue(clientsOf(simulator.url), "inbox");
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  await sim(simulator.url, "POST", "/setup", { roles: [{ arn: ROLE_ARN, trust, policies: [allow("sns:Publish")] }] });

  const { error } = await machines.ran({
    S: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl: url, MessageBody: "x" },
      End: true,
    },
  });

  expect(error).toBe("SQS.AmazonSQSException");
});

test("an execution keeps the definition with which it started", async () => {
  const stateMachineArn = await machines.aMachine({
    W: { Type: "Wait", Seconds: 60, Next: "R" },
    R: { Type: "Pass", Result: "old", End: true },
  });
  const executionArn = await machines.start(stateMachineArn);
  await simulator.world.advance(1);
  const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", Result: "new", End: true } } });
  await machines.sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));

  await simulator.world.advance(120);

  expect((await machines.described(executionArn)).output).toBe('"old"');
  const kept = await machines.sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
  expect(kept.definition).toContain("old");
});

test("an execution survives a saved state in the middle of a retry", async () => {
  await machines.functions({ arn: functionArn("flaky"), behaviour: [{ fails: { type: "E", message: "m" } }] });
  const Retry = [{ ErrorEquals: ["E"], IntervalSeconds: 100, MaxAttempts: 1 }];
  const executionArn = await machines.start(await machines.aMachine({ T: invoke("flaky", { Retry, End: true }) }));
  await simulator.world.advance(10);
  const restored = new SimulatedWorld(1);

  restored.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await restored.advance(300);

  expect(restored.stepFunctions.execution(executionArn)).toMatchObject({ status: "FAILED", failure: { error: "E" } });
});

test("data that grows deeper with every turn fails the execution and nothing else", async () => {
  const grow = { Type: "Pass", Parameters: { "inside.$": "$" }, Next: "Again" };

  const { status, error } = await machines.ran({ Grow: grow, Again: { Type: "Pass", Next: "Grow" } });

  expect([status, error]).toEqual(["FAILED", "States.DataLimitExceeded"]);
});
