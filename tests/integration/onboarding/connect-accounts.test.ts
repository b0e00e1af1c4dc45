import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { createWorld, REGION, SHOP, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const wish = (awsAccountId: string, name = `account ${awsAccountId}`) => ({ awsAccountId, name, environment: "sat" });
const many = (count: number, first = 300_000_000_000) =>
  Array.from({ length: count }, (_, index) => wish(String(first + index)));
const auditOf = (action: string) =>
  rows<{ objectId: string; detail: Record<string, unknown> }>(
    world.db,
    sql`SELECT object_id, detail FROM audit_entry WHERE action = ${action} ORDER BY id`,
  );

test("thirty accounts are connected in one step, read-only, listing names only, under one ExternalId", async () => {
  const { items } = await world.ask("connectAccounts", { accounts: many(30), regions: [REGION, "eu-west-1"] });

  const { items: accounts } = await world.ask("listAccounts", {});
  const { externalId } = await world.ask("getTemplates", {});
  expect(items.map(({ result }) => result)).toEqual(Array.from({ length: 30 }, () => "connected"));
  expect(accounts).toHaveLength(30);
  for (const account of accounts)
    expect(account).toMatchObject({
      isWritable: false,
      externalId,
      readRoleArn: `arn:aws:iam::${account.awsAccountId}:role/dlo-read`,
      inspectRoleArn: null,
      operateRoleArn: null,
    });
  const audited = await auditOf("account.created");
  expect(audited.map(({ objectId }) => objectId).sort()).toEqual(items.map(({ accountId }) => accountId).sort());
});

test("an account that is there or is named twice is told so by itself, and the others are connected", async () => {
  const [there] = (await world.ask("connectAccounts", { accounts: [wish(SHOP)], regions: [REGION] })).items;

  const { items } = await world.ask("connectAccounts", {
    accounts: [wish("400000000001"), wish(SHOP), wish("400000000001", "again"), wish("400000000002")],
    regions: [REGION],
  });

  expect(items).toMatchObject([
    { result: "connected" },
    { result: "already-connected", accountId: there?.accountId },
    { result: "refused", accountId: null, reason: expect.stringContaining("accounts.0") },
    { result: "connected" },
  ]);
});

test("whose rights cover a part of the accounts connects none, and is not told which are there", async () => {
  const scope = { kind: "accounts", accountIds: [] } as const;

  const refusal = await world
    .ask("connectAccounts", { accounts: [wish(SHOP)], regions: [REGION] }, "admin", { scope })
    .catch((error: { code: string }) => error.code);

  expect(refusal).toBe("forbidden");
});

test("the same request under the same key gets the same answer and connects nothing twice", async () => {
  const input = { accounts: many(2, 500_000_000_000), regions: [REGION] };
  const ask = () => world.ask("connectAccounts", input, "admin", { idempotencyKey: "bulk-1" });

  const first = await ask();

  expect(await ask()).toEqual(first);
  expect(first.items.map(({ result }) => result)).toEqual(["connected", "connected"]);
});

test("two people who connect the same accounts at once connect each once", async () => {
  const input = { accounts: many(20, 600_000_000_000), regions: [REGION] };

  const answers = await Promise.all([world.ask("connectAccounts", input), world.ask("connectAccounts", input)]);

  const results = answers.flatMap(({ items }) => items.map(({ result }) => result)).sort();
  expect(results).toEqual([...Array(20).fill("already-connected"), ...Array(20).fill("connected")]);
});

test("Regions of two partitions are refused, naming the one that does not fit", async () => {
  const input = { accounts: [wish("700000000001")], regions: [REGION, "cn-north-1"] };

  await expect(world.ask("connectAccounts", input)).rejects.toMatchObject({
    code: "invalid-input",
    fields: [{ field: "regions.1" }],
  });
});

test("in China the roles are China's", async () => {
  const { items } = await world.ask("connectAccounts", {
    accounts: [wish("800000000001")],
    regions: ["cn-north-1"],
    roles: "read,inspect,operate",
  });

  expect(await world.ask("getAccount", { id: items[0]?.accountId ?? "" })).toMatchObject({
    readRoleArn: "arn:aws-cn:iam::800000000001:role/dlo-read",
    inspectRoleArn: "arn:aws-cn:iam::800000000001:role/dlo-inspect",
    operateRoleArn: "arn:aws-cn:iam::800000000001:role/dlo-operate",
  });
});

test("what is no account number is refused with its place, before anything is connected", async () => {
  const input = { accounts: [wish("900000000001"), wish("12")], regions: [REGION] };

  await expect(world.ask("connectAccounts", input)).rejects.toMatchObject({
    fields: [{ field: "accounts.1.awsAccountId" }],
  });
  expect((await world.ask("listAccounts", {})).items.map(({ awsAccountId }) => awsAccountId)).not.toContain(
    "900000000001",
  );
});

test("reading of counters starts for the accounts that only listed, once, and is in the audit log", async () => {
  const { items } = await world.ask("connectAccounts", { accounts: many(3, 210_000_000_000), regions: [REGION] });
  const accountIds = items.map(({ accountId }) => accountId ?? "");

  const first = await world.ask("startPolling", { accountIds: accountIds.slice(0, 2) });
  const second = await world.ask("startPolling", { accountIds });

  expect([first.startedCount, second.startedCount]).toEqual([2, 1]);
  const audited = (await auditOf("account.polling-started")).map(({ objectId }) => objectId);
  expect(audited.sort()).toEqual([...accountIds].sort());
});

test("with one unknown account among them none is started", async () => {
  const { items } = await world.ask("connectAccounts", { accounts: many(1, 220_000_000_000), regions: [REGION] });
  const mine = items[0]?.accountId ?? "";
  const unknown = "acc_00000000000000000000";

  await expect(world.ask("startPolling", { accountIds: [mine, unknown] })).rejects.toMatchObject({ code: "not-found" });
  expect(await world.ask("startPolling", { accountIds: [mine] })).toEqual({ startedCount: 1 });
});
