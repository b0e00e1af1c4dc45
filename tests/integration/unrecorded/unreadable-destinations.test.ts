import { CreateFunctionCommand, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { collect, connectReader, peopleOf } from "../inventory/graph-world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("failures that go to a bus are named with who sends them there; those that go to a queue are not", async () => {
  const account = await connectReader(world);
  const { dlqArn } = await aQueuePair(world.aws, "orders");
  const bus = `arn:aws:events:${REGION}:${SHOP}:event-bus/default`;
  const { lambda } = peopleOf(world);
  for (const [FunctionName, Destination] of [
    ["resizer", bus],
    ["mailer", dlqArn],
  ] as const) {
    const Role = `arn:aws:iam::${SHOP}:role/worker`;
    const Code = { ZipFile: Buffer.from("code") };
    await lambda.send(
      new CreateFunctionCommand({ FunctionName, Role, Code, Runtime: "nodejs22.x", Handler: "index.handler" }),
    );
    const DestinationConfig = { OnFailure: { Destination } };
    await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
  }
  await collect(world, account.id);

  const { items, totalCount } = await world.ask("listUnreadableDestinations", {});

  expect(totalCount).toBe(1);
  expect(items).toMatchObject([
    { name: "resizer", kind: "function", destinationArn: bus, destinationKind: "event-bus" },
  ]);
  expect(items[0]?.sentence).toBe(
    "The function resizer sends its failures to event bus default. A bus keeps nothing: look at what its rules do with them, or give one of them a queue.",
  );
  const elsewhere = { scope: { kind: "accounts" as const, accountIds: [] } };
  expect((await world.ask("listUnreadableDestinations", {}, "viewer", elsewhere)).items).toEqual([]);
});
