import { afterEach, beforeEach, expect, test } from "vitest";
import { ORGANIZATION_ACTIONS } from "@/lib/core/iam/role-policies";
import { execute, sql } from "@/lib/db/query";
import { listOrganization } from "@/lib/operations/polling/list-organization";
import { allow, sim } from "../../aws/sim-clients";
import { connectShop, createWorld, READ_ACTIONS, SHOP, type World } from "../../support/world";

const MEMBER = "222222222222";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const declared = {
  managementAccountId: SHOP,
  units: [{ name: "prd" }, { name: "shop", parent: "prd" }],
  accounts: [
    { id: SHOP, name: "main" },
    { id: MEMBER, name: "orders", parent: "shop", tags: { team: "shop", "ünï=x": "a/b: c" } },
    { id: "333333333333", name: "old", parent: "prd", status: "SUSPENDED" },
  ],
};
const declare = (accounts: readonly object[] = declared.accounts) =>
  sim(world.simulator.url, "POST", "/setup", { organization: [{ ...declared, accounts }] });
const asManagement = () => connectShop(world, { readActions: [...READ_ACTIONS, ...ORGANIZATION_ACTIONS] });
const list = (wish: { ou?: string; tag?: string } = {}) => world.ask("listOrganizationAccounts", wish);

/** As if the hour since the last listing were over. */
const anHourLater = () =>
  execute(world.db, sql`UPDATE capability_state SET checked_at = checked_at - interval '61 minutes'`);

test("before anybody asks for it, nothing is listed and nothing is called", async () => {
  await declare();
  await asManagement();

  await listOrganization(world.worker());

  expect(await list()).toMatchObject({ viaAccountId: null, state: "off", items: [] });
  const { body } = await sim(world.simulator.url, "GET", "/usage");
  expect(JSON.stringify(body.calls)).not.toContain("organizations:");
});

test("accounts are listed with unit, tags and whether they are connected", async () => {
  await declare();
  const main = await asManagement();
  const orders = await connectShop(world, { awsAccountId: MEMBER });
  await world.ask("readOrganization", { accountId: main.id });

  await listOrganization(world.worker());

  const all = await list();
  expect(all).toMatchObject({ viaAccountId: main.id, state: "ok", readAt: expect.any(String), reason: null });
  expect(all.items).toMatchObject([
    { awsAccountId: SHOP, ouPath: "", accountId: main.id },
    { awsAccountId: "333333333333", ouPath: "prd", status: "SUSPENDED", accountId: null },
    { awsAccountId: MEMBER, ouPath: "prd / shop", accountId: orders.id, tags: { team: "shop", "ünï=x": "a/b: c" } },
  ]);
  expect(all.units.map(({ path, accountCount }) => [path, accountCount])).toEqual([
    ["prd", 2],
    ["prd / shop", 1],
  ]);
});

test("a unit holds the accounts below it, and a tag is found by key or by key and value", async () => {
  await declare();
  const main = await asManagement();
  await world.ask("readOrganization", { accountId: main.id });
  await listOrganization(world.worker());
  const prd = (await list()).units.find(({ path }) => path === "prd")?.id ?? "";
  const names = async (wish: { ou?: string; tag?: string }) => (await list(wish)).items.map(({ name }) => name);

  expect(await names({ ou: prd })).toEqual(["old", "orders"]);
  expect(await names({ tag: "team" })).toEqual(["orders"]);
  expect(await names({ tag: "ünï=x=a/b: c" })).toEqual(["orders"]);
  expect(await names({ tag: "team=other" })).toEqual([]);
});

test("an account that left is no longer listed, and one that comes back keeps the day it was first seen", async () => {
  await declare();
  const main = await asManagement();
  await world.ask("readOrganization", { accountId: main.id });
  await listOrganization(world.worker());
  const before = (await list()).items.find(({ awsAccountId }) => awsAccountId === MEMBER);
  await declare([{ id: SHOP, name: "main" }]);
  await anHourLater();
  await listOrganization(world.worker());
  const without = (await list()).items.map(({ awsAccountId }) => awsAccountId);
  await declare();
  await anHourLater();
  await listOrganization(world.worker());

  expect(without).toEqual([SHOP]);
  expect((await list()).items.find(({ awsAccountId }) => awsAccountId === MEMBER)).toEqual(before);
});

test("it is listed once an hour, and at once when somebody asks again", async () => {
  await declare();
  const main = await asManagement();
  const calls = async () => {
    const { body } = await sim(world.simulator.url, "GET", "/usage");
    const all: { action: string; calls: number }[] = body.calls;
    return all.filter(({ action }) => action === "organizations:ListRoots").reduce((sum, one) => sum + one.calls, 0);
  };
  await world.ask("readOrganization", { accountId: main.id });
  await listOrganization(world.worker());
  await listOrganization(world.worker());
  const once = await calls();
  await world.ask("readOrganization", { accountId: main.id });
  await listOrganization(world.worker());

  expect([once, await calls()]).toEqual([1, 2]);
});

test.each([
  ["lacks the policy", () => connectShop(world)],
  [
    "is no management account",
    () => connectShop(world, { awsAccountId: MEMBER, readActions: [...READ_ACTIONS, ...ORGANIZATION_ACTIONS] }),
  ],
])("when the account %s, the reason and what to do are told, and what was known stays", async (_, connect) => {
  await declare();
  const account = await connect();
  await world.ask("readOrganization", { accountId: account.id });

  await expect(listOrganization(world.worker())).rejects.toMatchObject({ code: "aws-denied" });

  expect(await list()).toMatchObject({
    viaAccountId: account.id,
    state: "denied",
    readAt: null,
    reason: expect.stringContaining("organizations:ListRoots"),
    fix: expect.stringMatching(/management account or a delegated administrator.*organizations:ListTagsForResource/),
  });
});

test("an account that may list but is in no organisation says so", async () => {
  const account = await asManagement();
  await sim(world.simulator.url, "POST", "/setup", { roles: [{ ...roleOf(account), policies: [allow("*")] }] });
  await world.ask("readOrganization", { accountId: account.id });

  await listOrganization(world.worker()).catch(() => undefined);

  expect(await list()).toMatchObject({ state: "failed", reason: expect.stringMatching(/AWSOrganizationsNotInUse/) });
});

test("an unknown account is refused; null stops it", async () => {
  const main = await asManagement();

  await expect(world.ask("readOrganization", { accountId: "acc_00000000000000000000" })).rejects.toMatchObject({
    code: "not-found",
  });
  await world.ask("readOrganization", { accountId: main.id });
  await world.ask("readOrganization", { accountId: null });
  expect(await list()).toMatchObject({ viaAccountId: null, state: "off" });
});

function roleOf(account: { readRoleArn: string | null; externalId: string }) {
  return {
    arn: account.readRoleArn,
    trust: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": account.externalId } },
        },
      ],
    },
  };
}
