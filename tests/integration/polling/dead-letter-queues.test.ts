import { PutTargetsCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { aQueuePair, createWorld, look, REGION, type World } from "../../support/world";
import { aRule, callCount, cellOf, collect, connectReader, OTHER, peopleOf, placeOf } from "../inventory/graph-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const queueNamed = async (name: string) => (await world.ask("listQueues", { name })).items[0];

test("a queue that only a rule of another account gives up into is a dead-letter queue", async () => {
  const shop = await connectReader(world);
  const other = await connectReader(world, { awsAccountId: OTHER });
  const there = clientsOf(world.simulator.url, rootKeys(OTHER), REGION);
  await there.sqs.send(new CreateQueueCommand({ QueueName: "lost-events" }));
  await collect(world, other.id);
  const before = await queueNamed("lost-events");
  const lost = `arn:aws:sqs:${REGION}:${OTHER}:lost-events`;
  const pair = await aQueuePair(world.aws, "orders");
  const people = peopleOf(world);
  const target = { Id: "a", Arn: pair.sourceArn, DeadLetterConfig: { Arn: lost } };
  await aRule(people, "paid", [target]);

  await collect(world, shop.id);

  expect(before).toMatchObject({ isDeadLetterQueue: false, mode: "off" });
  expect(await queueNamed("lost-events")).toMatchObject({ isDeadLetterQueue: true, mode: "index" });
});

test("a queue that nothing gives up into any more is no dead-letter queue", async () => {
  const account = await connectReader(world);
  const people = peopleOf(world);
  await world.aws.sqs.send(new CreateQueueCommand({ QueueName: "lost-events" }));
  const lost = `arn:aws:sqs:${REGION}:111111111111:lost-events`;
  const pair = await aQueuePair(world.aws, "orders");
  await aRule(people, "paid", [{ Id: "a", Arn: pair.sourceArn, DeadLetterConfig: { Arn: lost } }]);
  await collect(world, account.id);
  const before = await queueNamed("lost-events");
  await people.events.send(new RemoveTargetsCommand({ Rule: "paid", Ids: ["a"] }));
  await people.events.send(new PutTargetsCommand({ Rule: "paid", Targets: [{ Id: "a", Arn: pair.sourceArn }] }));
  await execute(world.db, sql`UPDATE resource SET read_at = read_at - interval '1 hour'`);

  await collect(world, account.id);

  expect(before?.isDeadLetterQueue).toBe(true);
  expect((await queueNamed("lost-events"))?.isDeadLetterQueue).toBe(false);
});

test("who consumes a dead-letter queue is known from one list of all mappings, not from one call for each queue", async () => {
  const account = await connectReader(world);
  for (const name of ["a", "b", "c"]) await aQueuePair(world.aws, name);
  await collect(world, account.id);
  const before = await callCount(world, /ListEventSourceMappings/);

  await collect(world, account.id);

  expect((await callCount(world, /ListEventSourceMappings/)) - before).toBe(1);
});

test("roles are unproven until they were used, off where none was given, denied with what to do", async () => {
  const account = await connectReader(world);
  await world.ask("updateAccount", { id: account.id, operateRoleArn: null });
  await checkAccess(world.worker(), await placeOf(world, account.id));
  const unproven = await cellOf(world, account.id, "inspect");
  await world.ask("updateAccount", { id: account.id, inspectRoleArn: "arn:aws:iam::111111111111:role/never-made" });
  await new Promise((resolve) => setTimeout(resolve, 50));

  await checkAccess(world.worker(), await placeOf(world, account.id));

  expect(unproven).toMatchObject({ state: "unproven" });
  expect(await cellOf(world, account.id, "operate")).toMatchObject({ state: "off" });
  expect(await cellOf(world, account.id, "inspect")).toMatchObject({
    state: "denied",
    missingAction: "sts:AssumeRole",
    fix: expect.any(String),
  });
  expect(await cellOf(world, account.id, "access")).toMatchObject({ state: "ok" });
});

test("a customer's key before the dead letters is named with the statement it needs", async () => {
  const account = await connectReader(world);
  const keyId = `arn:aws:kms:${REGION}:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  await aQueuePair(world.aws, "orders");
  await look(world, account.id);
  await execute(
    world.db,
    sql`UPDATE queue SET settings = settings || jsonb_build_object('KmsMasterKeyId', ${keyId}::text) WHERE is_dead_letter_queue`,
  );

  await checkAccess(world.worker(), await placeOf(world, account.id));

  const cell = await cellOf(world, account.id, "inspect");
  expect(cell).toMatchObject({ state: "unproven", reason: expect.stringContaining(keyId) });
  expect(JSON.parse(cell?.fix ?? "")).toMatchObject({
    Action: ["kms:Decrypt"],
    Principal: { AWS: expect.any(String) },
  });
});
