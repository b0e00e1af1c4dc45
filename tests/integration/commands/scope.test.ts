import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf, OperationId } from "@/lib/contract";
import type { Scope } from "@/lib/core/access/scope";
import type { DloError } from "@/lib/core/errors";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";
import { readAll, readAndJudge } from "../coverage/watched";
import { anId } from "./case";

let world: World;
let accountId: string;
let otherId: string;
let scope: Scope;
let dlq: { id: string; arn: string };
beforeAll(async () => {
  world = await createWorld({ settings: { undoSeconds: 60 } });
  accountId = (await connectShop(world, { readActions: ["*"] })).id;
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b", "c", "d"]);
  dlq = { id: (await seenQueue(world, accountId, "orders-dlq")).id, arn: pair.dlqArn };
  await readAndJudge(world, accountId);
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: pair.dlqUrl, Attributes: { VisibilityTimeout: "77" } }),
  );
  await readAll(world, accountId);
  otherId = (await connectShop(world, { awsAccountId: "222222222222" })).id;
  scope = { kind: "accounts", accountIds: [otherId] };
});
afterAll(() => world.stop());

const within = <K extends OperationId>(operation: K, input: InputOf<K>) =>
  world.ask(operation, input, "admin", { scope });
const codeOf = (asked: Promise<unknown>) => asked.catch((error: DloError) => error.code);

test("a scope of one account sees, counts and finds nothing of another", async () => {
  const items = (await world.ask("listFailedMessages", { queueId: dlq.id })).items.slice(0, 2);
  const plan = await world.ask("createPlan", {
    action: "redrive",
    selection: { messageIds: items.map(({ id }) => id) },
  });
  const { runId: run } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  const [found] = (await world.ask("listFailureClasses", { view: "all" })).items;
  const [finding] = (await world.ask("listFindings", {})).items;
  const [change] = (await world.ask("listChanges", {})).items;
  await world.ask("setOwner", { arn: dlq.arn, owner: "Ada" });

  const lists = await Promise.all([
    within("listQueues", {}),
    within("listFailureClasses", { view: "all" }),
    within("listFailedMessages", {}),
    within("listRuns", {}),
    within("listVaultItems", {}),
    within("listResources", {}),
    within("listChanges", {}),
    within("listFindings", {}),
    within("listFindings", { isSuppressed: true }),
    within("listLosses", {}),
    within("listIncidents", {}),
    within("groupFailures", { by: "cause", view: "all" }),
    within("listUnreadableDestinations", {}),
    ...["queue:", "type:", "region:", "version:"].map((typed) => within("listFilterSuggestions", { typed })),
  ]);
  const now = await within("getNow", {});
  const coverage = await within("getCoverage", {});
  const report = await within("getFirstReport", {});
  const { places } = await within("getCapabilities", {});
  const preview = await within("previewSelection", { selection: {} });
  const accounts = (await within("listFilterSuggestions", { typed: "account:" })).items;
  const audit = await within("listAuditEntries", { limit: 200 });
  const foreign: [OperationId, object][] = [
    ["getAccount", { id: accountId }],
    ["getQueue", { id: dlq.id }],
    ["getQueueSeries", { id: dlq.id }],
    ["getModeConsequences", { id: dlq.id }],
    ["listConfigChanges", { id: dlq.id }],
    ["getFailureClass", { id: found?.id }],
    ["getFailedMessage", { id: items[0]?.id }],
    ["getMessageBody", { id: items[0]?.id }],
    ["getRun", { id: run }],
    ["listRunItems", { id: run }],
    ["cancelRun", { id: run }],
    ["continueRun", { id: run }],
    ["setRunRate", { id: run, ratePerSecond: 1 }],
    ["undoRun", { id: run }],
    ["scanQueue", { id: dlq.id }],
    ["stopWrites", { accountId }],
    ["getResource", { id: dlq.id }],
    ["getFinding", { id: finding?.id }],
    ["suppressFinding", { id: finding?.id, reason: "not mine", until: new Date(Date.now() + 9e7).toISOString() }],
    ["liftSuppression", { id: finding?.id }],
    ["setOwner", { arn: dlq.arn, owner: "Eve" }],
    ["startPolling", { accountIds: [otherId, accountId] }],
    ["readOrganization", { accountId }],
    ["getClassEvidence", { id: found?.id }],
    ["gatherClassEvidence", { id: found?.id }],
    ["listSuspects", { id: found?.id }],
    ["listFailedExecutions", { id: found?.id }],
    ["listFilterSuggestions", { typed: "body.", classId: found?.id }],
    ["setClassRunbook", { id: found?.id, url: "https://evil.test" }],
    ["mergeFailureClasses", { id: found?.id, intoId: found?.id }],
    ["unmergeFailureClass", { id: found?.id }],
    ["getModeConsequences", { id: dlq.id }],
    ["updateQueue", { id: dlq.id, mode: "vault" }],
    ["createPlan", { action: "rescue", selection: { queueId: dlq.id } }],
    ["createPlan", { action: "raise-retention", selection: { queueId: dlq.id } }],
  ];

  expect(lists.map((list) => [list.items.length, "totalCount" in list ? (list.totalCount ?? 0) : 0])).toEqual(
    lists.map(() => [0, 0]),
  );
  expect([found, finding, change].map(Boolean)).toEqual([true, true, true]);
  expect(now).toMatchObject({ queueCount: 0, newCount: 0, backlogCount: 0, indexedCount: 0, openRuns: [] });
  expect(coverage).toMatchObject({ overall: { checkedCount: 0 }, suppressedCount: 0, trend: [] });
  expect(coverage.accounts.filter((account) => account.accountId !== otherId)).toEqual([]);
  expect(coverage.blindPlaces.filter((place) => place.accountId !== otherId)).toEqual([]);
  expect(coverage.rules.filter(({ openCount }) => openCount > 0)).toEqual([]);
  expect(report).toMatchObject({ accountCount: 1, queueCount: 0, resourceCount: 0, within7dCount: 0 });
  expect(places.map((place) => place.accountId)).toEqual([otherId]);
  expect([preview.counts.listedCount, preview.places.map((place) => place.accountId)]).toEqual([0, [otherId]]);
  expect(accounts).toHaveLength(1);
  expect((await within("getInventory", {})).resourceCount).toBe(0);
  expect((await within("listOwners", {})).items.filter(({ owner }) => owner === "Ada")).toEqual([]);
  expect(audit.items.filter((entry) => entry.accountId !== null && entry.accountId !== otherId)).toEqual([]);
  for (const [operation, input] of foreign)
    expect(await codeOf(within(operation, input as never)), `${operation} ${JSON.stringify(input)}`).toBe("not-found");
});

test("what holds for the whole installation is not for whoever may see a part of it", async () => {
  const whole: [OperationId, object][] = [
    ["setSelection", { selection: { exclude: [{ name: "*" }] } }],
    ["setReading", { rules: [{ match: { name: "*" } }] }],
    ["exportConfig", {}],
    ["diffConfig", { document: { version: 1 } }],
    ["applyConfig", { document: { version: 1, selection: {} } }],
    ["listGroupingRules", {}],
    ["putGroupingRules", { rules: [] }],
    ["putApprovalRules", { rules: [], applyLimit: 100, ifVersion: "any" }],
    ["listRegroups", {}],
    ["getRegroup", { id: anId("rgp") }],
    ["previewRegroup", { rules: [], days: 1 }],
    ["applyRegroup", { id: anId("rgp"), confirmCount: 0 }],
    ["cancelRegroup", { id: anId("rgp") }],
  ];

  for (const [operation, input] of whole)
    expect(await codeOf(within(operation, input as never)), operation).toBe("forbidden");
});

test("a filter by a foreign account finds nothing, and by one that is nowhere neither", async () => {
  for (const id of [accountId, anId("acc")]) {
    expect((await within("listFindings", { accountId: id })).items).toEqual([]);
    expect((await within("listResources", { accountId: id })).items).toEqual([]);
    expect((await within("listChanges", { accountId: id })).items).toEqual([]);
    expect((await within("listLosses", { accountId: id })).items).toEqual([]);
    expect((await within("getCapabilities", { accountId: id })).places).toEqual([]);
    expect((await within("getInventory", { accountId: id })).resourceCount).toBe(0);
    expect((await within("getCoverage", { accountId: id })).overall.checkedCount).toBe(0);
    expect((await within("listOwners", { accountId: id })).items).toEqual([]);
  }
});

test("a filter chooses within the scope: nothing foreign is found, planned or moved by it", async () => {
  const q = "state:present";
  const selections = [{ queueId: dlq.id, q }, { queueId: dlq.id }];

  expect((await within("listFailedMessages", { q })).totalCount).toBe(0);
  expect((await world.ask("listFailedMessages", { q })).totalCount).toBeGreaterThan(0);
  for (const selection of selections)
    expect(await codeOf(within("createPlan", { action: "redrive", selection }))).toBe("nothing-selected");
});

test("a view that somebody else keeps for himself is neither seen nor removed, and one that he shares only read", async () => {
  const view = { place: "messages", query: "q=state%3Apresent" } as const;
  const own = await world.ask("saveView", { ...view, name: "mine" });
  const shared = await world.ask("saveView", { ...view, name: "ours", isShared: true });

  const { items } = await world.ask("listSavedViews", {}, "operator");

  expect(items).toMatchObject([{ id: shared.id, isMine: false, ownerName: "admin" }]);
  for (const { id } of [own, shared])
    expect(await codeOf(world.ask("removeSavedView", { id }, "operator"))).toBe("not-found");
  expect((await world.ask("listSavedViews", {})).items).toHaveLength(2);
});
