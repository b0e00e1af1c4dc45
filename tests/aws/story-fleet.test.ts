import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { declareUsers } from "../../jobs/demo/story/access";
import { ESTATE_QUEUES } from "../../jobs/demo/story/estate/estate-queues";
import { ensureFleet } from "../../jobs/demo/story/fleet/build-fleet";
import { accountList } from "../../jobs/demo/story/fleet/first-day";
import { CENTRAL_DEAD_LETTERS, FLEET, type FleetAccount } from "../../jobs/demo/story/fleet/fleet-accounts";
import { fleetQueues } from "../../jobs/demo/story/fleet/fleet-queues";
import { FORBIDDEN, fleetOrganization } from "../../jobs/demo/story/fleet/organization";
import { queuesOf } from "../../jobs/demo/story/owner";
import { ensurePast } from "../../jobs/demo/story/past";
import { SHARED_BUS, SHOP_ACCOUNTS } from "../../jobs/demo/story/places";
import { SHOP } from "../../jobs/demo/story/shop/shop";

const DAY_MS = 86_400_000;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
  await declareUsers(simulator.url);
  await ensurePast(simulator.url);
  await ensureFleet(simulator.url);
});
afterAll(() => simulator.stop());

async function queuesIn({ awsAccountId, regions, name }: FleetAccount) {
  const open = regions.filter((region) => name !== FORBIDDEN.account.name || region !== FORBIDDEN.region);
  const lists = open.map(async (region) => {
    const { sqs } = queuesOf(simulator.url, awsAccountId, region);
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ MaxResults: 1000 }));
    return QueueUrls.map((url) => ({ url, sqs }));
  });
  return (await Promise.all(lists)).flat();
}

async function letterCountOf(name: string, { awsAccountId }: FleetAccount, region: string): Promise<number> {
  const { sqs, urlOf } = queuesOf(simulator.url, awsAccountId, region);
  const AttributeNames = ["ApproximateNumberOfMessages" as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: urlOf(name), AttributeNames }));
  sqs.destroy();
  return Number(Attributes?.ApproximateNumberOfMessages);
}

test("with the shop, the fleet is thirty accounts with more than four hundred queues, sixty dead-letter queues stale", async () => {
  const queues = (await Promise.all(FLEET.map(queuesIn))).flat();
  const counts = await Promise.all(
    fleetQueues().map(({ name, account, region }) => letterCountOf(`${name}-dlq`, account, region)),
  );

  expect(FLEET.length + SHOP_ACCOUNTS.length + [SHARED_BUS].length).toBe(30);
  expect(queues.length + ESTATE_QUEUES.length + 2 * SHOP.length).toBeGreaterThan(400);
  expect(counts.filter((count) => count > 0)).toHaveLength(60);
});

test("the list of accounts and the organisation name all thirty", () => {
  const listed = accountList()
    .split("\n")
    .filter((line) => /^\d{12}, /.test(line));
  const members = fleetOrganization().accounts.map(({ id, name }) => `${id}, ${name}`);

  expect(members).toHaveLength(30);
  expect(listed.map((line) => line.replace(/, \w+$/, "")).sort()).toEqual(members.sort());
});

test("events that no target took lie in the account of central dead letters, with the rule they came from", async () => {
  const central = await queuesIn(CENTRAL_DEAD_LETTERS);
  const look = central.map(async ({ url, sqs }) => {
    const wish = { QueueUrl: url, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All" as const] };
    return (await sqs.send(new ReceiveMessageCommand(wish))).Messages ?? [];
  });
  const letters = (await Promise.all(look)).flat();

  expect(letters).toHaveLength(8);
  for (const { Attributes, MessageAttributes } of letters) {
    expect(MessageAttributes?.ERROR_CODE?.StringValue).toBe("NO_PERMISSIONS");
    expect(MessageAttributes?.RULE_ARN?.StringValue).toMatch(/:5000000000\d\d:rule\//);
    expect(Date.now() - Number(Attributes?.SentTimestamp)).toBeGreaterThan(0.9 * DAY_MS);
  }
});

test("the clock ends where real time is, and a second build changes nothing", async () => {
  const before = simulator.world.changes;

  await ensureFleet(simulator.url);

  expect(Math.abs(simulator.world.clock.now() - Date.now())).toBeLessThan(5000);
  expect(simulator.world.changes - before).toBeLessThan(5);
});
