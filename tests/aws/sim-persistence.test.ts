import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSimulator } from "@/simulator/start";
import { StateFileProblem } from "@/simulator/state-file";
import { ACCOUNT, allow, aMessage, aQueue, clientsOf, sim, trust } from "./sim-clients";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/read`;

let folder: string;
let stateFile: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
  stateFile = join(folder, "aws.json");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** The simulator as a process of its own: its address, or what it said when it ended. */
function run(...more: string[]) {
  const child = spawn(process.execPath, [
    "--import",
    "tsx",
    "simulator/main.ts",
    "--port",
    "0",
    "--state",
    stateFile,
    ...more,
  ]);
  children.push(child);
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, errors }));
  });
  const url = new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk).trim())));
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { url, ended, stop };
}

test.each(["SIGTERM", "SIGINT"] as const)("what was there before %s is there after the next start", async (signal) => {
  const before = run();
  const url = await before.url;
  await sim(url, "POST", "/setup", { roles: [{ arn: ROLE, trust: trust("*"), policies: [allow("sqs:*")] }] });
  const clients = clientsOf(url);
  const QueueUrl = await aQueue(clients, "orders");
  const messageId = await aMessage(clients, QueueUrl, "survivor");
  const { Credentials } = await clients.sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "ada" }));
  await sim(url, "POST", "/advance", { seconds: 3600 });
  await sim(url, "POST", "/faults", { operation: "sqs:PurgeQueue", kind: "throttle" });
  expect(await before.stop(signal)).toEqual({ code: 0, errors: "" });

  const after = await run().url;

  const session = clientsOf(after, {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: "x",
    sessionToken: Credentials?.SessionToken,
  });
  expect(existsSync(stateFile)).toBe(true);
  const { body: about } = await sim(after, "GET", "");
  expect(about.aheadSeconds).toBeGreaterThan(3599);
  expect((await sim(after, "GET", "/faults")).body.faults).toMatchObject([{ operation: "sqs:PurgeQueue" }]);
  expect((await sim(after, "GET", "/usage")).body.calls).toContainEqual(
    expect.objectContaining({ action: "sqs:SendMessage", calls: 1 }),
  );
  await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  const { Messages } = await clientsOf(after).sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toMatchObject([{ MessageId: messageId, Body: "survivor" }]);
});

test("a changed state is saved within seconds, so that even kill -9 loses little", async () => {
  const before = run();
  const url = await before.url;
  await aMessage(clientsOf(url), await aQueue(clientsOf(url), "orders"), "saved by the clock");

  await expect
    .poll(() => existsSync(stateFile) && readFileSync(stateFile, "utf8"), { timeout: 10_000 })
    .toContain("saved by the clock");
  await before.stop("SIGKILL");

  const { body } = await sim(await run().url, "GET", "/snapshot");
  expect(JSON.stringify(body.sqs)).toContain("saved by the clock");
});

test("an unchanged state is not written again", async () => {
  const simulator = await startSimulator({ stateFile });
  await aQueue(clientsOf(simulator.url), "orders");
  await simulator.stop();
  const writtenAt = statSync(stateFile).mtimeMs;

  const again = await startSimulator({ stateFile });
  await again.stop();

  expect(statSync(stateFile).mtimeMs).toBe(writtenAt);
});

const DAMAGED = [
  ["half a file", '{"version":1,"clockOff', /is not a saved simulator state .* Move it away/],
  ["another program's file", '{"hello":"world"}', /snapshot version \(none\) is unknown/],
  ["another version", '{"version":99}', /snapshot version 99 is unknown/],
  ["a file with a part missing", '{"version":2,"clockOffsetMs":0}', /has no randomState/],
] as const;

test.each(DAMAGED)("%s stops the start with a sentence, and is left as it was", async (_, text, message) => {
  writeFileSync(stateFile, text);

  const problem = await startSimulator({ stateFile }).catch((error: unknown) => error);

  expect(problem).toBeInstanceOf(StateFileProblem);
  expect(String(problem)).toMatch(message);
  expect(String(problem)).toContain(stateFile);
  expect(readFileSync(stateFile, "utf8")).toBe(text);
});

test("the program ends with that sentence and code 1", async () => {
  const [, text, message] = DAMAGED[0];
  writeFileSync(stateFile, text);

  const { code, errors } = await run().ended;

  expect(code).toBe(1);
  expect(errors).toMatch(message);
  expect(errors).toContain(stateFile);
  expect(readFileSync(stateFile, "utf8")).toBe(text);
});

test("a snapshot moves a whole world into another simulator", async () => {
  const [one, other] = [await startSimulator(), await startSimulator()];
  const QueueUrl = await aQueue(clientsOf(one.url), "orders");
  await aMessage(clientsOf(one.url), QueueUrl, "moved");
  await one.world.advance(7200);

  const { body: snapshot } = await sim(one.url, "GET", "/snapshot");
  const { status } = await sim(other.url, "POST", "/load", snapshot);

  expect(status).toBe(200);
  const { Messages } = await clientsOf(other.url).sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe("moved");
  expect(Math.abs(other.world.clock.now() - one.world.clock.now())).toBeLessThan(1000);
  await Promise.all([one.stop(), other.stop()]);
});

test("an advance moves messages, retention and long polls along, in their order", async () => {
  const simulator = await startSimulator();
  const clients = clientsOf(simulator.url);
  const dlqUrl = await aQueue(clients, "orders-dlq", { MessageRetentionPeriod: "3600" });
  const dlqArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders-dlq`;
  const redrive = JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 1 });
  const url = await aQueue(clients, "orders", { RedrivePolicy: redrive, VisibilityTimeout: "0" });
  for (let index = 0; index < 20; index++) await aMessage(clients, url, `m${index}`);
  for (let round = 0; round < 8; round++) {
    await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
  }
  await clients.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlqArn, MaxNumberOfMessagesPerSecond: 1 }));
  const depth = async (QueueUrl: string) =>
    Number(
      (await clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }))).Attributes
        ?.ApproximateNumberOfMessages,
    );

  await simulator.world.advance(8);
  const halfway = [await depth(url), await depth(dlqUrl)];
  await simulator.world.advance(60);
  const moved = [await depth(url), await depth(dlqUrl)];
  const polling = clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: dlqUrl, WaitTimeSeconds: 20 }));
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: dlqUrl, MessageBody: "late", DelaySeconds: 15 }));
  await simulator.world.advance(16);
  const polled = await polling;
  await simulator.world.advance(2 * 3600);

  expect(halfway[0]).toBeGreaterThanOrEqual(7);
  expect(halfway[0]).toBeLessThanOrEqual(12);
  expect((halfway[0] ?? 0) + (halfway[1] ?? 0)).toBe(20);
  expect(moved).toEqual([20, 0]);
  expect(polled.Messages?.[0]?.Body).toBe("late");
  expect(await depth(dlqUrl)).toBe(0);
  await simulator.stop();
});
