import { CreateQueueCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { rows, sql } from "@/lib/db/query";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { noteWorkerIdentity } from "@/lib/operations/polling/note-worker-identity";
import { clientsOf, rootKeys, sim, trust } from "../../aws/sim-clients";
import { aQueuePair, createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { rolesFromTemplate } from "./roles-from-template";

const OTHER = "222222222222";
const DENIED_REGION = "eu-west-1";

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await noteWorkerIdentity(world.worker());
});
afterEach(() => world.stop());

const declare = async (setup: object) => {
  const { status, body } = await sim(world.simulator.url, "POST", "/setup", setup);
  if (status !== 200) throw new Error(JSON.stringify(body));
};
const templateRoles = async (awsAccountId: string) =>
  rolesFromTemplate((await world.ask("getTemplates", {})).cloudFormation, awsAccountId);
async function connect(numbers: readonly string[], regions = [REGION]) {
  const accounts = numbers.map((awsAccountId) => ({ awsAccountId, name: `a ${awsAccountId}`, environment: "sat" }));
  const { items } = await world.ask("connectAccounts", { accounts, regions, polling: "on" });
  return items.map(({ accountId }) => accountId ?? "");
}

/** One round of everything in every Region; what fails in one stops no other, as with the pollers. */
async function lookEverywhere(accountId: string) {
  const account = await findAccount(world.db, accountId);
  if (!account) throw new Error("the account is gone");
  for (const region of account.regions)
    for (const poll of [checkAccess, discoverQueues, collectInventory])
      await poll(world.worker(), { account, region }).catch(() => undefined);
}
const regionsOf = async (id: string) => (await world.ask("getAccount", { id })).regions;
async function cell(accountId: string, region: string, feature: string) {
  const { places } = await world.ask("getCapabilities", { accountId });
  return places.find((place) => place.region === region)?.cells.find((one) => one.feature === feature);
}

test.each([
  ["that trusts somebody else", (externalId: string) => trust("arn:aws:iam::888888888888:root", externalId)],
  ["that wants another ExternalId", () => trust("arn:aws:iam::999999999999:root", "another")],
])("a role %s is named with all that AWS may mean, and the other account goes on", async (_, trustOf) => {
  const { externalId } = await world.ask("getTemplates", {});
  const roles = [
    ...(await templateRoles(OTHER)),
    ...(await templateRoles(SHOP)).map((role) => ({ ...role, trust: trustOf(externalId) })),
  ];
  await declare({ roles });
  const [bad = "", good = ""] = await connect([SHOP, OTHER]);

  await lookEverywhere(bad);
  await lookEverywhere(good);

  const named = {
    missingAction: "sts:AssumeRole",
    reason: expect.stringContaining(`arn:aws:iam::${SHOP}:role/dlo-read`),
    fix: expect.stringMatching(/trust policy names the worker.*ExternalId dlo-.*service control policy/),
  };
  expect(await regionsOf(bad)).toMatchObject([{ status: "blind", ...named }]);
  expect(await regionsOf(good)).toMatchObject([{ status: "ok" }]);
  expect(await cell(bad, REGION, "access")).toMatchObject({ state: "denied", ...named });
  expect(await cell(good, REGION, "access")).toMatchObject({ state: "ok" });
});

test("a service control policy that denies one Region blinds that Region alone and is named", async () => {
  await aQueuePair(world.aws, "orders");
  await declare({
    roles: await templateRoles(SHOP),
    organization: [
      {
        managementAccountId: OTHER,
        accounts: [
          { id: OTHER, name: "main" },
          { id: SHOP, name: "shop" },
        ],
        serviceControlPolicies: [{ name: "regions", targets: [SHOP], policy: denyIn(DENIED_REGION) }],
      },
    ],
  });
  const [id = ""] = await connect([SHOP], [REGION, DENIED_REGION]);

  await lookEverywhere(id);

  expect(await regionsOf(id)).toMatchObject([
    { region: REGION, status: "ok", queueCount: 2 },
    {
      region: DENIED_REGION,
      status: "blind",
      missingAction: "sqs:ListQueues",
      reason: expect.stringMatching(/eu-west-1.*service control policy denies sqs:ListQueues/),
      fix: expect.stringContaining("service control policy"),
    },
  ]);
  expect(await cell(id, REGION, "events")).toMatchObject({ state: "ok" });
  expect(await cell(id, DENIED_REGION, "events")).toMatchObject({
    state: "denied",
    missingAction: "events:ListEventBuses",
    fix: expect.stringContaining("service control policy"),
  });
});

test("a role that is missing altogether is named like one that refuses", async () => {
  const [id = ""] = await connect([SHOP]);

  await lookEverywhere(id);

  expect(await regionsOf(id)).toMatchObject([
    { status: "blind", missingAction: "sts:AssumeRole", fix: expect.stringContaining("the role exists") },
  ]);
});

test("tags with any characters are kept to the letter and can be selected by", async () => {
  const tags = { "équipe ✓": 'a "quoted" \\ value', "a=b:c/d+e@f": "", "<script>": "';--", __proto: "x", "💥": "💥" };
  const { dlqUrl } = await aQueuePair(world.aws, "orders");
  await world.aws.sqs.send(new TagQueueCommand({ QueueUrl: dlqUrl, Tags: tags }));
  await declare({ roles: await templateRoles(SHOP) });
  const [id = ""] = await connect([SHOP]);
  await world.ask("setSelection", {
    selection: { include: [{ tag: { key: "équipe ✓", value: 'a "quoted" \\ value'.replace("\\", "?") } }] },
  });

  await look(world, id);

  const found = await rows(world.db, sql`SELECT name, tags FROM queue WHERE account_id = ${id}`);
  expect(found).toEqual([{ name: "orders-dlq", tags }]);
});

test("the same account in another hand-made request is a conflict that names it", async () => {
  const [id = ""] = await connect([SHOP]);

  const again = world.ask("createAccount", {
    awsAccountId: SHOP,
    name: "again",
    environment: "sat",
    isProduction: false,
    regions: [REGION],
  });

  await expect(again).rejects.toMatchObject({ code: "already-exists", detail: { awsAccountId: SHOP } });
  expect((await world.ask("listAccounts", {})).items.map((account) => account.id)).toEqual([id]);
});

test("five thousand queues of one account are listed and previewed without one of them being read", async () => {
  const clients = clientsOf(world.simulator.url, rootKeys(SHOP), REGION);
  await manyQueues(clients, 5000);
  await declare({ roles: await templateRoles(SHOP) });
  const accounts = [{ awsAccountId: SHOP, name: "shop", environment: "sat" }];
  const { items } = await world.ask("connectAccounts", { accounts, regions: [REGION] });

  await lookEverywhere(items[0]?.accountId ?? "");

  const { counts } = await world.ask("previewSelection", { selection: { exclude: [{ name: "q-1*" }] } });
  expect(counts).toEqual({ listedCount: 5000, selectedCount: 5000 - 1111 });
  const { body } = await sim(world.simulator.url, "GET", "/usage");
  expect(JSON.stringify(body.calls)).not.toContain("GetQueueAttributes");
}, 120_000);

async function manyQueues(clients: ReturnType<typeof clientsOf>, count: number): Promise<void> {
  for (let first = 0; first < count; first += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        clients.sqs.send(new CreateQueueCommand({ QueueName: `q-${first + index}` })),
      ),
    );
}

function denyIn(region: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Action: "*", Resource: "*", Condition: { StringEquals: { "aws:RequestedRegion": region } } },
    ],
  };
}
