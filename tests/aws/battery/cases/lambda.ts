import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import type { Bench } from "../bench";
import { casesOf, documented, model } from "../case";
import { outcome, verdict } from "../outcome";
import { aQueue } from "../sqs-bench";

const API = "Lambda API Reference";

async function aFunction(bench: Bench): Promise<{ name: string; arn: string }> {
  const name = bench.name("function");
  return { name, arn: (await bench.fixtures().aFunction?.(bench, name)) ?? "" };
}

async function aMapping(bench: Bench, FunctionName: string, more: object = {}) {
  const queue = await aQueue(bench, "polled", { VisibilityTimeout: "60" });
  const mapping = { FunctionName, EventSourceArn: queue.arn, ...more };
  const { UUID } = await bench.aws.lambda.send(new CreateEventSourceMappingCommand(mapping));
  bench.later(() => bench.aws.lambda.send(new DeleteEventSourceMappingCommand({ UUID })));
  return { queue, uuid: UUID };
}

const functions = [
  ...casesOf("lambda", "ListFunctions", [
    {
      id: "functions-listed",
      title: "functions are listed with the digest of their code and the time of their last change",
      cites: documented(`${API}, ListFunctions; FunctionConfiguration`),
      needs: "function",
      run: async (bench) => {
        const { arn } = await aFunction(bench);
        const { Functions = [] } = await bench.aws.lambda.send(new ListFunctionsCommand({}));
        const { CodeSha256 = "", LastModified = "" } = Functions.find(({ FunctionArn }) => FunctionArn === arn) ?? {};
        return [
          /^[A-Za-z0-9+/]{43}=$/.test(CodeSha256),
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/.test(LastModified),
        ];
      },
      expected: [true, true],
    },
  ]),
  ...casesOf("lambda", "GetFunctionConfiguration", [
    {
      id: "function-absent",
      title: "an absent function is ResourceNotFoundException",
      cites: model("lambda, GetFunctionConfiguration: ResourceNotFoundException"),
      run: async (bench) =>
        outcome(bench.aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: bench.name("absent") }))),
      expected: "ResourceNotFoundException",
    },
  ]),
  ...casesOf("lambda", "UpdateFunctionConfiguration", [
    {
      id: "function-dlq",
      title: "a function's dead-letter queue is told",
      cites: model("lambda, FunctionConfiguration: DeadLetterConfig"),
      needs: "function",
      run: async (bench) => {
        const { name } = await aFunction(bench);
        const { arn: TargetArn } = await aQueue(bench, "dlq");
        await bench.aws.lambda.send(
          new UpdateFunctionConfigurationCommand({ FunctionName: name, DeadLetterConfig: { TargetArn } }),
        );
        const read = new GetFunctionConfigurationCommand({ FunctionName: name });
        return (await bench.aws.lambda.send(read)).DeadLetterConfig?.TargetArn === TargetArn;
      },
      expected: true,
    },
  ]),
  ...casesOf("lambda", "Invoke", [
    {
      id: "invoke-absent",
      title: "invoking an absent function is ResourceNotFoundException",
      cites: model("lambda, Invoke: ResourceNotFoundException"),
      run: async (bench) => outcome(bench.aws.lambda.send(new InvokeCommand({ FunctionName: bench.name("absent") }))),
      expected: "ResourceNotFoundException",
    },
  ]),
];

const configs = [
  ...casesOf("lambda", "PutFunctionEventInvokeConfig", [
    {
      id: "invoke-config",
      title: "retries, age and destinations of asynchronous invocations are kept and listed",
      cites: documented(`${API}, PutFunctionEventInvokeConfig`),
      needs: "function",
      run: async (bench) => {
        const { name: FunctionName } = await aFunction(bench);
        const { arn: Destination } = await aQueue(bench, "failures");
        const DestinationConfig = { OnFailure: { Destination } };
        const config = { FunctionName, MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120, DestinationConfig };
        await bench.aws.lambda.send(new PutFunctionEventInvokeConfigCommand(config));
        bench.later(() => bench.aws.lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName })));
        const read = await bench.aws.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
        const list = await bench.aws.lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
        const isSame = read.DestinationConfig?.OnFailure?.Destination === Destination;
        return [
          read.MaximumRetryAttempts,
          read.MaximumEventAgeInSeconds,
          isSame,
          list.FunctionEventInvokeConfigs?.length,
        ];
      },
      expected: [1, 120, true, 1],
    },
    {
      id: "invoke-config-range",
      title: "at most two retries, and an age of a minute at least",
      cites: model("lambda, MaximumRetryAttempts 0 to 2, MaximumEventAgeInSeconds 60 to 21,600"),
      needs: "function",
      run: async (bench) => {
        const { name: FunctionName } = await aFunction(bench);
        const put = (config: object) =>
          verdict(bench.aws.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...config })));
        return [await put({ MaximumRetryAttempts: 3 }), await put({ MaximumEventAgeInSeconds: 59 })];
      },
      expected: ["refused", "refused"],
    },
  ]),
  ...casesOf("lambda", "GetFunctionEventInvokeConfig", [
    {
      id: "invoke-config-none",
      title: "a function without such a configuration is ResourceNotFoundException",
      cites: model("lambda, GetFunctionEventInvokeConfig: ResourceNotFoundException"),
      needs: "function",
      run: async (bench) => {
        const { name: FunctionName } = await aFunction(bench);
        return outcome(bench.aws.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })));
      },
      expected: "ResourceNotFoundException",
    },
  ]),
];

const mappings = [
  ...casesOf("lambda", "CreateEventSourceMapping", [
    {
      id: "mapping-defaults",
      title: "a mapping of a queue has batches of ten",
      cites: documented(`${API}, CreateEventSourceMapping: BatchSize, SQS default 10`),
      needs: "function",
      run: async (bench) => {
        const { name, arn } = await aFunction(bench);
        const { queue } = await aMapping(bench, name);
        const list = new ListEventSourceMappingsCommand({ EventSourceArn: queue.arn });
        const read = async () => (await bench.aws.lambda.send(list)).EventSourceMappings ?? [];
        const [mapping] = await bench.eventually(read, ([first]) => first?.State === "Enabled");
        return [
          mapping?.BatchSize,
          mapping?.State,
          mapping?.FunctionArn === arn,
          mapping?.EventSourceArn === queue.arn,
        ];
      },
      expected: [10, "Enabled", true, true],
    },
    {
      id: "mapping-response-types",
      title: "partial batch responses and the limit of concurrency are kept",
      cites: model("lambda, EventSourceMappingConfiguration"),
      needs: "function",
      run: async (bench) => {
        const { name } = await aFunction(bench);
        const more = { FunctionResponseTypes: ["ReportBatchItemFailures"], ScalingConfig: { MaximumConcurrency: 5 } };
        const { queue } = await aMapping(bench, name, more);
        const list = new ListEventSourceMappingsCommand({ EventSourceArn: queue.arn });
        const [mapping] = (await bench.aws.lambda.send(list)).EventSourceMappings ?? [];
        return [mapping?.FunctionResponseTypes, mapping?.ScalingConfig];
      },
      expected: [["ReportBatchItemFailures"], { MaximumConcurrency: 5 }],
    },
    {
      id: "mapping-absent-function",
      title: "a mapping to an absent function is ResourceNotFoundException",
      cites: model("lambda, CreateEventSourceMapping: ResourceNotFoundException"),
      needs: "function",
      run: async (bench) => outcome(aMapping(bench, bench.name("absent"))),
      expected: "ResourceNotFoundException",
    },
  ]),
  ...casesOf("lambda", "ListEventSourceMappings", [
    {
      id: "mappings-of-source",
      title: "mappings are listed by their queue only",
      cites: documented(`${API}, ListEventSourceMappings: EventSourceArn`),
      needs: "function",
      run: async (bench) => {
        const { name } = await aFunction(bench);
        const { queue } = await aMapping(bench, name);
        const list = async (EventSourceArn: string) =>
          (await bench.aws.lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn }))).EventSourceMappings
            ?.length;
        return [await list(queue.arn), await list(`${queue.arn}-other`)];
      },
      expected: [1, 0],
    },
  ]),
];

export const LAMBDA = [...functions, ...configs, ...mappings];
