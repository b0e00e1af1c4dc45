import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

const MEMBER = "200000000001";
const DELEGATED = "200000000002";

let simulator: Simulator;

const clientOf = (accountId = ACCOUNT) =>
  new OrganizationsClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(accountId),
    maxAttempts: 1,
  });

/** Management account at the root, 25 members in `prd`, one suspended account in `prd/old`. */
const declaration = {
  managementAccountId: ACCOUNT,
  delegatedAdministrators: [DELEGATED],
  units: [{ name: "prd" }, { name: "old", parent: "prd" }],
  accounts: [
    { id: ACCOUNT, name: "main", email: "main@example.com", joinedAt: "2024-02-03T04:05:06Z" },
    ...Array.from({ length: 25 }, (_, n) => ({
      id: `2${String(n + 1).padStart(11, "0")}`,
      name: `shop-${n + 1}`,
      parent: "prd",
      tags: { team: "shop" },
    })),
    { id: "300000000001", name: "gone", parent: "old", status: "SUSPENDED" },
  ],
};

beforeEach(async () => {
  simulator = await startSimulator();
  await sim(simulator.url, "POST", "/setup", { organization: [declaration] });
});
afterEach(() => simulator.stop());

test("all accounts are listed, 20 a page", async () => {
  const first = await clientOf().send(new ListAccountsCommand({}));
  const second = await clientOf().send(new ListAccountsCommand({ NextToken: first.NextToken }));

  expect([first.Accounts?.length, second.Accounts?.length]).toEqual([20, 7]);
  expect(second.NextToken).toBeUndefined();
  expect(first.Accounts?.[0]).toMatchObject({
    Id: ACCOUNT,
    Name: "main",
    Email: "main@example.com",
    Status: "ACTIVE",
    Arn: expect.stringMatching(new RegExp(`^arn:aws:organizations::${ACCOUNT}:account/o-[a-z0-9]{10}/${ACCOUNT}$`)),
    JoinedTimestamp: new Date("2024-02-03T04:05:06Z"),
  });
});

test("the tree can be walked from the root to an account and back", async () => {
  const client = clientOf();
  const { Roots } = await client.send(new ListRootsCommand({}));
  const units = async (ParentId?: string) =>
    (await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).OrganizationalUnits ?? [];
  const [prd] = await units(Roots?.[0]?.Id);
  const [old] = await units(prd?.Id);
  const inside = await client.send(new ListAccountsForParentCommand({ ParentId: old?.Id }));
  const above = await client.send(new ListParentsCommand({ ChildId: old?.Id }));
  const top = await client.send(new ListParentsCommand({ ChildId: prd?.Id }));

  expect([prd?.Name, old?.Name]).toEqual(["prd", "old"]);
  expect(inside.Accounts).toMatchObject([{ Id: "300000000001", Status: "SUSPENDED" }]);
  expect(above.Parents).toEqual([{ Id: prd?.Id, Type: "ORGANIZATIONAL_UNIT" }]);
  expect(top.Parents).toEqual([{ Id: Roots?.[0]?.Id, Type: "ROOT" }]);
});

test("an account is described with its tags", async () => {
  const { Account } = await clientOf().send(new DescribeAccountCommand({ AccountId: MEMBER }));
  const { Tags } = await clientOf().send(new ListTagsForResourceCommand({ ResourceId: MEMBER }));

  expect(Account).toMatchObject({ Id: MEMBER, Name: "shop-1" });
  expect(Tags).toEqual([{ Key: "team", Value: "shop" }]);
});

test("a delegated administrator may list, a member may not, a stranger has no organisation", async () => {
  const { Accounts } = await clientOf(DELEGATED).send(new ListAccountsCommand({}));
  const member = await errorOf(clientOf(MEMBER).send(new ListAccountsCommand({})));
  const stranger = await errorOf(clientOf(OTHER_ACCOUNT).send(new ListAccountsCommand({})));

  expect(Accounts).toHaveLength(20);
  expect(member).toMatchObject({ name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } });
  expect(stranger.name).toBe("AWSOrganizationsNotInUseException");
});

test("every member may ask which organisation it is in", async () => {
  const { Organization } = await clientOf(MEMBER).send(new DescribeOrganizationCommand({}));

  expect(Organization).toMatchObject({
    MasterAccountId: ACCOUNT,
    FeatureSet: "ALL",
    MasterAccountEmail: "main@example.com",
  });
});

test.each([
  ["parent", () => new ListAccountsForParentCommand({ ParentId: "ou-aaaa-bbbbbbbb" }), "ParentNotFoundException"],
  ["child", () => new ListParentsCommand({ ChildId: "999999999999" }), "ChildNotFoundException"],
  ["account", () => new DescribeAccountCommand({ AccountId: "999999999999" }), "AccountNotFoundException"],
  ["page", () => new ListAccountsCommand({ MaxResults: 21 }), "InvalidInputException"],
])("an unknown %s is named by its own error", async (_, command, name) => {
  const client: { send(command: unknown): Promise<unknown> } = clientOf();

  expect((await errorOf(client.send(command()))).name).toBe(name);
});

test("the organisation survives a snapshot", async () => {
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  await sim(simulator.url, "POST", "/load", body);

  expect((await clientOf().send(new ListAccountsCommand({}))).Accounts).toHaveLength(20);
});

test.each([
  ["an unknown parent", { units: [{ name: "a", parent: "b" }] }, /parent/],
  ["no management account", { accounts: [] }, /management account/],
  ["an account twice", { accounts: [declaration.accounts[0], declaration.accounts[0]] }, /twice/],
  ["a foreign administrator", { delegatedAdministrators: ["999999999999"] }, /delegatedAdministrators/],
  ["a misspelt field", { unit: [] }, /unit is unknown/],
])("a declaration with %s is refused", async (_, more, message) => {
  const { status, body } = await sim(simulator.url, "POST", "/setup", { organization: [{ ...declaration, ...more }] });

  expect(status).toBe(400);
  expect(body.error).toMatch(message);
});
