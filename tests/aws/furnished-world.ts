import { SERVICES } from "@/simulator/services";
import type { Simulator } from "@/simulator/start";
import { type Found, FUNCTION, MACHINE, plausibleInputs, ROLE, TABLE } from "./plausible-inputs";
import { ask, type Input, rawRequest } from "./raw-request";
import { ACCOUNT, allow, REGION, sim } from "./sim-clients";

const SERVICE_NAMES = ["lambda", "events", "states", "pipes", "scheduler", "sqs", "sns"];
const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root`, Service: SERVICE_NAMES.map((name) => `${name}.amazonaws.com`) },
      Action: "sts:AssumeRole",
    },
  ],
};
const record = { eventID: "1", keys: { id: { S: "7" } } };
const SETUP = {
  roles: [{ arn: ROLE, trust, policies: [allow("*")] }],
  organization: [{ rootId: "r-root", managementAccountId: ACCOUNT, accounts: [{ id: ACCOUNT, name: "main" }] }],
  streams: [{ arn: TABLE, records: [record] }],
};
const QUEUES = ["thing-dlq", "free-dlq", "empty", "thing", "free"];
const NOTHING: Found = {
  ...{ url: "", receiptHandle: "", taskHandle: "", subscriptionArn: "", mappingUuid: "", executionArn: "" },
  ...{ failedExecutionArn: "", kinesisShardId: "", kinesisIterator: "", tableShardId: "", tableIterator: "" },
  ...{ kmsKeyId: "", kmsBlob: "" },
};

/** Calls an operation as the account's root; throws when it is refused. */
async function make(simulator: Simulator, name: string, operation: string, input: Input) {
  const service = SERVICES.get(name);
  if (!service) throw new Error(`no service ${name}`);
  const { status, text } = await ask(simulator.url, rawRequest(service, operation, input));
  if (status >= 300) throw new Error(`${name}:${operation}: ${text}`);
  return text;
}

/**
 * One thing of every kind, named `thing`, in a world whose clock stands still. Says for each operation an input that is
 * accepted there.
 */
export async function furnish(simulator: Simulator): Promise<ReturnType<typeof plausibleInputs>> {
  simulator.world.clock.freeze();
  const set = await sim(simulator.url, "POST", "/setup", SETUP);
  if (set.status !== 200) throw new Error(JSON.stringify(set.body));
  const inputs = plausibleInputs({ ...NOTHING, url: simulator.url });
  /** Makes what an operation's plausible input makes, under other names. */
  const build = (name: string, operation: string, more: Input = {}) =>
    make(simulator, name, operation, { ...inputs[name]?.[operation], ...more });
  await buildQueues(build);
  await buildPipes(simulator, build);
  const queues = await buildMessages(simulator, build);
  const functions = await buildFunctions(build);
  await buildRules(build);
  const machines = await buildMachines(simulator, build);
  const streams = await buildStreams(build);
  await buildOthers(build);
  const keys = await buildKeys(build);
  await sim(simulator.url, "POST", "/setup", { functions: [{ arn: FUNCTION, behaviour: [{ ms: 0 }] }] });
  await simulator.world.advance(0);
  // Whoever looks at a queue wakes its metrics: all are awake when a test starts.
  for (const name of QUEUES)
    await build("sqs", "GetQueueAttributes", { QueueUrl: `${simulator.url}/${ACCOUNT}/${name}` });
  return plausibleInputs({ url: simulator.url, ...queues, ...functions, ...machines, ...streams, ...keys });
}

type Build = (name: string, operation: string, more?: Input) => Promise<string>;
const arn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const dlq = (name: string) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(`${name}-dlq`), maxReceiveCount: 3 }),
});

async function buildQueues(build: Build) {
  for (const QueueName of ["thing-dlq", "free-dlq", "empty"])
    await build("sqs", "CreateQueue", { QueueName, Attributes: {} });
  for (const QueueName of ["thing", "free"])
    await build("sqs", "CreateQueue", { QueueName, Attributes: dlq(QueueName) });
  await build("sqs", "AddPermission", { Label: "thing" });
}

/** A pipe is ready to be started or stopped only some time after it was made. */
async function buildPipes({ world }: Simulator, build: Build) {
  await build("pipes", "CreatePipe", { Name: "thing" });
  await build("pipes", "CreatePipe", { Name: "stopped", DesiredState: "STOPPED" });
  await world.advance(120);
}

async function buildMessages({ url }: Simulator, build: Build) {
  for (const queue of ["thing", "thing", "thing-dlq", "thing-dlq"])
    await build("sqs", "SendMessage", { QueueUrl: `${url}/${ACCOUNT}/${queue}`, DelaySeconds: 0 });
  const { Messages } = JSON.parse(
    await build("sqs", "ReceiveMessage", { MaxNumberOfMessages: 1, VisibilityTimeout: 3600 }),
  );
  const task = await build("sqs", "StartMessageMoveTask", {
    SourceArn: arn("thing-dlq"),
    MaxNumberOfMessagesPerSecond: 1,
  });
  return { receiptHandle: String(Messages[0].ReceiptHandle), taskHandle: String(JSON.parse(task).TaskHandle) };
}

async function buildFunctions(build: Build) {
  await build("lambda", "CreateFunction", { FunctionName: "thing", Tags: { team: "shop" } });
  await build("lambda", "CreateAlias", { Name: "live" });
  await build("lambda", "AddPermission", { StatementId: "thing" });
  await build("lambda", "PutFunctionEventInvokeConfig");
  await build("lambda", "PutFunctionConcurrency");
  const mapping = await build("lambda", "CreateEventSourceMapping", { EventSourceArn: arn("empty"), Enabled: false });
  await build("sns", "CreateTopic", { Name: "thing" });
  await build("sns", "AddPermission", { Label: "thing" });
  const subscribed = await build("sns", "Subscribe", { Protocol: "sqs", Endpoint: arn("thing") });
  const [, subscriptionArn = ""] = /<SubscriptionArn>([^<]+)</.exec(subscribed) ?? [];
  return { mappingUuid: String(JSON.parse(mapping).UUID), subscriptionArn };
}

async function buildRules(build: Build) {
  for (const Name of ["thing", "empty"]) await build("events", "CreateEventBus", { Name });
  for (const Name of ["thing", "empty"]) await build("events", "PutRule", { Name });
  await build("events", "PutTargets", { Targets: [{ Id: "a", Arn: arn("thing") }] });
  await build("events", "PutPermission", { StatementId: "thing" });
  await build("events", "CreateArchive", { ArchiveName: "thing" });
  await build("events", "StartReplay", { ReplayName: "thing" });
}

async function buildMachines({ world }: Simulator, build: Build) {
  const states = { W: { Type: "Wait", Seconds: 9000, Next: "F" }, F: { Type: "Fail", Error: "E" } };
  await build("states", "CreateStateMachine", {
    name: "thing",
    definition: JSON.stringify({ StartAt: "W", States: states }),
  });
  const start = async (name: string) =>
    String(JSON.parse(await build("states", "StartExecution", { stateMachineArn: MACHINE, name })).executionArn);
  const failedExecutionArn = await start("failed");
  await world.advance(0);
  await build("states", "StopExecution", { executionArn: failedExecutionArn });
  return { failedExecutionArn, executionArn: await start("running") };
}

async function buildStreams(build: Build) {
  await build("kinesis", "CreateStream", { StreamName: "thing" });
  await build("kinesis", "IncreaseStreamRetentionPeriod", { RetentionPeriodHours: 48 });
  await build("kinesis", "PutRecord");
  const [shard] = JSON.parse(await build("kinesis", "ListShards")).Shards;
  const kinesisShardId = String(shard.ShardId);
  const at = { ShardId: kinesisShardId, ShardIteratorType: "TRIM_HORIZON", Timestamp: undefined };
  const iterator = await build("kinesis", "GetShardIterator", at);
  const [table] = JSON.parse(await build("dynamodb", "DescribeStream")).StreamDescription.Shards;
  const tableShardId = String(table.ShardId);
  const tableIterator = await build("dynamodb", "GetShardIterator", { ShardId: tableShardId });
  return {
    kinesisShardId,
    tableShardId,
    kinesisIterator: String(JSON.parse(iterator).ShardIterator),
    tableIterator: String(JSON.parse(tableIterator).ShardIterator),
  };
}

async function buildOthers(build: Build) {
  await build("logs", "CreateLogGroup", { logGroupName: "thing" });
  await build("logs", "CreateLogStream", { logStreamName: "thing" });
  await build("logs", "PutLogEvents");
  await build("s3", "CreateBucket", { Bucket: "thing" });
  await build("s3", "PutBucketVersioning");
  await build("s3", "PutObject");
  await build("scheduler", "CreateSchedule", { Name: "thing" });
  await build("scheduler", "CreateScheduleGroup", { Name: "thing" });
  await build("cloudwatch", "PutMetricAlarm", { AlarmName: "thing" });
}

async function buildKeys(build: Build) {
  const kmsKeyId = String(JSON.parse(await build("kms", "CreateKey")).KeyMetadata.KeyId);
  const sealed = await build("kms", "Encrypt", { KeyId: kmsKeyId });
  return { kmsKeyId, kmsBlob: String(JSON.parse(sealed).CiphertextBlob) };
}

/** A world to which one can come back, however often it has been changed; its clock stands still. */
export class StandingWorld {
  readonly #at: number;
  readonly #parts: ReadonlyMap<string, string>;
  readonly #snapshot: string;

  constructor(private readonly world: Simulator["world"]) {
    this.#at = world.clock.now();
    // What has been loaded once is written in the same order ever after.
    world.load(JSON.parse(JSON.stringify(world.serialize())));
    world.clock.freeze();
    this.#snapshot = JSON.stringify(world.serialize());
    this.#parts = partsOf(world);
  }

  /** Names of the parts of the world that are not as they were; clock, chance, counters and AWS's own metrics may differ. */
  changedParts(): string[] {
    return [...partsOf(this.world)].filter(([name, text]) => this.#parts.get(name) !== text).map(([name]) => name);
  }

  restore(): void {
    this.world.load(JSON.parse(this.#snapshot));
    do {
      this.world.clock.restore(this.#at - Date.now());
      this.world.clock.freeze();
    } while (this.world.clock.now() !== this.#at);
  }
}

function partsOf(world: Simulator["world"]): Map<string, string> {
  const { clockOffsetMs: _, randomState: __, usage: ___, vended: ____, ...parts } = world.serialize();
  return new Map(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)]));
}
