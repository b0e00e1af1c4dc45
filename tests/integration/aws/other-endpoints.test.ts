import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAws } from "@/lib/aws";
import type { Aws, AwsAccount, AwsSession, Listed } from "@/lib/aws/aws";
import { Unavailable } from "@/lib/core/errors";
import { freePort } from "../../../jobs/demo/free-port.mjs";
import { eventually } from "../../support/process";
import { ACCOUNT, aQueue, REGION } from "./simulated-aws";

const KEYS = { accessKeyId: "AKIAELSEWHERE", secretAccessKey: "secret" };
const HOME: AwsAccount = {
  ...ACCOUNT,
  awsAccountId: "123456789012",
  operateRoleArn: "arn:aws:iam::123456789012:role/dlo",
};

/** What STS says to AssumeRole. */
const SESSION = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

let aws: Aws | undefined;
afterEach(() => aws?.close());

function sessionAt(endpoint: string): AwsSession {
  aws = createAws({
    endpoint,
    credentials: KEYS,
    ownRegion: REGION,
    log: { warn: () => undefined },
    now: () => new Date(),
  });
  return aws.session(HOME, { role: "operate", region: REGION, purpose: "run" });
}

test.each([
  ["a page of HTML", 500, "<html>not implemented</html>"],
  ["501", 501, "not implemented"],
  ["an action it does not know", 400, '{"__type":"InvalidAction","message":"no"}'],
])("an endpoint that answers with %s lacks the operation", async (_, status, body) => {
  const server = createServer((request, response) => {
    request.resume();
    const isSqs = request.headers["x-amz-target"] !== undefined;
    response.writeHead(isSqs ? status : 200).end(isSqs ? body : SESSION);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = sessionAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  const failure = await session.sqs.moveTasks("arn:aws:sqs:eu-west-1:123456789012:dlq").catch((error) => error);

  server.close();
  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure.code).toBe("aws-capability-absent");
});

test.each([
  ["a page of HTML", 404, "<html>no such page</html>"],
  ["501", 501, "not implemented"],
  ["an empty 404", 404, ""],
])("an endpoint that answers whole services with %s lacks them", async (_, status, body) => {
  const server = createServer((request, response) => {
    request.resume();
    const isSts = request.headers.authorization?.includes("/sts/");
    response.writeHead(isSts ? 200 : status).end(isSts ? SESSION : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { inventory, tags, trail, organization } = sessionAt(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );

  const asked = [
    ...inventory.map((source) => source.list()),
    tags.all(),
    trail.lastWrite("orders", new Date(0), new Date()),
    organization.accounts(),
  ];
  const codes = await Promise.all(asked.map((answer) => answer.catch((error) => error.code)));

  server.close();
  expect(new Set(codes)).toEqual(new Set(["aws-capability-absent"]));
});

test("of a state machine under a key that may not be used, all but the definition is read", async () => {
  const arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:saga";
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    if (request.headers.authorization?.includes("/sts/")) return response.end(SESSION);
    const isRefused = text.includes("ALL_DATA");
    const told = { stateMachineArn: arn, type: "STANDARD", definition: "{}", roleArn: "arn:aws:iam::1:role/saga" };
    const refusal = { __type: "com.amazonaws.states#KmsAccessDeniedException", message: "no" };
    response.writeHead(isRefused ? 400 : 200).end(JSON.stringify(isRefused ? refusal : told));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { inventory } = sessionAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const listed: Listed = { kind: "state-machine", arn, name: "saga", summary: {} };

  const machine = await inventory.find(({ feature }) => feature === "state-machines")?.describe(listed);

  server.close();
  expect(machine?.config).toMatchObject({ definitionSha256: null, roleArn: "arn:aws:iam::1:role/saga" });
});

test.each([undefined, "https://sqs.eu-west-1.amazonaws.com", "http://127.0.0.1.example.com", "no address"])(
  "what must stay on this machine refuses %s",
  (endpoint) => {
    const open = () =>
      createAws({ endpoint, requireLoopback: true, log: { warn: () => undefined }, now: () => new Date() });

    expect(open).toThrow("must be on this machine");
  },
);

const hasMoto = spawnSync("sh", ["-c", "command -v moto_server"]).status === 0;
if (!hasMoto) console.log("SKIPPED: the AWS layer against moto, because moto_server is not on PATH");

describe.skipIf(!hasMoto)("against moto", () => {
  let moto: ChildProcess;
  let endpoint: string;
  let root: SQSClient;

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", `${port}`], { stdio: "ignore" });
    root = new SQSClient({ endpoint, region: REGION, credentials: KEYS, useQueueUrlAsEndpoint: false });
    await eventually(async () => (await fetch(`${endpoint}/moto-api/`).catch(() => undefined)) && true);
  });
  afterAll(async () => {
    root.destroy();
    moto.kill();
    await once(moto, "exit");
  });

  test("a message is sent, looked at, given back, received again and deleted", async () => {
    const queueUrl = await aQueue(root, "orders");
    const { sqs } = sessionAt(endpoint);
    const attributes = { picture: { dataType: "Binary.gif", binaryBase64: "AP8B/g==" } };

    const sent = await sqs.send(queueUrl, [{ body: "hello", attributes }]);
    const [first] = await sqs.receive(queueUrl, { maxCount: 10, waitSeconds: 1, visibilitySeconds: 60 });
    const unreleased = await sqs.release(queueUrl, [first?.receiptHandle ?? ""]);
    const [second] = await sqs.receive(queueUrl, { maxCount: 10, waitSeconds: 1, visibilitySeconds: 60 });
    const deleted = await sqs.delete(queueUrl, [second?.receiptHandle ?? ""]);

    expect(sent).toMatchObject([{ kind: "sent", messageId: first?.messageId }]);
    expect(first).toMatchObject({ body: "hello", attributes });
    expect(unreleased).toEqual([]);
    expect(second?.system.ApproximateReceiveCount).toBe("2");
    expect(deleted).toEqual([{ kind: "deleted" }]);
    expect(await sqs.attributes(queueUrl)).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test("move tasks are said to be absent, not tried for ever", async () => {
    await aQueue(root, "orders-dlq");

    const failure = await sessionAt(endpoint)
      .sqs.startMoveTask({ deadLetterQueueArn: "arn:aws:sqs:eu-west-1:123456789012:orders-dlq" })
      .catch((error) => error);

    expect(failure.code).toBe("aws-capability-absent");
  });

  test("a queue that is not there is not found", async () => {
    const failure = await sessionAt(endpoint)
      .sqs.urlOf("arn:aws:sqs:eu-west-1:123456789012:nowhere")
      .catch((error) => error);

    expect(failure.code).toBe("aws-not-found");
  });
});
