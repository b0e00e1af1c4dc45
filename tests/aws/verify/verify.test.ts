import { spawn } from "node:child_process";
import { once } from "node:events";
import { CreateEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { clientsAt, type Keys } from "../battery/bench";
import { isOnPath } from "../battery/on-path";
import { environmentSubject } from "../battery/subjects/environment";
import { motoSubject } from "../battery/subjects/moto";
import { cleanByPrefix } from "./clean";
import { COSTS, totalDollars } from "./cost";
import { PREFIX, policyActions, policyFor } from "./policy";

const ACCOUNT = "111122223333";
const REGION = "us-east-1";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/verifier`;
const RUN_MS = 150_000;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], keys: Keys) {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/aws/verify/main.ts", ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken && { AWS_SESSION_TOKEN: keys.sessionToken }),
      AWS_EC2_METADATA_DISABLED: "true",
    } as Record<string, string> as NodeJS.ProcessEnv,
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = once(child, "close").then(([code]): Ended => ({ code: code as number | null, out, err }));
  return { child, ended };
}

const root: Keys = { accessKeyId: ACCOUNT, secretAccessKey: "rehearsal" };
const verifyAws = (args: readonly string[], keys = root) => start(args, keys).ended;

const atSimulator = (more: readonly string[] = []) => ["--endpoint", simulator.url, "--account", ACCOUNT, ...more];

/** Everything under the prefix that an endpoint still has; it is taken away by the look. */
async function remains(endpoint: string, accountId: string, keys: Keys): Promise<readonly string[]> {
  const subject = environmentSubject({ name: "", endpoint, region: REGION, accountId, keys });
  const { removed, kept } = await cleanByPrefix(clientsAt(await subject.open()), PREFIX);
  return [...removed, ...kept];
}

async function declare(body: object): Promise<void> {
  const response = await fetch(`${simulator.url}/_sim/setup`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}

/** A session whose role holds the printed policy and nothing else. */
async function verifierKeys(): Promise<Keys> {
  const { out } = await verifyAws(["--policy", "--account", ACCOUNT]);
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] };
  await declare({ roles: [{ arn: ROLE, trust, policies: [JSON.parse(out)] }] });
  const sts = new STSClient({ endpoint: simulator.url, region: REGION, credentials: root });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "verify" }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** How many of something the plan allows. */
const planned = (what: string) => COSTS.find((item) => item.what.startsWith(what))?.count ?? 0;

interface Calls {
  readonly calls: readonly { readonly action: string; readonly calls: number }[];
}

test(
  "with nothing but its own policy it asks everything of the simulator, finds no difference and leaves nothing",
  async () => {
    const keys = await verifierKeys();
    await fetch(`${simulator.url}/_sim/usage`, { method: "DELETE" });
    const { code, out, err } = await verifyAws(atSimulator(["--yes"]), keys);
    const { calls } = (await (await fetch(`${simulator.url}/_sim/usage`)).json()) as Calls;
    const asked = new Set(calls.map(({ action }) => action));
    const callsOf = (services: RegExp) =>
      calls.filter(({ action }) => services.test(action)).reduce((sum, one) => sum + one.calls, 0);

    expect(err).toBe("");
    expect(out).toMatch(/## Answered otherwise\n\nNothing\./);
    expect(out).toContain("Nothing is left behind.");
    expect(out).not.toMatch(/could not be asked|AccessDenied/);
    expect(code).toBe(0);
    expect(await remains(simulator.url, ACCOUNT, root)).toEqual([]);
    expect(policyActions().filter((action) => !asked.has(action))).toEqual([]);
    expect(callsOf(/^sqs:/)).toBeLessThanOrEqual(planned("SQS requests"));
    expect(callsOf(/^events:PutEvents$/) * 10).toBeLessThanOrEqual(planned("EventBridge custom events"));
    expect(callsOf(/^sns:Publish$/) * 3).toBeLessThanOrEqual(planned("SNS publishes"));
    expect(callsOf(/^(cloudwatch|logs):/)).toBeLessThanOrEqual(planned("CloudWatch and CloudWatch Logs requests"));
  },
  RUN_MS,
);

/** Of every kind of thing that a run makes; with `DLO_LONG=1` everything, as against the simulator. */
const ONLY_AT_MOTO = ["sqs/move", "sqs/create", "sns/", "events/deliver-w", "events/archive", "logs/", "move-", "sns-"];
const atMoto = process.env.DLO_LONG === "1" ? [] : ONLY_AT_MOTO.flatMap((beginning) => ["--only", beginning]);

test.skipIf(!isOnPath("moto_server"))(
  "it runs to the end against moto (skipped where moto_server is not on PATH), names what differs and leaves nothing",
  async () => {
    const moto = await motoSubject();
    const { endpoint = "", accountId = "", keys = root } = (await moto?.open()) ?? {};
    const { code, out } = await verifyAws(["--endpoint", endpoint, "--account", accountId, "--yes", ...atMoto], keys);
    const left = await remains(endpoint, accountId, keys);
    await moto?.stop();

    expect(code).toBe(1);
    expect(out).toContain("sqs/move-home");
    expect(out).toContain("Nothing is left behind.");
    expect(left).toEqual([]);
  },
  RUN_MS,
);

test(
  "an interrupted run removes what it has made",
  async () => {
    const { child, ended } = start(atSimulator(["--yes"]), root);
    const sqs = new SQSClient({ endpoint: simulator.url, region: REGION, credentials: root });
    const made = async () => (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: PREFIX }))).QueueUrls ?? [];
    while ((await made()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { code } = await ended;

    expect(code).toBe(130);
    expect(await remains(simulator.url, ACCOUNT, root)).toEqual([]);
  },
  RUN_MS,
);

test("--clean removes what has the prefix and nothing else", async () => {
  const config = { endpoint: simulator.url, region: REGION, credentials: root };
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const events = new EventBridgeClient(config);
  for (const name of [`${PREFIX}old`, "orders"]) await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await events.send(new CreateEventBusCommand({ Name: `${PREFIX}old` }));
  await new SNSClient(config).send(new CreateTopicCommand({ Name: `${PREFIX}old` }));
  const { code, out } = await verifyAws(atSimulator(["--clean", "--yes"]));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));

  expect(code).toBe(0);
  expect(out).toContain("Removed 3");
  expect(QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + 1))).toEqual(["orders"]);
});

test("without --yes it says what it would do, touch and cost, and does nothing", async () => {
  await fetch(`${simulator.url}/_sim/usage`, { method: "DELETE" });
  const { code, err } = await verifyAws(atSimulator());
  const { calls } = (await (await fetch(`${simulator.url}/_sim/usage`)).json()) as Calls;

  expect(code).toBe(2);
  expect(err).toContain(PREFIX);
  expect(err).toContain(`$${totalDollars().toFixed(4)}`);
  expect(calls).toEqual([]);
});

test.each([
  ["another account than the credentials'", ["--yes", "--account", "999988887777"], "belong to account 111122223333"],
  ["no account", ["--yes"], "--account"],
  ["an account that is none", ["--yes", "--account", "12"], "twelve digits"],
  ["an unknown option", ["--force"], "--force"],
  ["a question that nobody asks", ["--yes", "--account", ACCOUNT, "--only", "nothing/"], "nothing/"],
])("%s is refused before anything is made", async (_, args, reason) => {
  const { code, err } = await verifyAws(["--endpoint", simulator.url, ...args]);

  expect(code).toBe(2);
  expect(err).toContain(reason);
});

test("a run costs less than a dollar", () => {
  expect(totalDollars()).toBeLessThan(1);
});

test("the policy reaches only what has the prefix, but for lists", () => {
  const { Statement } = policyFor(ACCOUNT);
  const wide = Statement.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action);

  const changing = ["cloudwatch:PutMetricData", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"];

  expect(wide.filter((action) => !/:(List|Get|Describe|Test)/.test(action))).toEqual(changing);
  expect(Statement.flatMap(({ Resource }) => Resource).filter((arn) => arn !== "*" && !arn.includes(PREFIX))).toEqual(
    [],
  );
});
