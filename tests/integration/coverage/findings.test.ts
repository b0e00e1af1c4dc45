import { DeleteRuleCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Scope } from "@/lib/core/access/scope";
import { execute, rows, sql } from "@/lib/db/query";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { createWorld, SHOP, type World } from "../../support/world";
import { aWatchedAccount, queueArn, readAll, readAndJudge, ruleArn, type WatchedAccount } from "./watched";

let world: World;
let shop: WatchedAccount;
beforeEach(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
});
afterEach(() => world.stop());

const RULE = "target-without-dlq";
const holes = async (scope?: Scope) =>
  (await world.ask("listFindings", { rule: RULE }, "viewer", scope ? { scope } : {})).items;
const allRows = () =>
  rows<{ part: string; firstSeenAt: string; lastSeenAt: string; resolvedAt: string | null }>(
    world.db,
    sql`SELECT part, first_seen_at, last_seen_at, resolved_at FROM coverage_finding WHERE rule = ${RULE} ORDER BY first_seen_at, part`,
  );
/** Nobody could read EventBridge in the account for two hours. */
const blindToEvents = () =>
  execute(
    world.db,
    sql`UPDATE capability_state SET state = 'denied', ok_at = dlo_now() - interval '2 hours' WHERE account_id = ${shop.id} AND feature = 'events'`,
  );

test("a rule target without a dead-letter queue is found, with evidence, a fix, its owner and the page of the rule", async () => {
  await shop.rule("ship", [{ Id: "to-orders", Arn: await shop.queue("orders") }], { owner: "shipping" });

  await readAndJudge(world, shop.id);

  const [found, ...others] = await holes();
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    arn: ruleArn("ship"),
    part: "to-orders",
    kind: "rule",
    name: "ship",
    severity: "high",
    owner: "shipping",
    href: expect.stringMatching(/^\/inventory\/res_/),
    resolvedAt: null,
    suppression: null,
  });
  const detail = await world.ask("getFinding", { id: found?.id ?? "" }, "viewer");
  expect(detail.evidence).toContainEqual({ label: "Target", value: queueArn("orders") });
  expect(detail.fix?.terraform).toContain("dead_letter_config");
  expect(detail.explanation).not.toBe("");
  expect(detail.documentedAt.length).toBeGreaterThan(0);
});

test("a hole that is mended is resolved at the next judgement, and only it", async () => {
  const orders = await shop.queue("orders");
  const letters = await shop.queue("letters");
  await shop.rule("ship", [
    { Id: "a", Arn: orders },
    { Id: "b", Arn: orders },
  ]);
  await readAndJudge(world, shop.id);

  await shop.target("ship", [{ Id: "a", Arn: orders, DeadLetterConfig: { Arn: letters } }]);
  await readAndJudge(world, shop.id);

  expect((await holes()).map(({ part }) => part)).toEqual(["b"]);
  expect(await allRows()).toMatchObject([
    { part: "a", resolvedAt: expect.any(String) },
    { part: "b", resolvedAt: null },
  ]);
});

test("holes of targets and rules that are gone are resolved, also when it was the rule's last target", async () => {
  const orders = await shop.queue("orders");
  await shop.rule("ship", [{ Id: "a", Arn: orders }]);
  await shop.rule("bill", [{ Id: "b", Arn: orders }]);
  await readAndJudge(world, shop.id);

  await shop.events.send(new RemoveTargetsCommand({ Rule: "ship", Ids: ["a"] }));
  await shop.events.send(new RemoveTargetsCommand({ Rule: "bill", Ids: ["b"] }));
  await shop.events.send(new DeleteRuleCommand({ Name: "bill" }));
  await readAndJudge(world, shop.id);

  expect(await holes()).toEqual([]);
});

test("a hole that opens again is a new finding, with its own first day", async () => {
  const orders = await shop.queue("orders");
  const letters = await shop.queue("letters");
  await shop.rule("ship", [{ Id: "a", Arn: orders }]);
  await readAndJudge(world, shop.id);
  const [before] = await holes();
  await shop.target("ship", [{ Id: "a", Arn: orders, DeadLetterConfig: { Arn: letters } }]);
  await readAndJudge(world, shop.id);

  await shop.target("ship", [{ Id: "a", Arn: orders }]);
  await readAndJudge(world, shop.id);

  const [after] = await holes();
  expect(after?.id).not.toBe(before?.id);
  expect(await allRows()).toHaveLength(2);
});

test("a place that nobody can read keeps its findings as they were, and is named", async () => {
  await shop.rule("ship", [{ Id: "a", Arn: await shop.queue("orders") }]);
  await readAndJudge(world, shop.id);
  const [before] = await holes();
  await blindToEvents();
  await execute(world.db, sql`UPDATE resource SET deleted_at = dlo_now() WHERE kind = 'rule'`);

  await judgeHoles(world.worker());

  const [after] = await holes();
  expect(after).toEqual({ ...before, href: null });
  const coverage = await world.ask("getCoverage", {}, "viewer");
  expect(coverage.blindPlaces).toContainEqual(expect.objectContaining({ accountId: shop.id, feature: "events" }));
  expect(coverage.judgedAt).not.toBe(before?.lastSeenAt);
});

test("what was last known of a blind place opens no new findings and is not counted as checked", async () => {
  await shop.rule("ship", [{ Id: "a", Arn: await shop.queue("orders") }]);
  await readAll(world, shop.id);
  await blindToEvents();

  await judgeHoles(world.worker());

  expect(await holes()).toEqual([]);
  const kinds = (await world.ask("listFindings", {}, "viewer")).items.map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(["queue"]));
});

test("two workers that judge at once leave one set of findings", async () => {
  const orders = await shop.queue("orders");
  await shop.rule("ship", [{ Id: "a", Arn: orders }]);
  await shop.rule("bill", [{ Id: "a", Arn: orders }]);
  await readAll(world, shop.id);

  await Promise.all(["one", "two", "three"].map((name) => judgeHoles(world.worker(name))));

  expect(await allRows()).toHaveLength(2);
});

test("nothing is judged again while nothing changed, unless somebody asks", async () => {
  await shop.rule("ship", [{ Id: "a", Arn: await shop.queue("orders") }]);
  await readAndJudge(world, shop.id);
  const judgedAt = async () => (await world.ask("getCoverage", {}, "viewer")).judgedAt;
  const first = await judgedAt();

  await judgeHoles(world.worker());
  const second = await judgedAt();
  await world.ask("judgeCoverage", {}, "viewer");
  await judgeHoles(world.worker());

  expect(second).toBe(first);
  expect(await judgedAt()).not.toBe(first);
  expect((await world.ask("listAuditEntries", { action: "coverage.judge-requested" })).items).toHaveLength(1);
});

test("a removed account has no findings any more", async () => {
  await shop.rule("ship", [{ Id: "a", Arn: await shop.queue("orders") }]);
  await readAndJudge(world, shop.id);
  await world.ask("removeAccount", { id: shop.id });
  const shown = await holes();

  await judgeHoles(world.worker());

  expect(shown).toEqual([]);
  expect((await allRows()).filter((row) => row.resolvedAt === null)).toEqual([]);
  expect(await world.ask("getCoverage", {}, "viewer")).toMatchObject({
    accounts: [],
    overall: { checkedCount: 0, score: null },
  });
});

test("findings of an account outside one's scope are not there: no list, no count, no page, no suppression", async () => {
  await shop.rule("ship", [{ Id: "a", Arn: await shop.queue("orders") }], { owner: "shipping" });
  await readAndJudge(world, shop.id);
  const [found] = await holes();
  const id = found?.id ?? "";
  const elsewhere: Scope = { kind: "accounts", accountIds: ["acc_elsewhere"] };
  const foreign = { scope: elsewhere };
  const until = new Date(Date.now() + 86_400_000).toISOString();

  expect(await holes(elsewhere)).toEqual([]);
  expect(await world.ask("listFindings", { accountId: shop.id }, "viewer", foreign)).toMatchObject({
    items: [],
    totalCount: 0,
  });
  const coverage = await world.ask("getCoverage", {}, "viewer", foreign);
  expect(coverage).toMatchObject({
    overall: { checkedCount: 0, score: null, counts: { high: 0 } },
    suppressedCount: 0,
    accounts: [],
    owners: [],
    trend: [],
    blindPlaces: [],
  });
  expect(coverage.rules.every(({ openCount }) => openCount === 0)).toBe(true);
  expect(await world.ask("listOwners", {}, "viewer", foreign)).toEqual({ items: [] });
  await expect(world.ask("getFinding", { id }, "viewer", foreign)).rejects.toMatchObject({ status: 404 });
  await expect(world.ask("suppressFinding", { id, reason: "not mine", until }, "admin", foreign)).rejects.toMatchObject(
    { status: 404 },
  );
  await expect(world.ask("liftSuppression", { id }, "admin", foreign)).rejects.toMatchObject({ status: 404 });
  await expect(
    world.ask("setOwner", { arn: queueArn("orders", SHOP), owner: "me" }, "admin", foreign),
  ).rejects.toMatchObject({ status: 404 });
});

test("findings are listed worst first, page by page, each once", async () => {
  const orders = await shop.queue("orders");
  for (const name of ["c", "a", "b"]) await shop.rule(name, [{ Id: "t", Arn: orders }]);
  await readAndJudge(world, shop.id);
  const all = (await world.ask("listFindings", {}, "viewer")).items;

  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.ask("listFindings", { limit: 2, ...(cursor ? { cursor } : {}) }, "viewer");
    paged.push(...page.items.map(({ id }) => id));
    expect(page.totalCount).toBe(all.length);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);

  expect(paged).toEqual(all.map(({ id }) => id));
  const ranks = all.map(({ severity }) => ["critical", "high", "medium", "low"].indexOf(severity));
  expect(ranks).toEqual([...ranks].sort());
  expect((await holes()).map(({ name }) => name)).toEqual(["a", "b", "c"]);
});
