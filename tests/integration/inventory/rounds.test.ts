import {
  DeleteRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { forgetRemoved } from "@/lib/operations/inventory/keep-inventory";
import { loadGraph } from "@/lib/operations/inventory/load-graph";
import { aFault } from "../../support/runs";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { aRule, aSubscription, callCount, cellOf, collect, connectReader, peopleOf, placeOf } from "./graph-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const DESCRIBES =
  /^(events:(ListTargetsByRule|Describe)|sns:Get|lambda:ListFunctionEventInvokeConfigs|.*:Describe(Pipe|StateMachine)|.*:GetSchedule)/;
const changesOf = async (arn: string) => (await world.ask("listChanges", { arn, limit: 50 })).items;

/** A rule with one target, as read an hour ago. */
async function aKnownRule() {
  const account = await connectReader(world);
  const pair = await aQueuePair(world.aws, "orders");
  const people = peopleOf(world);
  const target = { Id: "reports", Arn: pair.sourceArn, DeadLetterConfig: { Arn: pair.dlqArn } };
  const ruleArn = await aRule(people, "paid", [target]);
  await collect(world, account.id);
  return { account, pair, people, target, ruleArn };
}
const longAgo = () => execute(world.db, sql`UPDATE resource SET read_at = read_at - interval '1 hour'`);

test("a second round reads nothing that its lists show as unchanged", async () => {
  const { account, pair, people } = await aKnownRule();
  await aSubscription(people, "news", pair.sourceArn);
  await collect(world, account.id);
  const before = await callCount(world, DESCRIBES);

  await collect(world, account.id);

  expect(before).toBeGreaterThan(2);
  expect(await callCount(world, DESCRIBES)).toBe(before);
});

test("what was read long ago is read again though its list shows nothing new", async () => {
  const { account } = await aKnownRule();
  const before = await callCount(world, /ListTargetsByRule/);
  await longAgo();

  await collect(world, account.id);

  expect(await callCount(world, /ListTargetsByRule/)).toBeGreaterThan(before);
});

test("the first look at a place is no change; what it holds is there with its ties", async () => {
  const { ruleArn, pair } = await aKnownRule();
  const { items } = await world.ask("listResources", { kind: "rule", limit: 50 });

  const found = await world.ask("getResource", { id: items[0]?.id ?? "" });

  expect(items).toMatchObject([{ arn: ruleArn, name: "paid", accountName: "shop 111", deletedAt: null }]);
  expect(found.config).toMatchObject({ targets: [{ id: "reports", deadLetterArn: pair.dlqArn }] });
  expect(found.ties).toContainEqual(
    expect.objectContaining({
      direction: "to",
      kind: "dead-letters",
      part: "reports",
      name: "orders-dlq",
      state: "there",
    }),
  );
  expect(found.ties.find((tie) => tie.kind === "dead-letters")?.href).toMatch(/^\/queues\/q_/);
  expect((await world.ask("listChanges", { limit: 50 })).items).toEqual([]);
});

test("a changed target is dated between two looks, by the target's id", async () => {
  const { account, people, target, ruleArn } = await aKnownRule();
  await longAgo();
  const { DeadLetterConfig: _, ...bare } = target;
  await people.events.send(new PutTargetsCommand({ Rule: "paid", Targets: [bare] }));

  await collect(world, account.id);

  const [change] = await changesOf(ruleArn);
  expect(change).toMatchObject({
    field: "targets.reports.deadLetterArn",
    before: target.DeadLetterConfig.Arn,
    after: null,
    kind: "rule",
    name: "paid",
    changedBy: null,
  });
  expect(Date.parse(change?.since ?? "")).toBeLessThan(Date.parse(change?.at ?? "") - 3_500_000);
});

test("what is made later is a change, and so is what is deleted; its history stays", async () => {
  const { account, people, ruleArn } = await aKnownRule();
  const newArn = await aRule(people, "refunded", []);
  await people.events.send(new RemoveTargetsCommand({ Rule: "paid", Ids: ["reports"] }));
  await people.events.send(new DeleteRuleCommand({ Name: "paid" }));
  const [rule] = (await world.ask("listResources", { name: "paid", limit: 5 })).items;

  await collect(world, account.id);

  expect(await changesOf(newArn)).toMatchObject([{ field: "created", since: expect.any(String) }]);
  expect(await changesOf(ruleArn)).toMatchObject([{ field: "deleted", name: "paid", href: null }]);
  expect((await world.ask("listResources", { kind: "rule", limit: 5 })).items.map(({ name }) => name)).toEqual([
    "refunded",
  ]);
  expect(await world.ask("getResource", { id: rule?.id ?? "" })).toMatchObject({
    deletedAt: expect.any(String),
    ties: [],
  });
});

test("a service that is denied leaves the others, and says what is missing; what was known of it stays", async () => {
  const account = await connectReader(world);
  const pair = await aQueuePair(world.aws, "orders");
  const people = peopleOf(world);
  await aRule(people, "paid", []);
  await aSubscription(people, "news", pair.sourceArn);
  await collect(world, account.id);
  await aFault(world, { operation: "events:ListRules", kind: "accessDenied" });

  await collect(world, account.id);

  expect(await cellOf(world, account.id, "events")).toMatchObject({
    state: "denied",
    missingAction: "events:ListRules",
  });
  expect(await cellOf(world, account.id, "topics")).toMatchObject({ state: "ok", missingAction: null });
  expect((await world.ask("listResources", { kind: "rule", limit: 5 })).items).toHaveLength(1);
  expect((await world.ask("getInventory", {})).unreadPlaces).toContainEqual(
    expect.objectContaining({ accountId: account.id, feature: "events", state: "denied" }),
  );
});

test("what may be listed but not read is denied by name, and deletions are noticed all the same", async () => {
  const { account, people, ruleArn } = await aKnownRule();
  await people.events.send(new RemoveTargetsCommand({ Rule: "paid", Ids: ["reports"] }));
  await people.events.send(new DeleteRuleCommand({ Name: "paid" }));
  await aRule(people, "refunded", []);
  await aFault(world, { operation: "events:ListTargetsByRule", kind: "accessDenied" });

  await collect(world, account.id);

  expect(await cellOf(world, account.id, "events")).toMatchObject({
    state: "denied",
    missingAction: "events:ListTargetsByRule",
  });
  expect(await changesOf(ruleArn)).toMatchObject([{ field: "deleted" }]);
});

test("of what nobody could look at the graph says unknown, of what was looked for and not found it says gone", async () => {
  const { account } = await aKnownRule();
  const graph = await loadGraph(world.workerDb);
  const arn = (service: string, rest: string, awsAccountId = SHOP) =>
    `arn:aws:${service}:${REGION}:${awsAccountId}:${rest}`;

  expect(graph.lookUp("queue", arn("sqs", "orders-dlq"))).toBe("there");
  expect(graph.lookUp("queue", arn("sqs", "never-made"))).toBe("gone");
  expect(graph.lookUp("queue", arn("sqs", "orders-dlq", "222222222222"))).toBe("unknown");
  expect(graph.find(arn("events", "rule/paid"))?.accountId).toBe(account.id);
});

test("tags of everything come from one call a round, and stay where it is denied", async () => {
  const { account, people, ruleArn } = await aKnownRule();
  await people.events.send(
    new TagResourceCommand({ ResourceARN: ruleArn, Tags: [{ Key: "owner", Value: "payments" }] }),
  );
  await collect(world, account.id);
  await aFault(world, { operation: "tag:GetResources", kind: "accessDenied" });

  await collect(world, account.id);

  expect((await loadGraph(world.workerDb)).find(ruleArn)?.tags).toEqual({ owner: "payments" });
  expect(await cellOf(world, account.id, "tags")).toMatchObject({ state: "denied", missingAction: "tag:GetResources" });
});

test("a removed account's things count nowhere and lead nowhere", async () => {
  const { account } = await aKnownRule();
  await world.ask("removeAccount", { id: account.id });

  await forgetRemoved(world.worker());

  expect((await world.ask("getInventory", {})).resourceCount).toBe(0);
  expect((await loadGraph(world.workerDb)).resources).toEqual([]);
});

test("an account connected again has its queues and resources back", async () => {
  const { account } = await aKnownRule();
  await world.ask("removeAccount", { id: account.id });
  await forgetRemoved(world.worker());
  const again = await connectReader(world);

  await collect(world, again.id);

  expect((await world.ask("listQueues", { accountId: again.id })).totalCount).toBe(2);
  expect((await world.ask("listResources", { accountId: again.id, kind: "rule", limit: 5 })).items).toHaveLength(1);
  expect((await world.ask("listChanges", { accountId: again.id, limit: 5 })).items).toEqual([]);
});

test("looking with the read role alone receives nothing", async () => {
  const { account } = await aKnownRule();
  await collectInventory(world.worker(), await placeOf(world, account.id));

  expect(await callCount(world, /ReceiveMessage|SendMessage|DeleteMessage|ChangeMessageVisibility/)).toBe(0);
});
