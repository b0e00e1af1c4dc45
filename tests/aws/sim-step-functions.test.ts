import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { startFor } from "@/simulator/step-functions/start-for";
import { ACCOUNT, allow, errorOf, sim } from "./sim-clients";
import { machineArn, PASS, ROLE_ARN, type StateMachines, stateMachinesOf } from "./sim-state-machines";

let simulator: Simulator;
let machines: StateMachines;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 5 });
  machines = stateMachinesOf(simulator);
});
afterEach(() => simulator.stop());

test("a machine is made, described, listed, changed and deleted", async () => {
  const stateMachineArn = await machines.aMachine(PASS);
  const before = await machines.sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const definition = JSON.stringify({ StartAt: "S", States: { S: { Type: "Succeed" } } });
  const { revisionId } = await machines.sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
  const after = await machines.sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const { stateMachines } = await machines.sfn.send(new ListStateMachinesCommand({}));

  await machines.sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));

  expect(before).toMatchObject({ name: "saga", status: "ACTIVE", type: "STANDARD", roleArn: ROLE_ARN });
  expect(after).toMatchObject({ definition, revisionId });
  expect(stateMachines).toMatchObject([{ stateMachineArn, name: "saga" }]);
  const error = await errorOf(machines.sfn.send(new DescribeStateMachineCommand({ stateMachineArn })));
  expect(error.name).toBe("StateMachineDoesNotExist");
});

test("making the same machine again is the same machine; another definition is refused", async () => {
  const first = await machines.aMachine(PASS);

  expect(await machines.aMachine(PASS)).toBe(first);

  expect((await errorOf(machines.aMachine({ S: { Type: "Succeed" } }))).name).toBe("StateMachineAlreadyExists");
});

test.each([
  ["a broken definition", { definition: "{" }, "InvalidDefinition"],
  ["a role that is no ARN", { roleArn: "saga" }, "InvalidArn"],
  ["a name with a blank", { name: "my saga" }, "InvalidName"],
  ["versions, which are not simulated", { publish: true }, "ValidationException"],
])("CreateStateMachine with %s is refused", async (_, more, name) => {
  const definition = JSON.stringify({ StartAt: "P", States: PASS });

  const error = await errorOf(
    machines.sfn.send(new CreateStateMachineCommand({ name: "new", definition, roleArn: ROLE_ARN, ...more })),
  );

  expect(error.name).toBe(name);
});

test("tags are added, replaced and removed", async () => {
  const resourceArn = await machines.aMachine(PASS);
  await machines.sfn.send(
    new TagResourceCommand({
      resourceArn,
      tags: [
        { key: "team", value: "a" },
        { key: "x", value: "" },
      ],
    }),
  );
  await machines.sfn.send(new TagResourceCommand({ resourceArn, tags: [{ key: "team", value: "b" }] }));
  await machines.sfn.send(new UntagResourceCommand({ resourceArn, tagKeys: ["x"] }));

  const { tags } = await machines.sfn.send(new ListTagsForResourceCommand({ resourceArn }));

  expect(tags).toEqual([{ key: "team", value: "b" }]);
});

test("a name that runs with the same input is the same execution; any other use of it is refused", async () => {
  const stateMachineArn = await machines.aMachine({ W: { Type: "Wait", Seconds: 60, End: true } });
  const first = await machines.start(stateMachineArn, { a: 1 }, "once");

  const second = await machines.start(stateMachineArn, { a: 1 }, "once");

  expect(second).toBe(first);
  expect((await errorOf(machines.start(stateMachineArn, { a: 2 }, "once"))).name).toBe("ExecutionAlreadyExists");
  await simulator.world.advance(120);
  expect((await errorOf(machines.start(stateMachineArn, { a: 1 }, "once"))).name).toBe("ExecutionAlreadyExists");
});

test("a stopped execution is aborted with the given reason", async () => {
  const executionArn = await machines.start(await machines.aMachine({ W: { Type: "Wait", Seconds: 60, End: true } }));

  await machines.sfn.send(new StopExecutionCommand({ executionArn, error: "Operator", cause: "by hand" }));

  expect(await machines.described(executionArn)).toMatchObject({
    status: "ABORTED",
    error: "Operator",
    cause: "by hand",
  });
  expect(await machines.metric("ExecutionsAborted")).toBe(1);
});

test("executions are listed latest first, by status and in pages", async () => {
  const stateMachineArn = await machines.aMachine({
    C: { Type: "Choice", Choices: [{ Variable: "$.ok", BooleanEquals: true, Next: "S" }], Default: "F" },
    S: { Type: "Succeed" },
    F: { Type: "Fail", Error: "E" },
  });
  for (const [name, ok] of [
    ["a", true],
    ["b", false],
    ["c", false],
  ] as const) {
    await machines.start(stateMachineArn, { ok }, name);
    await simulator.world.advance(1);
  }

  const first = await machines.sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
  const second = await machines.sfn.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken: first.nextToken }),
  );
  const failed = await machines.sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "FAILED" }));

  expect([...(first.executions ?? []), ...(second.executions ?? [])].map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect(failed.executions?.map(({ name }) => name)).toEqual(["c", "b"]);
});

test("a history is read backwards and in pages, and a strange token is refused", async () => {
  const { executionArn } = await machines.ran(PASS);
  const page = { executionArn, reverseOrder: true, maxResults: 3 };

  const first = await machines.sfn.send(new GetExecutionHistoryCommand(page));
  const second = await machines.sfn.send(new GetExecutionHistoryCommand({ ...page, nextToken: first.nextToken }));

  expect([...(first.events ?? []), ...(second.events ?? [])].map(({ id }) => id)).toEqual([4, 3, 2, 1]);
  expect((await errorOf(machines.sfn.send(new GetExecutionHistoryCommand({ ...page, nextToken: "zz" })))).name).toBe(
    "InvalidToken",
  );
});

test("an Express machine leaves metrics and no executions", async () => {
  const stateMachineArn = await machines.aMachine(PASS, { type: "EXPRESS" });
  const executionArn = await machines.start(stateMachineArn);

  const listing = await errorOf(machines.sfn.send(new ListExecutionsCommand({ stateMachineArn })));

  expect(listing.name).toBe("StateMachineTypeNotSupported");
  expect((await errorOf(machines.described(executionArn))).name).toBe("InvalidArn");
  expect([await machines.metric("ExecutionsStarted"), await machines.metric("ExecutionsSucceeded")]).toEqual([1, 1]);
});

test("a service starts an execution when its role may, once by each name", async () => {
  const arn = await machines.aMachine(PASS);
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  await sim(simulator.url, "POST", "/setup", {
    roles: [{ arn: ROLE_ARN, trust, policies: [allow("states:StartExecution", arn)] }],
  });
  const { world } = simulator;
  const rule = {
    via: "events",
    service: "events.amazonaws.com",
    sourceArn: "arn:aws:events:::r",
    accountId: ACCOUNT,
  } as const;
  const startAs = (sender: Parameters<typeof startFor>[1], to = arn) =>
    startFor(world, sender, to, "{}", world.clock.now(), "n");

  const answers = [
    startAs(rule),
    startAs({ ...rule, roleArn: ROLE_ARN }),
    startAs({ ...rule, roleArn: ROLE_ARN }),
    startAs({ ...rule, roleArn: ROLE_ARN }, machineArn("none")),
  ];

  expect(answers.map((answer) => answer?.kind)).toEqual(["permission", undefined, "exists", "missing"]);
});

test.each([
  ["no JSON", "{"],
  ["more than 256 KiB", JSON.stringify("x".repeat(262_144))],
  ["a thousand levels", "[".repeat(1000) + "]".repeat(1000)],
])("an input with %s starts nothing", async (_, input) => {
  const stateMachineArn = await machines.aMachine(PASS);

  const error = await errorOf(machines.sfn.send(new StartExecutionCommand({ stateMachineArn, input })));

  expect(error.name).toBe("InvalidExecutionInput");
  const { executions } = await machines.sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  expect(executions).toEqual([]);
});

test("a changed machine is recorded for CloudTrail, a started one is not", async () => {
  await machines.start(await machines.aMachine(PASS));

  expect(simulator.world.trail.events.map(({ eventName }) => eventName)).toEqual(["CreateStateMachine"]);
});
