import { afterEach, expect, test } from "vitest";
import type { ConfigInput } from "@/lib/contract/config-document";
import type { Conflict, DloError, Invalid } from "@/lib/core/errors";
import { installationExternalId } from "@/lib/db/settings";
import { createOffice, type Office, SHOP } from "../../support/world";

const OTHER = "222222222222";
const NOBODY = "http://127.0.0.1:9";
const open: Office[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((office) => office.stop()));
});
async function anOffice(): Promise<Office> {
  const office = await createOffice(NOBODY);
  open.push(office);
  return office;
}

const account = (number: string, name: string) => ({
  account: number,
  name,
  environment: "prd",
  production: true,
  regions: ["eu-west-1", "eu-central-1"],
  roles: { read: "dlo-read", inspect: `arn:aws:iam::${number}:role/teams/inspect` },
});
const FULL: ConfigInput = {
  version: 1,
  accounts: [account(SHOP, "shop"), account(OTHER, "till")],
  selection: { include: [], exclude: [{ name: "tmp-*" }, { tag: { key: "ephemeral" } }] },
  owners: [
    { match: { name: "orders-*" }, owner: "Ada", team: "orders", tier: "1", runbook: "https://wiki.test/orders" },
  ],
  reading: [{ match: { account: "shop", tag: { key: "dlo", value: "index" } }, autoRescue: true }],
};
const applied = async (office: Office) =>
  (await office.ask("listAuditEntries", { action: "config.applied" })).items.map(({ detail }) => detail);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: DloError) => error,
  );

test("applying a file connects its accounts read-only, with one ExternalId; applying it again changes nothing", async () => {
  const office = await anOffice();

  const first = await office.ask("applyConfig", { document: FULL });
  const again = await office.ask("applyConfig", { document: FULL });

  expect(first.differences.map(({ path, kind }) => [path, kind])).toEqual([
    [`accounts.${SHOP}`, "added"],
    [`accounts.${OTHER}`, "added"],
    ["selection.exclude.0", "added"],
    ["selection.exclude.1", "added"],
    ["owners.0", "added"],
    ["reading.0", "added"],
  ]);
  expect(again).toEqual({ differences: [], unlistedAccounts: [], version: first.version });
  const { items } = await office.ask("listAccounts", {});
  const externalId = await installationExternalId(office.webDb);
  expect(externalId).toMatch(/^dlo-[0-9a-f]{32}$/);
  expect(items).toMatchObject(
    [SHOP, OTHER].map((number) => ({
      awsAccountId: number,
      externalId,
      isWritable: false,
      source: "file",
      polling: "on",
      defaultMode: "off",
      readRoleArn: `arn:aws:iam::${number}:role/dlo-read`,
      inspectRoleArn: `arn:aws:iam::${number}:role/teams/inspect`,
      operateRoleArn: null,
    })),
  );
  expect(await applied(office)).toMatchObject([{ differenceCount: 6, version: first.version }]);
});

test("what is exported gives the same settings on an empty installation", async () => {
  const [here, there] = [await anOffice(), await anOffice()];
  await here.ask("applyConfig", { document: FULL });
  await here.ask("createAccount", { ...aByHand, awsAccountId: "333333333333" });
  const exported = await here.ask("exportConfig", {});

  const { version } = await there.ask("applyConfig", { document: exported.document });

  expect(version).toBe(exported.version);
  expect(await there.ask("exportConfig", {})).toEqual(exported);
  expect(exported.document.accounts?.map(({ account: number, roles }) => [number, roles.read])).toEqual([
    [SHOP, "dlo-read"],
    [OTHER, "dlo-read"],
    ["333333333333", null],
  ]);
});

const aByHand = { name: "by hand", environment: "eng", regions: ["us-east-1"] };

test("of two people who apply over the same version one wins, and the other hears what would change now", async () => {
  const office = await anOffice();
  const { version } = await office.ask("exportConfig", {});
  const apply = (name: string) =>
    office.ask("applyConfig", { document: { version: 1, accounts: [account(SHOP, name)] }, ifVersion: version });

  const answers = await Promise.allSettled([apply("ada's"), apply("bob's")]);

  const lost = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as Conflict] : []));
  expect(lost).toMatchObject([
    { code: "settings-changed", detail: { differences: [{ path: `accounts.${SHOP}.name`, kind: "changed" }] } },
  ]);
  expect((await office.ask("listAccounts", {})).items).toHaveLength(1);
});

test("a file with one wrong place changes nothing, and every wrong place is named", async () => {
  const office = await anOffice();
  const wrong: ConfigInput = {
    ...FULL,
    accounts: [
      account(SHOP, "shop"),
      {
        ...account(OTHER, "till"),
        regions: ["eu-west-1", "cn-north-1"],
        roles: { read: `arn:aws:iam::${SHOP}:role/dlo-read` },
      },
    ],
  };

  const refused = (await refusal(office.ask("applyConfig", { document: wrong }))) as Invalid;
  const seen = (await refusal(office.ask("diffConfig", { document: wrong }))) as Invalid;

  expect(refused.fields).toEqual([
    { field: "document.accounts.1.regions.1", message: expect.stringContaining("aws-cn") },
    { field: "document.accounts.1.roles.read", message: expect.stringContaining(`is a role of account ${SHOP}`) },
  ]);
  expect(seen.fields).toEqual(refused.fields);
  expect((await office.ask("exportConfig", {})).document).toMatchObject({ accounts: [], owners: [] });
  expect(await applied(office)).toEqual([]);
});

test("what somebody changes by hand afterwards is shown as drift, and applying the file again mends it", async () => {
  const office = await anOffice();
  expect(await office.ask("getDrift", {})).toEqual({ appliedAt: null, appliedBy: null, differences: [] });
  await office.ask("applyConfig", { document: FULL });
  const [shop] = (await office.ask("listAccounts", {})).items;
  await office.ask("updateAccount", { id: shop?.id ?? "", name: "renamed", isWritable: true });
  await office.ask("createAccount", { ...aByHand, awsAccountId: "333333333333" });

  const drift = await office.ask("getDrift", {}, "viewer");
  const elsewhere = await office.ask("getDrift", {}, "viewer", { scope: { kind: "accounts", accountIds: ["acc_x"] } });
  const mended = await office.ask("applyConfig", { document: FULL });

  expect(drift).toMatchObject({ appliedBy: "admin", appliedAt: expect.any(String) });
  const renamed = { path: `accounts.${SHOP}.name`, kind: "changed" };
  expect(drift.differences).toEqual([{ ...renamed, before: "shop", after: "renamed" }]);
  expect(elsewhere.differences).toEqual([]);
  expect(mended.differences).toEqual([{ ...renamed, before: "renamed", after: "shop" }]);
  expect((await office.ask("getDrift", {})).differences).toEqual([]);
  expect((await office.ask("getAccount", { id: shop?.id ?? "" })).isWritable).toBe(true);
});

test("a section that the file lacks stays as it was; an account that it lacks is named, and removed only when pruned", async () => {
  const office = await anOffice();
  await office.ask("applyConfig", { document: FULL });
  await office.ask("createAccount", { ...aByHand, awsAccountId: "333333333333" });
  const less: ConfigInput = { version: 1, accounts: [account(SHOP, "shop")] };

  const kept = await office.ask("applyConfig", { document: less });
  const pruned = await office.ask("applyConfig", { document: less, prune: true });

  expect(kept).toMatchObject({ differences: [], unlistedAccounts: [OTHER] });
  expect(pruned).toMatchObject({
    differences: [{ path: `accounts.${OTHER}`, kind: "removed" }],
    unlistedAccounts: [],
  });
  const { document } = await office.ask("exportConfig", {});
  expect(document.accounts?.map((one) => one.account)).toEqual([SHOP, "333333333333"]);
  expect(document.owners).toHaveLength(1);
});

test("whoever sees only some accounts can neither export nor apply the settings of all", async () => {
  const office = await anOffice();
  const scope = { kind: "accounts" as const, accountIds: ["acc_x"] };

  const refusals = await Promise.all([
    refusal(office.ask("exportConfig", {}, "admin", { scope })),
    refusal(office.ask("diffConfig", { document: FULL }, "admin", { scope })),
    refusal(office.ask("applyConfig", { document: FULL }, "admin", { scope })),
  ]);

  expect(refusals.map((error) => error?.code)).toEqual(["forbidden", "forbidden", "forbidden"]);
});

test("a file of two thousand accounts is applied in one go", async () => {
  const office = await anOffice();
  const accounts = Array.from({ length: 2000 }, (_, at) => account(`${400_000_000_000 + at}`, `account ${at}`));

  const { differences } = await office.ask("applyConfig", { document: { version: 1, accounts } });

  expect(differences).toHaveLength(2000);
  const [entry] = await applied(office);
  expect(entry).toMatchObject({ differenceCount: 2000 });
  expect(entry?.differences).toHaveLength(100);
});
