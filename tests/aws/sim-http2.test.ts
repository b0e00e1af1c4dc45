import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { createConnection } from "node:net";
import { CreateStreamCommand, DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aQueue, clientsOf, errorOf, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let kinesis: KinesisClient;
let sessions: ClientHttp2Session[];

beforeEach(async () => {
  simulator = await startSimulator();
  sessions = [];
  kinesis = new KinesisClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
  });
});
afterEach(async () => {
  kinesis.destroy();
  for (const session of sessions) session.destroy();
  await simulator.stop();
});

const orders = new DescribeStreamSummaryCommand({ StreamName: "orders" });
const createOrders = () => kinesis.send(new CreateStreamCommand({ StreamName: "orders", ShardCount: 1 }));

function http2(): ClientHttp2Session {
  const session = connect(simulator.url);
  session.on("error", () => undefined);
  sessions.push(session);
  return session;
}

async function ask(session: ClientHttp2Session, headers: Record<string, string>, body: string | Buffer = "") {
  const stream = session.request({ ":method": "POST", ":path": "/", ...headers });
  if (!stream.writableEnded) stream.end(body);
  const [answered] = await once(stream, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { status: answered[":status"], text: Buffer.concat(chunks).toString() };
}

const sqs = (operation: string) => ({
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": `AmazonSQS.${operation}`,
  authorization: `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20261120/${REGION}/sqs/aws4_request, SignedHeaders=host, Signature=00`,
});

test("the Kinesis client as it comes, which speaks HTTP/2, is answered", async () => {
  await createOrders();

  const { StreamDescriptionSummary } = await kinesis.send(orders);

  expect(StreamDescriptionSummary?.StreamName).toBe("orders");
});

test("an error reaches an HTTP/2 client in AWS's shape", async () => {
  const error = await errorOf(kinesis.send(orders));

  expect(error).toMatchObject({ name: "ResourceNotFoundException", $metadata: { httpStatusCode: 400 } });
});

test("both protocols see the same world on the same port, many calls at once on one connection", async () => {
  const clients = clientsOf(simulator.url);
  const QueueUrl = await aQueue(clients, "orders");
  const session = http2();

  const sent = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      ask(session, sqs("SendMessage"), JSON.stringify({ QueueUrl, MessageBody: `${i}` })),
    ),
  );

  expect(sent.every(({ status }) => status === 200)).toBe(true);
  const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages).toHaveLength(10);
});

test("a large body travels over HTTP/2", async () => {
  const QueueUrl = await aQueue(clientsOf(simulator.url), "orders");

  const { status } = await ask(
    http2(),
    sqs("SendMessage"),
    JSON.stringify({ QueueUrl, MessageBody: "x".repeat(1_000_000) }),
  );

  expect(status).toBe(200);
});

test("a body that outgrows the limit on the way is refused over HTTP/2, and the process lives", async () => {
  const session = http2();
  const stream = session.request({ ":method": "POST", ":path": "/", ...sqs("SendMessage") });
  const [answered] = await Promise.all([
    Promise.race([once(stream, "response"), once(stream, "close")]),
    stream.end(Buffer.alloc(9_000_000, "x")),
  ]);

  expect(answered[0]?.[":status"]).toBe(413);
  expect((await ask(session, sqs("ListQueues"), "{}")).status).toBe(200);
});

test.each(["resetBefore", "resetAfter"])("%s loses the struck call's answer and no other's", async (kind) => {
  await createOrders();
  await sim(simulator.url, "POST", "/faults", {
    rules: [{ operation: "kinesis:DescribeStreamSummary", kind, nth: 1 }],
  });

  const error = await errorOf(kinesis.send(orders));

  expect(error.$metadata?.httpStatusCode).toBeUndefined();
  expect((await kinesis.send(orders)).StreamDescriptionSummary?.StreamName).toBe("orders");
});

test("a long poll whose HTTP/2 stream is cancelled gives its message to the next receiver", async () => {
  const clients = clientsOf(simulator.url);
  const QueueUrl = await aQueue(clients, "orders");
  const session = http2();
  const stream = session.request({ ":method": "POST", ":path": "/", ...sqs("ReceiveMessage") });
  stream.on("error", () => undefined);
  stream.end(JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 }));
  await ask(session, sqs("ListQueues"), "{}");
  stream.close();
  await once(stream, "close");
  await ask(session, sqs("ListQueues"), "{}");

  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));

  const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toHaveLength(1);
});

test("the control plane answers over HTTP/2", async () => {
  const answer = await ask(http2(), { ":method": "GET", ":path": "/_sim" });

  expect(answer.status).toBe(200);
});

test("a web page's origin is kept from the control plane over HTTP/2 too", async () => {
  const answer = await ask(http2(), { ":path": "/_sim/advance", origin: "http://evil.example" }, '{"seconds":1}');

  expect(answer.status).toBe(403);
});

test("stop ends a long poll over HTTP/2, an idle session and a connection that never spoke", async () => {
  const QueueUrl = await aQueue(clientsOf(simulator.url), "orders");
  const session = http2();
  await ask(session, sqs("ListQueues"), "{}");
  const stream = session.request({ ":method": "POST", ":path": "/", ...sqs("ReceiveMessage") });
  stream.on("error", () => undefined);
  stream.end(JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 }));
  const silent = createConnection(Number(new URL(simulator.url).port), "127.0.0.1");
  silent.on("error", () => undefined);
  await once(silent, "connect");
  const ended = Promise.all([once(session, "close"), once(silent.resume(), "close")]);

  await simulator.stop();

  await ended;
});

test("a request cut into single bytes is understood", async () => {
  const socket = createConnection({ port: Number(new URL(simulator.url).port), host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");

  for (const byte of "PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n") {
    socket.write(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }

  const [answer] = await once(socket, "data");
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 404/);
  socket.destroy();
});

test.each([
  ["only the first words of HTTP/2", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"],
  ["half a word", "PR"],
  ["bytes that are no protocol", "\u0000\u0001\u0002"],
])("%s leaves the simulator alive", async (_, text) => {
  const socket = createConnection(Number(new URL(simulator.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");

  socket.end(text);
  await once(socket.resume(), "close");

  expect((await sim(simulator.url, "GET", "")).status).toBe(200);
});
