import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { Bench } from "../bench";
import { casesOf, documented, model } from "../case";
import { outcome, verdict } from "../outcome";

const API = "Step Functions API Reference";
const PASS = { StartAt: "Done", States: { Done: { Type: "Pass", Result: { done: true }, End: true } } };
const FAIL = { StartAt: "Broken", States: { Broken: { Type: "Fail", Error: "Payment.Declined", Cause: "no money" } } };

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

async function aMachine(bench: Bench, definition: object = PASS): Promise<string> {
  const roleArn = `arn:aws:iam::${bench.accountId}:role/${bench.name("role")}`;
  const nothing = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] };
  await bench.fixtures().aRole?.(roleArn, trust, nothing);
  const machine = { name: bench.name("machine"), definition: JSON.stringify(definition), roleArn };
  const { stateMachineArn = "" } = await bench.aws.states.send(new CreateStateMachineCommand(machine));
  bench.later(() => bench.aws.states.send(new DeleteStateMachineCommand({ stateMachineArn })));
  return stateMachineArn;
}

async function started(bench: Bench, stateMachineArn: string, name: string, input = "{}"): Promise<string> {
  const { executionArn = "" } = await bench.aws.states.send(
    new StartExecutionCommand({ stateMachineArn, name, input }),
  );
  return executionArn;
}

const ended = (bench: Bench, executionArn: string) =>
  bench.eventually(
    () => bench.aws.states.send(new DescribeExecutionCommand({ executionArn })),
    ({ status }) => status !== "RUNNING",
  );

export const STATES = [
  ...casesOf("states", "CreateStateMachine", [
    {
      id: "machine-described",
      title: "a state machine is active, standard, and keeps its definition",
      cites: documented(`${API}, DescribeStateMachine`),
      needs: "stateMachine",
      run: async (bench) => {
        const stateMachineArn = await aMachine(bench);
        const command = new DescribeStateMachineCommand({ stateMachineArn });
        const { status, type, definition = "null", name } = await bench.aws.states.send(command);
        return [status, type, JSON.parse(definition), name === bench.name("machine")];
      },
      expected: ["ACTIVE", "STANDARD", PASS, true],
    },
    {
      id: "machine-bad-definition",
      title: "a definition that is none is InvalidDefinition",
      cites: model("stepfunctions, CreateStateMachine: InvalidDefinition"),
      needs: "stateMachine",
      run: async (bench) => outcome(aMachine(bench, { StartAt: "Nowhere", States: {} })),
      expected: "InvalidDefinition",
    },
  ]),
  ...casesOf("states", "ListStateMachines", [
    {
      id: "machines-listed",
      title: "a state machine is among the account's",
      cites: documented(`${API}, ListStateMachines`),
      needs: "stateMachine",
      run: async (bench) => {
        const arn = await aMachine(bench);
        const { stateMachines = [] } = await bench.aws.states.send(new ListStateMachinesCommand({}));
        return stateMachines.some(({ stateMachineArn }) => stateMachineArn === arn);
      },
      expected: true,
    },
  ]),
  ...casesOf("states", "StartExecution", [
    {
      id: "execution-absent-machine",
      title: "an absent state machine is StateMachineDoesNotExist",
      cites: model("stepfunctions, StartExecution: StateMachineDoesNotExist"),
      needs: "stateMachine",
      run: async (bench) => outcome(started(bench, bench.arn("states", `stateMachine:${bench.name("absent")}`), "x")),
      expected: "StateMachineDoesNotExist",
    },
    {
      id: "execution-bad-input",
      title: "an input that is no JSON is InvalidExecutionInput",
      cites: model("stepfunctions, StartExecution: InvalidExecutionInput"),
      needs: "stateMachine",
      run: async (bench) => outcome(started(bench, await aMachine(bench), "x", "{")),
      expected: "InvalidExecutionInput",
    },
    {
      id: "execution-same-name",
      title: "the name of another execution is ExecutionAlreadyExists",
      cites: model("stepfunctions, StartExecution: ExecutionAlreadyExists"),
      needs: "stateMachine",
      run: async (bench) => {
        const machine = await aMachine(bench);
        await started(bench, machine, "once", '{"n":1}');
        return outcome(started(bench, machine, "once", '{"n":2}'));
      },
      expected: "ExecutionAlreadyExists",
    },
  ]),
  ...casesOf("states", "DescribeExecution", [
    {
      id: "execution-succeeds",
      title: "an execution that ends well has its output",
      cites: documented(`${API}, DescribeExecution`),
      needs: "stateMachine",
      run: async (bench) => {
        const {
          status,
          output = "null",
          input,
        } = await ended(bench, await started(bench, await aMachine(bench), "good", '{"n":1}'));
        return [status, JSON.parse(output), input];
      },
      expected: ["SUCCEEDED", { done: true }, '{"n":1}'],
    },
    {
      id: "execution-fails",
      title: "an execution that fails has error and cause, and can be redriven",
      cites: documented(`${API}, DescribeExecution: error, cause, redriveStatus`),
      needs: "stateMachine",
      run: async (bench) => {
        const { status, error, cause, redriveStatus } = await ended(
          bench,
          await started(bench, await aMachine(bench, FAIL), "bad"),
        );
        return [status, error, cause, redriveStatus];
      },
      expected: ["FAILED", "Payment.Declined", "no money", "REDRIVABLE"],
    },
    {
      id: "execution-absent",
      title: "an absent execution is ExecutionDoesNotExist",
      cites: model("stepfunctions, DescribeExecution: ExecutionDoesNotExist"),
      needs: "stateMachine",
      run: async (bench) => {
        const executionArn = `${(await aMachine(bench)).replace(":stateMachine:", ":execution:")}:absent`;
        return outcome(bench.aws.states.send(new DescribeExecutionCommand({ executionArn })));
      },
      expected: "ExecutionDoesNotExist",
    },
  ]),
  ...casesOf("states", "ListExecutions", [
    {
      id: "executions-by-status",
      title: "executions are listed by status",
      cites: documented(`${API}, ListExecutions`),
      needs: "stateMachine",
      run: async (bench) => {
        const stateMachineArn = await aMachine(bench, FAIL);
        await ended(bench, await started(bench, stateMachineArn, "bad"));
        const list = async (statusFilter: "FAILED" | "SUCCEEDED") =>
          (await bench.aws.states.send(new ListExecutionsCommand({ stateMachineArn, statusFilter }))).executions
            ?.length;
        return [await list("FAILED"), await list("SUCCEEDED")];
      },
      expected: [1, 0],
    },
  ]),
  ...casesOf("states", "GetExecutionHistory", [
    {
      id: "execution-history",
      title: "the history of a failed execution ends with the failure",
      cites: documented(`${API}, GetExecutionHistory`),
      needs: "stateMachine",
      run: async (bench) => {
        const executionArn = await started(bench, await aMachine(bench, FAIL), "bad");
        await ended(bench, executionArn);
        const { events = [] } = await bench.aws.states.send(new GetExecutionHistoryCommand({ executionArn }));
        const last = events.at(-1)?.executionFailedEventDetails;
        return [events.map(({ type }) => type), last?.error, last?.cause];
      },
      expected: [["ExecutionStarted", "FailStateEntered", "ExecutionFailed"], "Payment.Declined", "no money"],
    },
  ]),
  ...casesOf("states", "RedriveExecution", [
    {
      id: "redrive-failed",
      title: "a failed execution is redriven under its own ARN",
      cites: documented(`${API}, RedriveExecution`),
      needs: "stateMachine",
      run: async (bench) => {
        const executionArn = await started(bench, await aMachine(bench, FAIL), "bad");
        await ended(bench, executionArn);
        await bench.aws.states.send(new RedriveExecutionCommand({ executionArn }));
        const { status, redriveCount } = await ended(bench, executionArn);
        return [status, redriveCount];
      },
      expected: ["FAILED", 1],
    },
    {
      id: "redrive-succeeded",
      title: "an execution that ended well is ExecutionNotRedrivable",
      cites: model("stepfunctions, RedriveExecution: ExecutionNotRedrivable"),
      needs: "stateMachine",
      run: async (bench) => {
        const executionArn = await started(bench, await aMachine(bench), "good");
        await ended(bench, executionArn);
        return outcome(bench.aws.states.send(new RedriveExecutionCommand({ executionArn })));
      },
      expected: "ExecutionNotRedrivable",
    },
    {
      id: "redrive-garbage",
      title: "an ARN that is none is refused",
      cites: model("stepfunctions, RedriveExecution: InvalidArn"),
      needs: "stateMachine",
      run: async (bench) => verdict(bench.aws.states.send(new RedriveExecutionCommand({ executionArn: "garbage" }))),
      expected: "refused",
    },
  ]),
];
