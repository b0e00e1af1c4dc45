import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { noteWorkerIdentity } from "@/lib/operations/polling/note-worker-identity";
import { sim } from "../../aws/sim-clients";
import { aQueuePair, createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { rolesFromTemplate } from "./roles-from-template";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

test("a template names the worker once it has told who it is, and keeps one ExternalId for all accounts", async () => {
  const before = await world.ask("getTemplates", {});
  await noteWorkerIdentity(world.worker());
  const after = await world.ask("getTemplates", {});

  expect(before.workerArn).toBeNull();
  expect(after.workerArn).toBe("arn:aws:iam::999999999999:root");
  expect(after.externalId).toBe(before.externalId);
  expect(after.cloudFormation).toContain(after.externalId);
  expect(after.terraform).toContain(after.workerArn);
});

test("roles made from the template as it is written are all that a read-only look needs, and nobody is denied", async () => {
  await noteWorkerIdentity(world.worker());
  const { cloudFormation } = await world.ask("getTemplates", { roles: "read" });
  const roles = rolesFromTemplate(cloudFormation, SHOP);
  expect((await sim(world.simulator.url, "POST", "/setup", { roles })).status).toBe(200);
  await aQueuePair(world.aws, "orders");
  const { items } = await world.ask("connectAccounts", {
    accounts: [{ awsAccountId: SHOP, name: "shop", environment: "sat" }],
    regions: [REGION],
    polling: "on",
  });
  const account = await findAccount(world.db, items[0]?.accountId ?? "");
  if (!account) throw new Error("not connected");

  await checkAccess(world.worker(), { account, region: REGION });
  await look(world, account.id);
  await collectMetrics(world.worker(), { account, region: REGION });
  await collectInventory(world.worker(), { account, region: REGION });

  const { body } = await sim(world.simulator.url, "GET", "/usage");
  const calls: { action: string; errors: number }[] = body.calls;
  expect(calls.filter(({ errors }) => errors > 0)).toEqual([]);
  expect(calls.filter(({ action }) => /Receive|Send|Delete/.test(action))).toEqual([]);
  expect((await world.ask("getAccount", { id: account.id })).regions).toMatchObject([{ status: "ok", queueCount: 2 }]);
});

test("only who may manage accounts sees the templates", async () => {
  await expect(world.ask("getTemplates", {}, "operator")).rejects.toMatchObject({ code: "forbidden" });
});
