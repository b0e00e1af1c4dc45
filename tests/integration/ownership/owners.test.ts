import { TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { putSetting } from "@/lib/db/settings";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { createWorld, type World } from "../../support/world";
import { aWatchedAccount, queueArn, readAndJudge, redrivesTo, type WatchedAccount } from "../coverage/watched";

let world: World;
let shop: WatchedAccount;
beforeEach(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
});
afterEach(() => world.stop());

const ownerOfQueue = async (name: string) =>
  (await world.ask("listQueues", { name }, "viewer")).items.find((queue) => queue.name === name)?.owner;
const rules = (owner: string) => putSetting(world.db, "owner-rules", [{ match: { name: "orders" }, owner }]);

test("an owner by hand beats the file, and the file beats tags; taking it back uncovers what was there", async () => {
  const arn = await shop.queue("orders", {}, { Owner: "from-tags", team: "tag-team" });
  await readAndJudge(world, shop.id);
  const byTags = await ownerOfQueue("orders");
  await rules("from-file");
  await judgeHoles(world.worker());
  const byFile = await ownerOfQueue("orders");

  const byHand = await world.ask("setOwner", { arn, owner: "by-hand" });
  await judgeHoles(world.worker());
  const shown = await ownerOfQueue("orders");
  const uncovered = await world.ask("setOwner", { arn });

  expect([byTags, byFile, shown]).toEqual(["from-tags", "from-file", "by-hand"]);
  expect(byHand).toEqual({ owner: "by-hand", team: null, tier: null, runbook: null, source: "hand", viaArn: null });
  expect(uncovered).toEqual({
    owner: "from-file",
    team: "tag-team",
    tier: null,
    runbook: null,
    source: "file",
    viaArn: null,
  });
  const entries = (await world.ask("listAuditEntries", { action: "ownership.changed" })).items;
  expect(entries.map(({ detail }) => detail)).toEqual([
    { before: expect.objectContaining({ owner: "by-hand" }), after: null },
    { before: null, after: expect.objectContaining({ owner: "by-hand" }) },
  ]);
});

test("a dead-letter queue in a central account belongs to the team whose rule fails into it", async () => {
  const hub = await aWatchedAccount(world, "222222222222");
  const central = await hub.queue("all-dead-letters", {}, { owner: "platform" });
  const orders = await shop.queue("orders");
  await shop.rule("ship", [{ Id: "a", Arn: orders, DeadLetterConfig: { Arn: central } }], { owner: "checkout" });
  await readAndJudge(world, shop.id, hub.id);

  expect(await ownerOfQueue("all-dead-letters")).toBe("checkout");
  const found = (await world.ask("listFindings", { arn: central }, "viewer")).items;
  expect(found.length).toBeGreaterThan(0);
  expect([...new Set(found.map(({ owner }) => owner))]).toEqual(["checkout"]);

  const answer = await world.ask("setOwner", { arn: central, owner: "platform" });
  expect(answer).toMatchObject({ owner: "platform", source: "hand", viaArn: null });
});

test("what nobody answers for is a finding, until somebody does", async () => {
  const arn = await shop.queue("orders");
  await readAndJudge(world, shop.id);
  const unowned = async () =>
    (await world.ask("listFindings", { rule: "no-owner", arn }, "viewer")).items.map(({ name }) => name);
  const before = await unowned();

  await world.ask("setOwner", { arn, team: "checkout" });
  await judgeHoles(world.worker());

  expect(before).toEqual(["orders"]);
  expect(await unowned()).toEqual([]);
  expect(await ownerOfQueue("orders")).toBe("checkout");
});

test("owners are listed with what they answer for, and nobody is among them", async () => {
  const letters = await shop.queue("orders-dlq");
  const orders = await shop.queue("orders", redrivesTo(letters), { owner: "checkout", team: "shop" });
  await shop.rule("ship", [{ Id: "a", Arn: orders }], { owner: "shipping" });
  await shop.queue("stray");
  await readAndJudge(world, shop.id);

  const { items } = await world.ask("listOwners", {}, "viewer");

  expect(items.find(({ owner }) => owner === "checkout")).toMatchObject({
    team: "shop",
    resourceCount: 2,
    deadLetterQueueCount: 1,
  });
  expect(items.find(({ owner }) => owner === "shipping")).toMatchObject({ resourceCount: 1, findingCount: 1 });
  expect(items.find(({ owner }) => owner === null)?.findingCount).toBeGreaterThan(0);
  const open = (await world.ask("listFindings", { limit: 200 }, "viewer")).totalCount;
  expect(items.reduce((sum, { findingCount }) => sum + findingCount, 0)).toBe(open);
});

test("a tag with any characters neither stops the others nor changes them", async () => {
  await shop.queue("orders", {}, { owner: "checkout" });
  await shop.queue("odd");
  await shop.sqs.send(
    new TagQueueCommand({
      QueueUrl: `${world.simulator.url}/111111111111/odd`,
      Tags: { owner: "Zahlungs-Téam 🦆 '; --", "app:Team": "=cmd|x", tier: "gold", __proto__x: "y" },
    }),
  );

  await readAndJudge(world, shop.id);

  expect(await ownerOfQueue("odd")).toBe("Zahlungs-Téam 🦆 '; --");
  expect(await ownerOfQueue("orders")).toBe("checkout");
});

test("only what is in the inventory can be given an owner", async () => {
  await expect(world.ask("setOwner", { arn: queueArn("nowhere"), owner: "me" })).rejects.toMatchObject({ status: 404 });
  await expect(world.ask("setOwner", { arn: queueArn("nowhere"), owner: "me" }, "viewer")).rejects.toMatchObject({
    status: 403,
  });
});
