import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FAULTS_BELOW_RETRIES, faultMiddleware } from "@/simulator/fault-middleware";
import { UnplayableFault } from "@/simulator/fault-outside";
import { type FaultRule, FaultTable } from "@/simulator/faults";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, type Clients, clientsOf, errorOf, REGION, rootKeys, sim } from "./sim-clients";

const WHO = { accountId: ACCOUNT, region: REGION };

let simulator: Simulator;
let plain: Clients;
let url: string;
let slept: number[];

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  plain = clientsOf(simulator.url);
  url = await aQueue(plain, "orders");
  slept = [];
});
afterEach(() => simulator.stop());

/** Clients that meet these rules before they reach a simulator without faults. */
function faulted(...rules: Partial<FaultRule>[]): Clients {
  const table = new FaultTable(7);
  for (const rule of rules) table.add({ operation: "*", kind: "5xx", ...rule }, 0);
  const clients = clientsOf(simulator.url);
  const sleep = async (ms: number) => {
    if (ms > 0) slept.push(ms);
  };
  const who = { ...WHO, sleep, now: () => 0 };
  clients.sqs.middlewareStack.add(faultMiddleware(table, who), FAULTS_BELOW_RETRIES);
  clients.sts.middlewareStack.add(faultMiddleware(table, who), FAULTS_BELOW_RETRIES);
  clients.lambda.middlewareStack.add(faultMiddleware(table, who), FAULTS_BELOW_RETRIES);
  clients.cloudwatch.middlewareStack.add(faultMiddleware(table, who), FAULTS_BELOW_RETRIES);
  return clients;
}

const send = ({ sqs }: Clients) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x" }));
const receive = async ({ sqs }: Clients) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }))).Messages ?? [];

async function sentCount(): Promise<number> {
  const { body } = await sim(simulator.url, "GET", "/usage/effects");
  return body.effects.filter(({ action }: { action: string }) => action === "SendMessage").length;
}

const CALLS: readonly (readonly [string, (clients: Clients) => Promise<unknown>])[] = [
  ["sqs", (clients) => send(clients)],
  ["sts", ({ sts }) => sts.send(new GetCallerIdentityCommand({}))],
  ["lambda", ({ lambda }) => lambda.send(new InvokeCommand({ FunctionName: "f" }))],
  ["cloudwatch", ({ cloudwatch }) => cloudwatch.send(new ListMetricsCommand({}))],
];
const KINDS: readonly Partial<FaultRule>[] = [
  { kind: "throttle" },
  { kind: "throttle", code: "SlowDown" },
  { kind: "5xx" },
  { kind: "5xx", status: 500 },
  { kind: "accessDenied" },
  { kind: "expiredToken" },
  { kind: "resetBefore" },
];

test.each(CALLS.flatMap(([name, call]) => KINDS.map((rule) => [name, rule, call] as const)))(
  "%s hears %o by the name and status that the simulator's own fault has",
  async (_, rule, call) => {
    const outside = await errorOf(call(faulted(rule)));
    await sim(simulator.url, "POST", "/faults", { operation: "*", ...rule });
    const inside = await errorOf(call(plain));

    const shownBy = (error: Error & { $metadata?: { httpStatusCode?: number } }) => ({
      name: error.name,
      code: "code" in error ? error.code : undefined,
      message: error.message,
      status: error.$metadata?.httpStatusCode,
    });
    expect(shownBy(outside)).toEqual(shownBy(inside));
  },
);

test.each([
  ["throttle", { kind: "throttle" as const }, 0],
  ["resetBefore", { kind: "resetBefore" as const }, 0],
  ["timeout", { kind: "timeout" as const }, 0],
  ["resetAfter", { kind: "resetAfter" as const }, 1],
  ["5xx afterEffect", { kind: "5xx" as const, afterEffect: true }, 1],
  ["timeout afterEffect", { kind: "timeout" as const, afterEffect: true }, 1],
])("%s fails the call and leaves the effect that it should", async (_, rule, effects) => {
  await errorOf(send(faulted(rule)));

  expect(await sentCount()).toBe(effects);
});

test("the SDK's own retries lie above: each attempt is a call of its own", async () => {
  const table = new FaultTable(1);
  table.add({ operation: "sqs:SendMessage", kind: "resetAfter", nth: 1 }, 0);
  const sqs = new SQSClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    useQueueUrlAsEndpoint: false,
  });
  sqs.middlewareStack.add(faultMiddleware(table, WHO), FAULTS_BELOW_RETRIES);

  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "twice" }));

  expect(await sentCount()).toBe(2);
  expect(table.list()[0]).toMatchObject({ seen: 2, hits: 1 });
});

test("a delay waits and lets the call through", async () => {
  await send(faulted({ kind: "delayMs", ms: 300 }, { kind: "delayMs", ms: 200 }));

  expect(slept).toEqual([500]);
  expect(await sentCount()).toBe(1);
});

test.each([
  [1, ["a"], ["b", "c"]],
  [3, ["a", "b", "c"], []],
])("of a batch the first %i entries fail without effect, the others succeed", async (n, failed, successful) => {
  const Entries = ["a", "b", "c"].map((Id) => ({ Id, MessageBody: Id }));

  const answer = await faulted({ kind: "partialBatch", n }).sqs.send(
    new SendMessageBatchCommand({ QueueUrl: url, Entries }),
  );

  expect(answer.Failed?.map(({ Id }) => Id)).toEqual(failed);
  expect(answer.Failed?.[0]).toMatchObject({ Code: "InternalError", SenderFault: false });
  expect((answer.Successful ?? []).map(({ Id }) => Id)).toEqual(successful);
  expect((await receive(plain)).map(({ Body }) => Body).sort()).toEqual(successful);
});

test("an empty receive takes nothing although a message is there", async () => {
  await aMessage(plain, url);

  expect(await receive(faulted({ kind: "emptyReceive", until: 1 }))).toEqual([]);
  expect(await receive(plain)).toHaveLength(1);
});

test("a duplicate delivery gives the next receive the same messages once more", async () => {
  await aMessage(plain, url, "once");
  const clients = faulted({ kind: "duplicateDelivery", nth: 1 });

  const [first, second, third] = [await receive(clients), await receive(clients), await receive(clients)];

  expect([first, second, third].map((messages) => messages.map(({ Body }) => Body))).toEqual([["once"], ["once"], []]);
  await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second[0]!.ReceiptHandle }));
});

test("overLimit is a receive's error", async () => {
  expect(await errorOf(receive(faulted({ kind: "overLimit" })))).toMatchObject({ name: "OverLimit" });
});

test.each([
  ["another account", { accountId: "444455556666" }],
  ["another Region", { region: "eu-west-1" }],
  ["another queue", { queueName: "other" }],
  ["another operation", { operation: "sqs:DeleteMessage" }],
])("a rule for %s strikes nothing", async (_, rule) => {
  await send(faulted(rule));

  expect(await sentCount()).toBe(1);
});

test.each([
  ["late receives", { kind: "lateReceive" as const }, /lateReceive/],
  ["deliveries between services", { via: "sns" as const }, /via "sns"/],
])("a rule for %s is refused when the middleware is made", (_, rule, message) => {
  const make = () => faulted(rule);

  expect(make).toThrow(UnplayableFault);
  expect(make).toThrow(message);
});
