import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { type AwsCli, startAwsCli } from "./aws-cli";
import { isOnPath } from "./battery/on-path";
import { ACCOUNT, clientsOf, REGION, sim } from "./sim-clients";

const run = promisify(execFile);
const SCRIPT = "tests/aws/clients-of-others.py";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/anything`;
const TRAIL_LAG_SECONDS = 20 * 60;

const hasBoto = isOnPath("python3") && spawnSync("python3", ["-c", "import boto3"]).status === 0;
const hasCli = isOnPath("aws");
if (!hasBoto) console.log("boto3 drives nothing here: python3 cannot import boto3");
if (!hasCli) console.log("aws-cli drives nothing here: aws is not on PATH");

let simulator: Simulator;
const home = mkdtempSync(join(tmpdir(), "dlo-aws-home-"));

beforeAll(async () => {
  simulator = await startSimulator();
  const services = ["lambda", "states", "scheduler", "pipes"].map((name) => `${name}.amazonaws.com`);
  const allowed = { Effect: "Allow", Action: "*", Resource: "*" };
  const trusted = { Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" };
  const document = (Statement: object) => ({ Version: "2012-10-17", Statement: [Statement] });
  const { status, body } = await sim(simulator.url, "POST", "/setup", {
    roles: [{ arn: ROLE, trust: document(trusted), policies: [document(allowed)] }],
    organization: [{ managementAccountId: ACCOUNT, accounts: [{ id: ACCOUNT, name: "shop", email: "a@example.com" }] }],
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  await clientsOf(simulator.url).sqs.send(new CreateQueueCommand({ QueueName: "early" }));
  await simulator.world.advance(TRAIL_LAG_SECONDS);
});

afterAll(async () => {
  await simulator.stop();
  rmSync(home, { recursive: true, force: true });
});

const arnOf = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** What each service's calls in the script end with. */
const BOTO: readonly (readonly [string, unknown])[] = [
  ["sqs", ["grüße", [0, 255], "AWS.SimpleQueueService.NonExistentQueue"]],
  ["sns", [1, "hello"]],
  ["sts", [ACCOUNT]],
  ["events", [1, "MalformedDetail", 1]],
  ["functions", [arnOf("lambda", "function:boto"), 200]],
  ["logs", ["ERROR x"]],
  ["cloudwatch", [[7], true]],
  ["stepfunctions", ['{"n":1}', 1]],
  ["cloudtrail", ["CreateQueue", true]],
  ["resourcegroupstaggingapi", [arnOf("sqs", "boto")]],
  ["organizations", [ACCOUNT]],
  ["kinesis", [[...Buffer.from("\0record")]]],
  ["dynamodbstreams", [[]]],
  ["scheduler", ["ENABLED", 1]],
  ["pipes", ["STOPPED", 1]],
  ["kms", [32, true]],
  ["pricing", [1, true]],
];

describe.skipIf(!hasBoto)("boto3 (skipped where python3 cannot import it)", () => {
  const seen = new Map<string, unknown>();

  beforeAll(async () => {
    const { stdout } = await run("python3", [SCRIPT, simulator.url, ACCOUNT]);
    for (const line of stdout.trim().split("\n")) {
      const [service, answer] = JSON.parse(line) as [string, unknown];
      seen.set(service, answer);
    }
  });

  test.each(BOTO)("drives %s unchanged", (service, expected) => {
    expect(seen.get(service)).toEqual(expected);
  });

  test("has nothing to drive that is not looked at", () => {
    expect([...seen.keys()].sort()).toEqual(BOTO.map(([service]) => service).sort());
  });
});

let cli: AwsCli;

async function aws(...args: string[]): Promise<Record<string, unknown>> {
  const out = await cli.run(["--endpoint-url", simulator.url, "--output", "json", ...args]);
  return out.trim() === "" ? {} : JSON.parse(out);
}

const queueUrl = (name: string) => `${simulator.url}/${ACCOUNT}/${name}`;

describe.skipIf(!hasCli).concurrent("aws-cli (skipped where aws is not on PATH)", () => {
  beforeAll(() => {
    cli = startAwsCli({
      PATH: process.env.PATH,
      HOME: home,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
    });
  });
  afterAll(() => cli.stop());

  test("sends and receives on a queue that it made", async () => {
    await aws("sqs", "create-queue", "--queue-name", "cli");
    await aws("sqs", "send-message", "--queue-url", queueUrl("cli"), "--message-body", "grüße");
    const { Messages } = await aws("sqs", "receive-message", "--queue-url", queueUrl("cli"));

    expect(Messages).toMatchObject([{ Body: "grüße" }]);
  });

  test("makes a topic and lists it", async () => {
    await aws("sns", "create-topic", "--name", "cli");

    expect(await aws("sns", "list-topics")).toMatchObject({
      Topics: expect.arrayContaining([{ TopicArn: arnOf("sns", "cli") }]),
    });
  });

  test("learns who it is", async () => {
    expect(await aws("sts", "get-caller-identity")).toMatchObject({ Account: ACCOUNT });
  });

  test("makes a bus with a rule and puts an event", async () => {
    const entry = JSON.stringify([{ EventBusName: "cli", Source: "a", DetailType: "b", Detail: "{}" }]);
    await aws("events", "create-event-bus", "--name", "cli");
    await aws("events", "put-rule", "--name", "r", "--event-bus-name", "cli", "--event-pattern", '{"source":["a"]}');

    expect(await aws("events", "put-events", "--entries", entry)).toMatchObject({ FailedEntryCount: 0 });
    expect(await aws("events", "list-rules", "--event-bus-name", "cli")).toMatchObject({ Rules: [{ Name: "r" }] });
  });

  test("writes and finds log events", async () => {
    const group = ["--log-group-name", "/cli"];
    await aws("logs", "create-log-group", ...group);
    await aws("logs", "create-log-stream", ...group, "--log-stream-name", "s");
    const event = `timestamp=${Date.now()},message=ERROR`;
    await aws("logs", "put-log-events", ...group, "--log-stream-name", "s", "--log-events", event);

    expect(await aws("logs", "filter-log-events", ...group)).toMatchObject({ events: [{ message: "ERROR" }] });
  });

  test("puts and lists a metric", async () => {
    await aws("cloudwatch", "put-metric-data", "--namespace", "Cli", "--metric-name", "depth", "--value", "1");
    await simulator.world.advance(TRAIL_LAG_SECONDS);

    expect(await aws("cloudwatch", "list-metrics", "--namespace", "Cli")).toMatchObject({
      Metrics: [{ MetricName: "depth" }],
    });
  });

  test("makes and reads a schedule", async () => {
    const target = JSON.stringify({ Arn: arnOf("sqs", "cli"), RoleArn: ROLE });
    const when = ["--schedule-expression", "rate(1 hour)", "--flexible-time-window", "Mode=OFF"];
    await aws("scheduler", "create-schedule", "--name", "cli", ...when, "--target", target);

    expect(await aws("scheduler", "get-schedule", "--name", "cli")).toMatchObject({ Name: "cli", State: "ENABLED" });
  });

  test.each([
    ["lambda", ["lambda", "list-functions"], "Functions"],
    ["stepfunctions", ["stepfunctions", "list-state-machines"], "stateMachines"],
    ["cloudtrail", ["cloudtrail", "lookup-events", "--max-items", "1"], "Events"],
    ["organizations", ["organizations", "list-accounts"], "Accounts"],
    ["kinesis", ["kinesis", "list-streams"], "StreamNames"],
    ["dynamodbstreams", ["dynamodbstreams", "list-streams"], "Streams"],
    ["pipes", ["pipes", "list-pipes"], "Pipes"],
    ["tagging", ["resourcegroupstaggingapi", "get-resources"], "ResourceTagMappingList"],
    ["pricing", ["pricing", "get-products", "--service-code", "AWSQueueService", "--max-items", "1"], "PriceList"],
  ])("reads from %s", async (_, args, member) => {
    expect(await aws(...args)).toHaveProperty(member);
  });
});
