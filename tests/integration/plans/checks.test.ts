import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "@/lib/contract/plans";
import { driveRun } from "@/lib/operations/runs/drive";
import { createWorld, look, type World } from "../../support/world";
import { setRules } from "../approvals/people";
import { type Account, aConsumedQueue, anAccount } from "../evidence/consumed-queue";
import { peopleOf } from "../inventory/graph-world";

const BROKEN = { type: "OrderPlaced", errorMessage: "TypeError: x is undefined" };
let world: World;
let account: Account;
beforeAll(async () => {
  world = await createWorld();
  account = await anAccount(world, "111111111111");
  await world.ask("updateAccount", { id: account.id, isWritable: true });
});
afterAll(() => world.stop());

type Shop = Awaited<ReturnType<typeof aConsumedQueue>>;
const planFor = (shop: Shop, more: object = {}) =>
  shop
    .messages()
    .then(([first]) =>
      world.ask("createPlan", { action: "redrive", selection: { classId: first?.classId ?? "" }, ...more }, "operator"),
    );
const check = (plan: Plan, id: string) => plan.checks.find((one) => one.id === id);
const apply = ({ id, hash }: Plan) => world.ask("applyPlan", { id, hash }, "operator");
const because = "The supplier says that they mended it";

/** A queue whose consumer was read before its messages failed. */
async function aBrokenShop(name: string): Promise<Shop> {
  const shop = await aConsumedQueue(world, account, name);
  await shop.readInventory();
  await shop.fail(BROKEN, BROKEN);
  return shop;
}

test("messages of a consumer that is as it was go back only against a reason; a deploy is told, and makes no plan stale", async () => {
  const shop = await aBrokenShop("orders");

  const before = await planFor(shop);
  const refusal = await apply(before).catch((error: Error) => error);
  await world.simulator.world.advance(60);
  await shop.deploy("2");
  await shop.readInventory();
  const after = await planFor(shop);
  const run = await apply(before);

  expect(check(before, "gate")).toMatchObject({
    result: "block",
    canOverride: true,
    text: expect.stringMatching(/^Nothing changed in orders-consumer since these failed \(first .* UTC, last .* UTC\)/),
  });
  expect(refusal).toMatchObject({ code: "plan-not-applicable" });
  expect(check(after, "gate")).toMatchObject({
    result: "pass",
    text: expect.stringMatching(/orders-consumer: code changed at/),
  });
  expect(run).toMatchObject({ runNumber: expect.any(Number) });
});

test("who goes on against a check says why, and needs whom the rules name; what cannot be overridden is refused by its field", async () => {
  const shop = await aBrokenShop("refunds");
  const when = { overriddenCheck: true } as const;
  await setRules(world, [{ id: "overridden", name: "Overridden", isOn: true, when, approvals: 1 }]);

  const plain = await planFor(shop);
  const overridden = await planFor(shop, { overrides: [{ check: "gate", reason: because }] });
  const needless = await planFor(shop, { overrides: [{ check: "came-back", reason: because }] });
  const wrong = await planFor(shop, { overrides: [{ check: "destination", reason: because }] }).catch((e: Error) => e);
  await setRules(world, []);

  expect(plain.approval.needed).toBe(0);
  expect(check(overridden, "gate")).toMatchObject({ result: "warn", overriddenBecause: because });
  expect(overridden.approval).toMatchObject({ needed: 1 });
  expect(needless.approval.needed).toBe(0);
  expect(wrong).toMatchObject({ code: "invalid-input", fields: [{ field: "overrides.0.check" }] });
});

test("a setting that the plan relies on and that changed is named when it is applied", async () => {
  const shop = await aBrokenShop("stock");
  const plan = await planFor(shop);
  await account.clients.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: shop.pair.sourceUrl, Attributes: { VisibilityTimeout: "45" } }),
  );
  const { lambda } = peopleOf(world, account.awsAccountId);
  const { EventSourceMappings } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: shop.pair.sourceArn }),
  );
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: EventSourceMappings?.[0]?.UUID, Enabled: true }));
  await look(world, account.id);
  await shop.readInventory();

  const refusal = await apply(plan).catch((error: Error) => error);

  expect(refusal).toMatchObject({
    code: "plan-changed",
    detail: {
      diff: [
        { setting: "stock: consumers", before: "stock-consumer off", after: "stock-consumer on" },
        { setting: "stock: visibility time-out", before: "30 s", after: "45 s" },
      ],
    },
  });
});

test("what the inventory and earlier runs know is told, and what nobody knows is called unknown", async () => {
  const shop = await aBrokenShop("parcels");
  const [first] = await shop.messages();
  const selection = { messageIds: [first?.id ?? ""] };
  const overrides = [{ check: "gate", reason: because }];

  const before = await planFor(shop, { selection, overrides });
  const { runId } = await apply(before);
  await driveRun(world.worker(), runId);
  const after = await planFor(shop);

  const results = Object.fromEntries(before.checks.map(({ id, result }) => [id, result]));
  expect(results).toMatchObject({
    destination: "pass",
    "message-size": "pass",
    "destination-policy": "pass",
    "destination-consumer": "warn",
    "move-task-running": "unproven",
    "delete-permission": "unproven",
    "retention-reset": "pass",
  });
  expect(check(before, "destination-consumer")?.text).toMatch(
    /^parcels-consumer takes from parcels, but is switched off/,
  );
  expect(check(after, "delete-permission")).toMatchObject({
    result: "pass",
    text: expect.stringMatching(/deleted from this queue last at \d\d:\d\d UTC/),
  });
});
