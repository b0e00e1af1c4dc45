import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliver } from "@/simulator/delivery/deliver";
import type { Sender } from "@/simulator/delivery/sender";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, type Clients, clientsOf, REGION, rootKeys, sim } from "./sim-clients";
import { aFunction, behave, functionArn, printed, queueArn } from "./sim-lambda";

let simulator: Simulator;
let clients: Clients;

beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
});

afterEach(() => simulator.stop());

const ruleArn = `arn:aws:events:${REGION}:${ACCOUNT}:rule/orders`;
const rule: Sender = { service: "events.amazonaws.com", sourceArn: ruleArn, accountId: ACCOUNT, via: "events" };
const hand = (name: string, text: string) =>
  deliver(simulator.world, rule, functionArn(name), { text }, simulator.world.clock.now());

const permit = (FunctionName: string, SourceArn: string) =>
  clients.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: "events",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn,
    }),
  );

const config = () => ({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT), maxAttempts: 1 });

const bodies = (queue: string) =>
  [...(simulator.world.sqs.regionOf(ACCOUNT, REGION).find(queue)?.store.all() ?? [])].map(({ body }) =>
    JSON.parse(body),
  );

/** A bus whose events of a function all go to a queue. */
async function busToQueue(queue: string, pattern: object): Promise<string> {
  const events = new EventBridgeClient(config());
  const Policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn(queue),
      },
    ],
  };
  await aQueue(clients, queue, { Policy: JSON.stringify(Policy) });
  const { EventBusArn } = await events.send(new CreateEventBusCommand({ Name: "shop" }));
  await events.send(new PutRuleCommand({ Name: "all", EventBusName: "shop", EventPattern: JSON.stringify(pattern) }));
  await events.send(
    new PutTargetsCommand({ Rule: "all", EventBusName: "shop", Targets: [{ Id: "q", Arn: queueArn(queue) }] }),
  );
  return EventBusArn ?? "";
}

test("only those whom the policy names may hand a function an event", async () => {
  await behave(simulator.url, "f", [{ log: ["got it"] }]);
  const before = hand("f", "{}");
  await permit("f", `arn:aws:events:${REGION}:${ACCOUNT}:rule/other`);
  const forAnother = hand("f", "{}");
  await aFunction(clients, "g");
  await permit("g", ruleArn);

  expect(before).toMatchObject({ kind: "permission" });
  expect(forAnother).toMatchObject({ kind: "permission" });
  expect(hand("g", "{}")).toBeUndefined();
  expect(hand("gone", "{}")).toMatchObject({ kind: "missing", code: "ResourceNotFoundException" });
});

test("what is no JSON, or too large, is refused", async () => {
  await aFunction(clients, "f");
  await permit("f", ruleArn);

  expect(hand("f", "{")).toMatchObject({ kind: "invalid" });
  expect(hand("f", JSON.stringify("x".repeat(1_048_577)))).toMatchObject({ kind: "invalid" });
});

test("a function puts events on a bus", async () => {
  const to = await busToQueue("out", { source: ["shop.orders"] });
  const emission = { to, source: "shop.orders", detailType: "Order Placed", body: { id: "<$.id>" } };
  await behave(simulator.url, "f", [{ emit: [emission] }]);
  await clients.lambda.send(new InvokeCommand({ FunctionName: "f", Payload: Buffer.from('{"id":7}') }));
  await simulator.world.advance(5);

  expect(bodies("out")).toMatchObject([{ source: "shop.orders", "detail-type": "Order Placed", detail: { id: 7 } }]);
});

test("a bus as a destination gets the record as an event", async () => {
  const Destination = await busToQueue("out", { source: ["lambda"] });
  await behave(simulator.url, "f", [{ returns: "fine" }]);
  await clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: "f", DestinationConfig: { OnSuccess: { Destination } } }),
  );
  await clients.lambda.send(new InvokeCommand({ FunctionName: "f", InvocationType: "Event" }));
  await simulator.world.advance(5);

  expect(bodies("out")).toMatchObject([
    { "detail-type": "Lambda Function Invocation Result - Success", detail: { responsePayload: "fine" } },
  ]);
});

test("a fault ordered for Lambda keeps a mapping from its queue until it ends", async () => {
  const orders = await aQueue(clients, "orders");
  await behave(simulator.url, "f", [{ log: ["got it"] }]);
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({ EventSourceArn: queueArn("orders"), FunctionName: "f" }),
  );
  const rule = { operation: "sqs:ReceiveMessage", kind: "accessDenied", via: "lambda", forSeconds: 60 };
  await sim(simulator.url, "POST", "/faults", rule);
  await aMessage(clients, orders, "{}");
  await simulator.world.advance(50);
  const during = printed(simulator.world, "f").length;
  await simulator.world.advance(40);

  expect(during).toBe(0);
  expect(printed(simulator.world, "f").join("")).toContain("got it");
});

test("CloudTrail records what changes a function under Lambda's own names", async () => {
  await aFunction(clients, "f");
  await simulator.world.advance(1200);
  const { Events } = await new CloudTrailClient(config()).send(new LookupEventsCommand({}));

  expect(Events?.map(({ EventName }) => EventName)).toContain("CreateFunction20150331");
});
