import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { Simulator } from "@/simulator/start";
import { ACCOUNT, clientsOf, REGION, rootKeys, sim } from "./sim-clients";

export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/saga`;
export const PASS = { P: { Type: "Pass", End: true } };

export const machineArn = (name: string) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

/** A Task that invokes a function with the whole input. */
export const invoke = (FunctionName: string, more: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName, "Payload.$": "$" },
  ...more,
});

interface MachineOptions {
  readonly name?: string;
  readonly type?: "EXPRESS";
  readonly TimeoutSeconds?: number;
}

/** What tests of state machines do again and again, against one simulator. The first state is the start. */
export function stateMachinesOf(simulator: Simulator) {
  const config = { endpoint: simulator.url, region: REGION, maxAttempts: 1 };
  const sfn = new SFNClient({ ...config, credentials: rootKeys(ACCOUNT) });

  const aMachine = async (
    States: Record<string, object>,
    { name = "saga", type, TimeoutSeconds }: MachineOptions = {},
  ) => {
    const definition = JSON.stringify({ StartAt: Object.keys(States)[0], States, TimeoutSeconds });
    const command = new CreateStateMachineCommand({ name, definition, roleArn: ROLE_ARN, type });
    return (await sfn.send(command)).stateMachineArn ?? "";
  };
  const start = async (stateMachineArn: string, input: unknown = {}, name?: string) => {
    const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), name });
    return (await sfn.send(command)).executionArn ?? "";
  };
  const described = (executionArn: string) => sfn.send(new DescribeExecutionCommand({ executionArn }));
  const historyOf = async (executionArn: string) =>
    (await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))).events ?? [];
  const typesOf = async (executionArn: string) => (await historyOf(executionArn)).map(({ type }) => type);

  /** Makes a machine, starts it and lets the time go by. */
  const ran = async (States: Record<string, object>, input: unknown = {}, seconds = 600) => {
    const executionArn = await start(await aMachine(States), input);
    await simulator.world.advance(seconds);
    const { status, output, error, cause } = await described(executionArn);
    return { executionArn, status, output: output && JSON.parse(output), error, cause };
  };

  const functions = (...declared: object[]) => sim(simulator.url, "POST", "/setup", { functions: declared });

  /** The sum of a metric of the machine over the last two hours. */
  const metric = async (MetricName: string, name = "saga"): Promise<number> => {
    await simulator.world.advance(180);
    const now = simulator.world.clock.now();
    const Dimensions = [{ Name: "StateMachineArn", Value: machineArn(name) }];
    const Metric = { Namespace: "AWS/States", MetricName, Dimensions };
    const { MetricDataResults } = await clientsOf(simulator.url).cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 7_200_000),
        EndTime: new Date(now),
        MetricDataQueries: [{ Id: "m", MetricStat: { Metric, Period: 60, Stat: "Sum" } }],
      }),
    );
    return (MetricDataResults?.[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
  };

  return { sfn, aMachine, start, described, historyOf, typesOf, ran, functions, metric };
}

export type StateMachines = ReturnType<typeof stateMachinesOf>;
