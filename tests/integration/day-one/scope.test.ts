import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { SetQueueAttributesCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contract, type InputOf, type OperationId, type OutputOf } from "@/lib/contract";
import type { Scope } from "@/lib/core/access/scope";
import { rows, sql } from "@/lib/db/query";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { deadLetter } from "../../support/dead-letters";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { aWatchedAccount, queueArn, readAll, redrivesTo } from "../coverage/watched";

/** Everything of the other account has this in its name; the one thing of it that the shop's settings name has not. */
const FOREIGN = /beta/;
const OTHER = "222222222222";
const GIVEN = `arn:aws:events:${REGION}:${OTHER}:event-bus/given`;

let world: World;
let shop: Awaited<ReturnType<typeof aWatchedAccount>>;
let beta: Awaited<ReturnType<typeof aWatchedAccount>>;
let mine: { readonly scope: Scope };
let theirs: { readonly scope: Scope };

beforeAll(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
  beta = await aWatchedAccount(world, OTHER);
  await world.ask("updateAccount", { id: shop.id, name: "alpha", defaultMode: "off" });
  await world.ask("updateAccount", { id: beta.id, name: "beta", defaultMode: "off" });
  mine = { scope: { kind: "accounts", accountIds: [shop.id] } };
  theirs = { scope: { kind: "accounts", accountIds: [beta.id] } };
  await furnish();
  await readAll(world, shop.id, beta.id);
  await beta.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: `${world.simulator.url}/${OTHER}/beta-dlq`,
      Attributes: { MessageRetentionPeriod: "86400" },
    }),
  );
  await readAll(world, shop.id, beta.id);
  await judgeHoles(world.worker());
  await decide();
}, 60_000);
afterAll(() => world.stop());

/** Each account with queues, rules and holes; the other one's rule gives up into the shop's central queue. */
async function furnish(): Promise<void> {
  const pair = await aQueuePair(world.aws, "alpha");
  await deadLetter(world.aws, pair, ["a"]);
  const central = await shop.queue("alpha-central-dlq");
  await shop.rule("alpha-rule", [{ Id: "to-alpha", Arn: pair.sourceArn, DeadLetterConfig: { Arn: central } }]);
  await shop.rule("alpha-out", [{ Id: "to-given", Arn: GIVEN, RoleArn: `arn:aws:iam::${SHOP}:role/out` }]);
  const dlq = await beta.queue("beta-dlq");
  const source = await beta.queue("beta", redrivesTo(dlq));
  await beta.events.send(
    new PutRuleCommand({
      Name: "beta-rule",
      EventPattern: '{"source":["x"]}',
      Tags: [{ Key: "owner", Value: "gamma" }],
    }),
  );
  await beta.events.send(
    new PutTargetsCommand({
      Rule: "beta-rule",
      Targets: [{ Id: "t", Arn: source, DeadLetterConfig: { Arn: central } }],
    }),
  );
  await beta.sqs.send(
    new TagQueueCommand({ QueueUrl: `${world.simulator.url}/${OTHER}/beta`, Tags: { "beta-key": "beta-value" } }),
  );
}

/** What people said about both accounts, in lists that are about the whole installation. */
async function decide(): Promise<void> {
  const match = { account: "beta" };
  await world.ask("applyConfig", {
    document: {
      version: 1,
      selection: { include: [], exclude: [{ account: "beta*", name: "beta-none" }] },
      owners: [{ match, owner: "beta-team" }],
      reading: [{ match, mode: "off", autoRescue: false }],
    },
    prune: false,
  });
  await world.ask("setReading", { rules: [{ match: { account: "beta", name: "x" }, mode: "off", autoRescue: false }] });
}

const ask = <K extends OperationId>(id: K, input: InputOf<K>, more = mine): Promise<OutputOf<K>> =>
  world.ask(id, input, "admin", more);
const idsOf = async (account: string) =>
  (
    await rows<{ id: string }>(
      world.db,
      sql`SELECT id FROM resource WHERE account_id = ${account} UNION SELECT id FROM queue WHERE account_id = ${account}
        UNION SELECT id FROM coverage_finding WHERE account_id = ${account} UNION SELECT ${account}`,
    )
  ).map(({ id }) => id);

/** Every new question, with inputs that reach as far as the actor can; objects are those of the shop. */
async function questions(): Promise<[OperationId, unknown][]> {
  const resources = (await ask("listResources", { limit: 200 })).items;
  const findings = (await ask("listFindings", { limit: 200 })).items;
  return [
    ["getInventory", {}],
    ["listResources", { limit: 200 }],
    ...resources.map(({ id }): [OperationId, unknown] => ["getResource", { id }]),
    ["listChanges", { limit: 200 }],
    ["getCoverage", {}],
    ["listFindings", { limit: 200 }],
    ["listFindings", { isSuppressed: true }],
    ...findings.map(({ id }): [OperationId, unknown] => ["getFinding", { id }]),
    ["listLosses", { limit: 200 }],
    ["listOwners", {}],
    ["getCapabilities", {}],
    ["getFirstReport", {}],
    ["listOrganizationAccounts", {}],
    ["getSelection", {}],
    ["previewSelection", { selection: { include: [], exclude: [] } }],
    ["getReading", {}],
    ["getTemplates", { roles: "read" }],
    ["getDrift", {}],
    ["listAuditEntries", { limit: 200 }],
  ];
}

test("whoever may see one account meets no id, name or ARN of another in any answer", async () => {
  const foreign = await idsOf(beta.id);

  for (const [id, input] of await questions()) {
    const text = JSON.stringify(await ask(id, input as never)).replaceAll(GIVEN, "given");
    expect(text, `${id} ${JSON.stringify(input)}`).not.toMatch(FOREIGN);
    expect(text, `${id} ${JSON.stringify(input)}`).not.toContain(OTHER);
    expect(
      foreign.filter((one) => text.includes(one)),
      `${id} ${JSON.stringify(input)}`,
    ).toEqual([]);
  }
});

test("every question of the first day is put to that test", async () => {
  const asked = new Set((await questions()).map(([id]) => id));
  const tags = new Set(["inventory", "coverage", "losses", "onboarding", "ownership", "config"]);
  const all = (Object.keys(contract) as OperationId[]).filter(
    (id) => contract[id].method === "GET" && tags.has(contract[id].tag),
  );

  expect(all.filter((id) => !asked.has(id))).toEqual(["exportConfig"]);
  await expect(ask("exportConfig", {})).rejects.toThrow("your rights cover a part of it");
});

test("objects of another account do not exist for whoever may not see it", async () => {
  const [resource] = (await ask("listResources", { limit: 5, kind: "rule" }, theirs)).items;
  const [finding] = (await ask("listFindings", { limit: 5 }, theirs)).items;
  expect([resource, finding]).not.toContain(undefined);

  await expect(ask("getResource", { id: resource?.id ?? "" })).rejects.toThrow("No resource");
  await expect(ask("getFinding", { id: finding?.id ?? "" })).rejects.toThrow("No finding");
  await expect(
    ask("setOwner", { arn: queueArn("beta", OTHER), owner: "me", team: null, tier: null, runbook: null }),
  ).rejects.toThrow("No resource");
  for (const filter of [{ accountId: beta.id }, { arn: queueArn("beta-dlq", OTHER) }])
    expect((await ask("listFindings", filter)).items).toEqual([]);
  expect((await ask("listChanges", { arn: queueArn("beta-dlq", OTHER) })).items).toEqual([]);
  expect((await ask("getCoverage", { accountId: beta.id })).overall.checkedCount).toBe(0);
});

test("what one's own settings name stays, bare; what others say of one's own queue is theirs", async () => {
  const find = async (name: string) => {
    const [found] = (await ask("listResources", { name, limit: 1 })).items;
    return ask("getResource", { id: found?.id ?? "" });
  };

  const out = await find("alpha-out");
  const central = await find("alpha-central-dlq");

  expect(out.ties).toContainEqual(expect.objectContaining({ arn: GIVEN, href: null, resourceKind: null }));
  expect(central.ties.map(({ arn }) => arn)).toEqual([`arn:aws:events:${REGION}:${SHOP}:rule/alpha-rule`]);
  expect((await world.ask("getResource", { id: central.id })).ties).toHaveLength(2);
});

test("a finding that another account's rule causes is told, without that rule; who sees both accounts reads all", async () => {
  const refused = async (more?: typeof mine) =>
    (await world.ask("listFindings", { rule: "dlq-refuses-sender" }, "viewer", more)).items.filter(
      ({ part, accountId }) => accountId === shop.id && !part.includes("alpha"),
    );
  const [told] = await refused(mine);
  const [whole] = await refused();

  expect(told).toMatchObject({ id: whole?.id, part: "", summary: expect.stringContaining("your rights do not cover") });
  expect(whole).toMatchObject({ part: expect.stringContaining("beta-rule"), summary: expect.stringContaining("beta") });
  expect(await ask("getFinding", { id: told?.id ?? "" })).toMatchObject({
    fix: null,
    evidence: [{ label: "Withheld" }],
  });
});

test("the figures of each account are those of it alone: together they are those of all", async () => {
  const all = { scope: { kind: "all" } } as const;
  const figures = async (more: { readonly scope: Scope }) => {
    const report = await ask("getFirstReport", {}, more);
    const { overall } = await ask("getCoverage", {}, more);
    const losses = await ask("listLosses", {}, more);
    const owners = (await ask("listOwners", {}, more)).items;
    return [
      report.accountCount,
      report.placeCount,
      report.queueCount,
      report.deadLetterQueueCount,
      report.resourceCount,
      ...Object.values(report.holes ?? {}),
      report.within24hCount,
      report.within7dCount,
      (await ask("getInventory", {}, more)).resourceCount,
      (await ask("listResources", { limit: 1 }, more)).totalCount,
      (await ask("listFindings", { limit: 1 }, more)).totalCount,
      overall.checkedCount,
      overall.coveredCount,
      ...Object.values(overall.counts),
      losses.totalCount,
      losses.unknownCount,
      (await ask("getSelection", {}, more)).counts.listedCount,
      (await ask("listChanges", { limit: 200 }, more)).items.length,
      owners.reduce((sum, { resourceCount }) => sum + resourceCount, 0),
      owners.reduce((sum, { findingCount }) => sum + findingCount, 0),
    ];
  };

  const [one, other, both] = [await figures(mine), await figures(theirs), await figures(all)];

  expect(one.map((figure, at) => (figure ?? 0) + (other[at] ?? 0))).toEqual(both);
  expect(one.filter((figure) => figure !== 0).length).toBeGreaterThan(12);
});
