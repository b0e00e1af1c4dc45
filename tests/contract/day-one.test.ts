import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiError } from "@/lib/contract/client";
import { type CheckedClient, checkedClient } from "./checked-client";
import { type Door, openDoor } from "./door";
import { DLQ_ARN, RULE_ARN, seenShop } from "./seen-shop";

let door: Door;
let fits: CheckedClient["fits"];
let shop: Awaited<ReturnType<typeof seenShop>>;
beforeAll(async () => {
  door = await openDoor();
  const client = await checkedClient(door);
  ({ fits } = client);
  shop = await seenShop(door, client);
});
afterAll(() => door.close());

const actionsSince = async (count: number) =>
  (await door.rows("SELECT action FROM audit_entry ORDER BY id OFFSET $1", [count])).map(({ action }) => action);
const auditCount = async () => Number((await door.rows("SELECT count(*) FROM audit_entry"))[0]?.count);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

test("roles are made from a template, accounts connected in bulk, started and looked at, and each step is audited", async () => {
  const before = await auditCount();
  const wish = (awsAccountId: string, name: string) => ({ awsAccountId, name, environment: "prd", isProduction: true });

  const templates = await fits("getTemplates", { roles: "read,inspect,operate" });
  const { items } = await fits("connectAccounts", {
    accounts: [wish("555555555551", "one"), wish("555555555551", "again"), wish("444444444444", "there already")],
    regions: ["eu-central-1"],
  });
  const accountIds = items.flatMap(({ accountId, result }) => (result === "connected" && accountId ? accountId : []));
  const started = await fits("startPolling", { accountIds });
  await fits("readOrganization", { accountId: shop.accountId });
  const organization = await fits("listOrganizationAccounts", { ou: "ou-none", tag: "team=shop" });
  await fits("readOrganization", { accountId: null });

  expect(templates.terraform).toContain(templates.externalId);
  expect(items.map(({ result }) => result)).toEqual(["connected", "refused", "already-connected"]);
  expect(started).toEqual({ startedCount: 1 });
  expect(organization).toMatchObject({ viaAccountId: shop.accountId, state: "unknown", items: [] });
  expect(await actionsSince(before)).toEqual([
    "account.created",
    "account.polling-started",
    "organization.read-requested",
    "organization.read-requested",
  ]);
});

test("what works where names the missing action, and the first report counts what was seen and tells no holes before they are judged", async () => {
  const { places } = await fits("getCapabilities", { accountId: shop.accountId });
  const report = await fits("getFirstReport", {});

  expect(places[0]?.cells.find(({ feature }) => feature === "topics")).toMatchObject({
    state: "denied",
    missingAction: "sns:ListTopics",
    fix: "Allow sns:ListTopics.",
  });
  expect(report).toMatchObject({ deadLetterQueueCount: 1, holes: null, receivedCount: 0 });
});

test("a selection is previewed, used and read back; so are the rules of reading", async () => {
  const selection = { include: [], exclude: [{ name: "*-dlq" }, { name: "nothing-*" }] };
  const rule = { match: { name: "orders-*" }, mode: "index" as const, autoRescue: true };

  const preview = await fits("previewSelection", { selection });
  const [used, back] = [await fits("setSelection", { selection }), await fits("getSelection", {})];
  await fits("setSelection", { selection: {} });
  const [opted, rules] = [await fits("setReading", { rules: [rule] }), await fits("getReading", {})];
  await fits("setReading", { rules: [] });

  expect(preview.counts).toEqual({ listedCount: 2, selectedCount: 1 });
  expect(preview.lines.map(({ matchCount }) => matchCount)).toEqual([1, 0]);
  expect(preview.leftOut).toEqual(["orders-dlq"]);
  expect(used.counts).toEqual(preview.counts);
  expect(back).toMatchObject({ selection, isFromFile: false });
  expect([opted, rules.rules]).toEqual([{ indexCount: 1, autoRescueCount: 1 }, [rule]]);
});

test("settings are exported, compared and applied as one document, and drift from it is shown", async () => {
  const { document, version } = await fits("exportConfig", {});
  const same = await fits("diffConfig", { document });
  const wanted = { ...document, selection: { exclude: [{ name: "tmp-*" }] } };
  const told = await fits("diffConfig", { document: wanted });
  const applied = await fits("applyConfig", { document: wanted, ifVersion: version });
  const late = await fits("applyConfig", { document, ifVersion: version }).catch((error: unknown) => error);
  const noDrift = await fits("getDrift", {});
  await fits("setSelection", { selection: {} });
  const drift = await fits("getDrift", {});

  expect(same.differences).toEqual([]);
  expect(told.differences).not.toEqual([]);
  expect(applied.differences).toEqual(told.differences);
  expect((late as ApiError).problem).toMatchObject({ status: 409, code: "settings-changed" });
  expect([noDrift.differences, drift.differences.length]).toEqual([[], 1]);
});

test("a resource is found, read with its changes, and given an owner by hand", async () => {
  const inventory = await fits("getInventory", {});
  const { items } = await fits("listResources", { kind: "rule", name: "pai" });
  const owned = await fits("setOwner", { arn: RULE_ARN, owner: "Ada", tier: "1", runbook: "https://x.test/r" });
  const resource = await fits("getResource", { id: shop.resourceId });
  const queue = await fits("getResource", { id: shop.queueId });
  const changes = await fits("listChanges", { arn: RULE_ARN });
  await fits("listOwners", {});

  expect(inventory.unreadPlaces.filter(({ state }) => state !== "unknown")).toMatchObject([
    { accountId: shop.accountId, feature: "topics", state: "denied" },
  ]);
  expect(items.map(({ id, findingCount }) => [id, findingCount])).toEqual([[shop.resourceId, 1]]);
  expect(owned).toMatchObject({ owner: "Ada", source: "hand" });
  expect([resource.changes.length, changes.items[0]?.before]).toEqual([1, expect.stringContaining("ENABLED")]);
  expect(queue).toMatchObject({ arn: DLQ_ARN, kind: "queue" });
});

test("a finding is read with its evidence, accepted with a reason, and let count again", async () => {
  const open = async (isSuppressed?: boolean) =>
    (await fits("listFindings", { isSuppressed })).items.map(({ id }) => id);
  const { findingId: id } = shop;

  const finding = await fits("getFinding", { id });
  const accepted = await fits("suppressFinding", { id, reason: "replaced in May", until: inDays(30) });
  const whileAccepted = [await open(), await open(true)];
  const coverage = await fits("getCoverage", {});
  await fits("liftSuppression", { id });
  await fits("judgeCoverage", {});

  expect(finding).toMatchObject({ title: expect.stringMatching(/\w/), evidence: [{ label: "Target", value: "a" }] });
  expect(accepted.suppression).toMatchObject({ reason: "replaced in May" });
  expect(whileAccepted).toEqual([[], [id]]);
  expect(coverage).toMatchObject({ suppressedCount: 1, overall: { counts: { high: 0 } } });
  expect(await open()).toEqual([id]);
});

test.each([
  ["yesterday", inDays(-1)],
  ["in two years", inDays(730)],
  ["a day without a time", "2027-01-31"],
])("a finding is not accepted until %s", async (_, until) => {
  const refusal = await fits("suppressFinding", { id: shop.findingId, reason: "replaced in May", until }).catch(
    (error: unknown) => error,
  );

  expect(refusal).toBeInstanceOf(ApiError);
  expect((refusal as ApiError).problem).toMatchObject({ status: 422, fields: [{ field: "until" }] });
});

test("what dies first is listed with its bound, and the first offers are plans", async () => {
  const { items } = await fits("listLosses", { withinHours: 336 });
  const raise = await fits("createPlan", { action: "raise-retention", selection: { queueId: shop.queueId } });
  const rescue = await fits("createPlan", { action: "rescue", selection: { queueId: shop.queueId } });

  expect((await fits("listLosses", {})).items).toMatchObject([{ queueId: shop.queueId, canRaiseRetention: true }]);
  expect(items.length).toBeLessThanOrEqual(1);
  expect(raise).toMatchObject({ change: { before: "345600", after: "1209600" }, itemCount: 0 });
  expect(raise.asCode?.terraform).toContain("1209600");
  expect(rescue).toMatchObject({ action: "rescue", change: null, isScopeFrozen: false });
});
