import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FAULTS_BELOW_RETRIES, faultMiddleware } from "@/simulator/fault-middleware";
import { UnplayableFault } from "@/simulator/fault-outside";
import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from "@/simulator/fault-proxy";
import { type FaultRule, FaultTable } from "@/simulator/faults";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, type Clients, clientsOf, errorOf, REGION, sim } from "./sim-clients";

let simulator: Simulator;
let plain: Clients;
let url: string;
let stops: (() => unknown)[];

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  plain = clientsOf(simulator.url);
  url = await aQueue(plain, "orders");
  stops = [() => simulator.stop()];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function aProxy(rules: Partial<FaultRule>[], more: Partial<FaultProxyOptions> = {}): Promise<FaultProxy> {
  const whole = rules.map((rule): FaultRule => ({ operation: "*", kind: "5xx", ...rule }));
  const proxy = await startFaultProxy({ upstream: simulator.url, rules: whole, seed: 7, ...more });
  stops.push(() => proxy.stop());
  return proxy;
}

const through = async (...rules: Partial<FaultRule>[]) => clientsOf((await aProxy(rules)).url);
const send = ({ sqs }: Clients, MessageBody = "x") => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
const receive = async ({ sqs }: Clients) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }))).Messages ?? [];

async function sentCount(): Promise<number> {
  const { body } = await sim(simulator.url, "GET", "/usage/effects");
  return body.effects.filter(({ action }: { action: string }) => action === "SendMessage").length;
}

test("without rules calls go through, whatever their protocol", async () => {
  const clients = await through();

  await send(clients, "hello ä");

  expect((await receive(clients)).map(({ Body }) => Body)).toEqual(["hello ä"]);
  expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(ACCOUNT);
});

test.each([
  ["throttle", { kind: "throttle" as const }, { name: "RequestThrottled", $metadata: { httpStatusCode: 403 } }, 0],
  ["5xx", { kind: "5xx" as const }, { name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } }, 0],
  [
    "5xx afterEffect",
    { kind: "5xx" as const, status: 500, afterEffect: true },
    { $metadata: { httpStatusCode: 500 } },
    1,
  ],
  ["accessDenied", { kind: "accessDenied" as const }, { name: "AccessDenied" }, 0],
  ["expiredToken", { kind: "expiredToken" as const }, { name: "ExpiredToken" }, 0],
  ["resetBefore", { kind: "resetBefore" as const }, { code: "ECONNRESET" }, 0],
  ["resetAfter", { kind: "resetAfter" as const }, { code: "ECONNRESET" }, 1],
  ["timeout", { kind: "timeout" as const, ms: 20 }, { code: "ECONNRESET" }, 0],
  ["timeout afterEffect", { kind: "timeout" as const, ms: 20, afterEffect: true }, { code: "ECONNRESET" }, 1],
])(
  "%s looks as it does from the simulator, and leaves the effect that it should",
  async (_, rule, expected, effects) => {
    const error = await errorOf(send(await through(rule)));

    expect(error).toMatchObject(expected);
    expect(await sentCount()).toBe(effects);
  },
);

test("errors are written in the protocol of the call", async () => {
  const { sts } = await through({ operation: "sts:GetCallerIdentity", kind: "accessDenied" });

  expect(await errorOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
    name: "AccessDenied",
    $metadata: { httpStatusCode: 403 },
  });
});

test("a delay holds the call back and lets it through", async () => {
  const clients = await through({ kind: "delayMs", ms: 60 });
  const startedAt = performance.now();

  await send(clients);

  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
});

test.each([
  [2, ["a", "b"], ["c"]],
  [3, ["a", "b", "c"], []],
])("of a batch the first %i entries fail without effect", async (n, failed, successful) => {
  const clients = await through({ kind: "partialBatch", n });
  const Entries = ["a", "b", "c"].map((Id) => ({ Id, MessageBody: Id }));

  const answer = await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));

  expect(answer.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual(failed.map((Id) => [Id, "InternalError"]));
  expect((await receive(plain)).map(({ Body }) => Body)).toEqual(successful);
});

test("an empty receive takes nothing, a duplicate delivery comes twice", async () => {
  await aMessage(plain, url, "once");
  const clients = await through({ kind: "emptyReceive", nth: 1 }, { kind: "duplicateDelivery", nth: 2 });

  const bodies: unknown[] = [];
  for (let call = 0; call < 4; call += 1) bodies.push((await receive(clients)).map(({ Body }) => Body));

  expect(bodies).toEqual([[], ["once"], ["once"], []]);
});

test("rules mean accounts by the access key, Regions by the signature, queues by the request", async () => {
  const proxy = await aProxy([{ queueName: "orders", accountId: ACCOUNT, region: REGION }]);

  expect(await errorOf(send(clientsOf(proxy.url)))).toMatchObject({ name: "ServiceUnavailable" });
  await aQueue(clientsOf(proxy.url), "other");
});

test("what is no signed call is forwarded as it is", async () => {
  const { url: proxied } = await aProxy([{ operation: "*", kind: "5xx" }]);

  const answer = await fetch(`${proxied}/nothing`, { method: "POST", body: "{}" });

  expect(answer.status).toBe(404);
});

test("an upstream that is gone cuts the connection, and the proxy stays alive", async () => {
  const proxy = await aProxy([]);
  const errors = console.error;
  console.error = () => {};
  stops.push(() => {
    console.error = errors;
  });
  await simulator.stop();

  expect(await errorOf(send(clientsOf(proxy.url)))).toMatchObject({ code: "ECONNRESET" });
  expect(await errorOf(send(clientsOf(proxy.url)))).toMatchObject({ code: "ECONNRESET" });
});

test.each([
  ["lateReceive", { kind: "lateReceive" as const }, {}, /lateReceive cannot be played/],
  ["a rule between services", { via: "events" as const }, {}, /via "events"/],
  [
    "partialBatch in front of a stranger",
    { kind: "partialBatch" as const },
    { upstream: "https://sqs.us-east-1.amazonaws.com" },
    /signed/,
  ],
])("%s is refused at the start in a sentence", async (_, rule, more, message) => {
  const error = await errorOf(aProxy([rule], more));

  expect(error).toBeInstanceOf(UnplayableFault);
  expect(error.message).toMatch(message);
});

test("the same seed, rules and calls strike the same calls in the simulator, the middleware and the proxy", async () => {
  const rules: FaultRule[] = [
    { operation: "sqs:SendMessage", kind: "throttle", rate: 0.3 },
    { operation: "sqs:*", kind: "5xx", rate: 0.2, from: 5 },
    { operation: "*", kind: "accessDenied", nth: 17 },
  ];
  const SEED = 11;
  const struck = async (clients: Clients) => {
    const found: string[] = [];
    for (let call = 0; call < 60; call += 1) {
      const sent = await send(clients).then(
        () => "-",
        (error: Error) => error.name,
      );
      found.push(sent);
    }
    return found;
  };

  const second = await startSimulator({ seed: SEED });
  stops.push(() => second.stop());
  const inside = clientsOf(second.url);
  await aQueue(inside, "orders");
  await sim(second.url, "POST", "/faults", { rules });
  const table = new FaultTable(SEED);
  for (const rule of rules) table.add(rule, 0);
  const before = clientsOf(simulator.url);
  before.sqs.middlewareStack.add(faultMiddleware(table, { accountId: ACCOUNT, region: REGION }), FAULTS_BELOW_RETRIES);
  const between = clientsOf((await aProxy([], { seed: SEED, rules })).url);

  const here = await struck(inside);
  expect(new Set(here).size).toBe(4);
  expect(await struck(before)).toEqual(here);
  expect(await struck(between)).toEqual(here);
});

const moto = motoCommand();
if (!moto) console.info("fault-proxy: moto_server is not on PATH; its tests are skipped");

function motoCommand(): string | undefined {
  try {
    return execFileSync("sh", ["-c", "command -v moto_server"]).toString().trim() || undefined;
  } catch {
    // Not on PATH.
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startMoto(command: string): Promise<string> {
  const port = await freePort();
  const child: ChildProcess = spawn(command, ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    detached: true,
  });
  stops.push(() => child.pid && process.kill(-child.pid));
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(`${address}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("moto_server did not come up");
}

describe.skipIf(!moto)("in front of moto", () => {
  test("the same kinds are played", async () => {
    const upstream = await startMoto(moto ?? "");
    const rules: Partial<FaultRule>[] = [
      { operation: "sqs:SendMessage", kind: "throttle", nth: 1 },
      { operation: "sqs:SendMessage", kind: "resetAfter", nth: 2 },
      { operation: "sqs:SendMessageBatch", kind: "partialBatch", n: 1 },
      { operation: "sqs:ReceiveMessage", kind: "emptyReceive", nth: 1 },
    ];
    const clients = clientsOf((await aProxy(rules, { upstream })).url);
    url = await aQueue(clients, "orders");

    const throttled = await errorOf(send(clients, "lost"));
    const cut = await errorOf(send(clients, "done"));
    const batch = await clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: "a", MessageBody: "a" },
          { Id: "b", MessageBody: "b" },
        ],
      }),
    );
    const [first, second] = [await receive(clients), await receive(clients)];

    expect(throttled.name).toBe("RequestThrottled");
    expect(cut).toMatchObject({ code: "ECONNRESET" });
    expect([batch.Failed?.map(({ Id }) => Id), batch.Successful?.map(({ Id }) => Id)]).toEqual([["a"], ["b"]]);
    expect(first).toEqual([]);
    expect(second.map(({ Body }) => Body).sort()).toEqual(["b", "done"]);
  });
});
