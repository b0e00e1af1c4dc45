import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { ListQueuesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, clientsOf, errorOf, REGION, sim } from "./sim-clients";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const signed = (service: string, key = ACCOUNT, region = REGION) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261120/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

async function post(headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = "{}", path = "/") {
  const response = await fetch(simulator.url + path, { method: "POST", headers, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const json = (target: string, more: Record<string, string> = {}) => ({
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": target,
  authorization: signed("sqs"),
  ...more,
});
const form = { "content-type": "application/x-www-form-urlencoded", authorization: signed("sts") };

test.each([
  ["an unknown operation", json("AmazonSQS.DoMagic"), "UnknownOperationException", 400],
  ["an inherited name", json("AmazonSQS.constructor"), "UnknownOperationException", 400],
  ["an unknown service", json("AmazonMQ.CreateBroker"), "UnknownOperationException", 400],
  ["no signature", json("AmazonSQS.ListQueues", { authorization: "" }), "MissingAuthenticationTokenException", 403],
  [
    "a signature of another kind",
    json("AmazonSQS.ListQueues", { authorization: "Bearer x" }),
    "IncompleteSignatureException",
    400,
  ],
  [
    "another service's signature",
    json("AmazonSQS.ListQueues", { authorization: signed("sts") }),
    "SignatureDoesNotMatch",
    403,
  ],
  [
    "a Region that is none",
    json("AmazonSQS.ListQueues", { authorization: signed("sqs", ACCOUNT, "moon") }),
    "SignatureDoesNotMatch",
    403,
  ],
  [
    "an unknown key",
    json("AmazonSQS.ListQueues", { authorization: signed("sqs", "AKIAUNKNOWN") }),
    "UnrecognizedClientException",
    403,
  ],
])("%s gets an error in AWS JSON, never a silent 200", async (_, headers, code, status) => {
  const answer = await post(headers);

  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text).__type.split("#")[1]).toBe(code);
  expect(answer.headers.get("x-amzn-query-error")).toMatch(/^\w+;Sender$/);
  expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ["text that is not JSON", "{", "AmazonSQS.ListQueues"],
  ["a list instead of an object", "[]", "AmazonSQS.ListQueues"],
  ["a number for a text", '{"QueueUrl":7,"MessageBody":"x"}', "AmazonSQS.SendMessage"],
])("%s is a SerializationException", async (_, body, target) => {
  const answer = await post(json(target), body);

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text).__type).toMatch(/SerializationException$/);
});

test("a wrong type in a CloudWatch request is a SerializationException", async () => {
  const headers = json("GraniteServiceVersion20100801.ListMetrics", { authorization: signed("monitoring") });

  const answer = await post(headers, '{"Namespace":7}');

  expect(JSON.parse(answer.text)).toMatchObject({
    __type: expect.stringMatching(/SerializationException$/),
    message: /Namespace/,
  });
});

test.each([
  ["an unknown action", "Action=GetFederationToken&Version=2011-06-15", "InvalidAction"],
  ["another version", "Action=GetCallerIdentity&Version=2012-11-05", "InvalidAction"],
  ["no action", "Version=2011-06-15", "MissingAction"],
])("STS answers %s in XML", async (_, body, code) => {
  const answer = await post(form, body);

  expect(answer.status).toBe(400);
  expect(answer.text).toContain(`<Type>Sender</Type><Code>${code}</Code>`);
});

test("text in an XML error is escaped", async () => {
  const answer = await post(form, `Action=${encodeURIComponent("<x>&\u0001")}&Version=2011-06-15`);

  expect(answer.text).toContain("&lt;x&gt;&amp;\ufffd");
});

test("an unknown path is an error in Lambda's form", async () => {
  const answer = await post({ authorization: signed("lambda") }, "{}", "/2015-03-31/layers");

  expect(answer.status).toBe(404);
  expect(answer.headers.get("x-amzn-errortype")).toBe("UnknownOperationException");
});

test("bodies are unzipped; broken gzip and zip bombs are refused", async () => {
  const headers = json("AmazonSQS.ListQueues", { "content-encoding": "gzip" });

  expect((await post(headers, new Uint8Array(gzipSync("{}")))).status).toBe(200);
  expect((await post(headers, "not gzip")).status).toBe(400);
  expect((await post(headers, new Uint8Array(gzipSync(" ".repeat(50_000_000))))).status).toBe(413);
});

test("a body that is too large is refused before it is read, and the process lives on", async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asking = httpRequest(`${simulator.url}/`, {
      method: "POST",
      headers: json("AmazonSQS.SendMessage", { "content-length": "900000000" }),
    });
    asking.on("response", (response) => resolve(response.statusCode));
    asking.on("error", reject);
    asking.write("{");
  });

  expect(status).toBe(413);
  await expect(clientsOf(simulator.url).sqs.send(new ListQueuesCommand({}))).resolves.toBeDefined();
});

test("a client that hangs up in the middle of its request does no harm", async () => {
  await new Promise<void>((resolve) => {
    const asking = httpRequest(`${simulator.url}/`, {
      method: "POST",
      headers: json("AmazonSQS.ListQueues", { "content-length": "1000" }),
    });
    asking.on("error", () => resolve());
    asking.write("{", () => asking.destroy(new Error("gone")));
  });

  await expect(clientsOf(simulator.url).sqs.send(new ListQueuesCommand({}))).resolves.toBeDefined();
});

test("a client that goes away during a long poll leaves nothing in flight", async () => {
  const clients = clientsOf(simulator.url);
  const QueueUrl = await aQueue(clients, "polled");
  const polling = clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: AbortSignal.timeout(200),
  });
  expect(await errorOf(polling)).toMatchObject({ name: "AbortError" });
  await expect
    .poll(async () =>
      (await sim(simulator.url, "GET", "/usage")).body.calls.some(
        ({ action }: { action: string }) => action === "sqs:ReceiveMessage",
      ),
    )
    .toBe(true);

  await aMessage(clients, QueueUrl);

  const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toHaveLength(1);
});

test("the control plane refuses web pages, foreign names and unknown routes", async () => {
  const fromPage = await fetch(`${simulator.url}/_sim`, { headers: { origin: "http://evil.example" } });
  const rebound = await new Promise<number | undefined>((resolve) => {
    httpRequest(`${simulator.url}/_sim`, { headers: { host: "evil.example" } }, (response) =>
      resolve(response.statusCode),
    ).end();
  });

  expect(fromPage.status).toBe(403);
  expect(rebound).toBe(403);
  expect((await sim(simulator.url, "POST", "/nothing")).status).toBe(404);
  expect((await sim(simulator.url, "GET", "")).body.what).toMatch(/simulated AWS/);
});

test.each([
  ["/advance", { seconds: -1 }, /seconds must be a number/],
  ["/advance", { seconds: "1" }, /seconds must be a number/],
  ["/advance", {}, /seconds is required/],
  ["/setup", { roles: [{ arn: "x", trust: {}, policies: [] }] }, /roles\[0\].trust/],
  ["/setup", { queues: [] }, /queues is unknown/],
  ["/setup", { eventSourceMappings: [{ FunctionArn: "x" }] }, /eventSourceMappings\[0\].FunctionArn must match/],
  ["/load", {}, /version/],
])("POST /_sim%s %j is refused in words", async (path, body, message) => {
  const answer = await sim(simulator.url, "POST", path, body);

  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatch(message);
});

test("Lambda lists the mappings of a queue, page by page, however often they are declared", async () => {
  const EventSourceArn = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
  const eventSourceMappings = ["a", "b", "c"].map((name) => ({
    FunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
    EventSourceArn: name === "c" ? `${EventSourceArn}-other` : EventSourceArn,
  }));
  for (let round = 0; round < 2; round++) await sim(simulator.url, "POST", "/setup", { eventSourceMappings });
  const { lambda } = clientsOf(simulator.url);

  const first = await lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn, MaxItems: 1 }));
  const second = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn, MaxItems: 1, Marker: first.NextMarker }),
  );
  const all = await lambda.send(new ListEventSourceMappingsCommand({}));

  const functions = [first, second].map(
    ({ EventSourceMappings }) => EventSourceMappings?.[0]?.FunctionArn?.split(":")[6],
  );
  expect(functions.sort()).toEqual(["a", "b"]);
  expect(second.NextMarker).toBeUndefined();
  expect(all.EventSourceMappings).toHaveLength(3);
  expect(all.EventSourceMappings?.[0]?.LastModified).toBeInstanceOf(Date);
});
