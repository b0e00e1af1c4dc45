import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { createWorld, type World } from "../../support/world";
import { aWatchedAccount, readAndJudge, type WatchedAccount } from "./watched";

let world: World;
let shop: WatchedAccount;
beforeEach(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
  const orders = await shop.queue("orders");
  await shop.rule("ship", [
    { Id: "a", Arn: orders },
    { Id: "b", Arn: orders },
  ]);
  await readAndJudge(world, shop.id);
});
afterEach(() => world.stop());

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const RULE = "target-without-dlq";
const counting = async () => (await world.ask("listFindings", { rule: RULE }, "viewer")).items;
const accepted = async () => (await world.ask("listFindings", { rule: RULE, isSuppressed: true }, "viewer")).items;
const parts = (found: { part: string }[]) => found.map(({ part }) => part).sort();
const findingOf = async (part: string) => {
  const found = (await counting()).find((finding) => finding.part === part);
  if (!found) throw new Error(`no finding ${part}`);
  return found;
};
const overall = async () => {
  const { overall, suppressedCount } = await world.ask("getCoverage", {}, "viewer");
  return { high: overall.counts.high, suppressedCount, score: overall.score };
};
const letDaysPass = (days: number) =>
  execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(days => ${days})`);

test("an accepted finding counts nowhere until its day has come, then by itself again", async () => {
  const before = await overall();
  const { id } = await findingOf("a");
  const until = inDays(30);

  const answer = await world.ask("suppressFinding", { id, reason: "replaced in May", until });

  expect(answer.suppression).toMatchObject({ reason: "replaced in May", until, by: "admin" });
  expect(parts(await counting())).toEqual(["b"]);
  expect(parts(await accepted())).toEqual(["a"]);
  const meanwhile = await overall();
  expect(meanwhile).toMatchObject({ high: before.high - 1, suppressedCount: 1 });
  expect(meanwhile.score).toBeGreaterThan(before.score ?? 100);

  await letDaysPass(31);
  expect(parts(await counting())).toEqual(["a", "b"]);
  expect(await overall()).toEqual(before);
});

test("what was accepted stays accepted when the hole closes and opens again", async () => {
  const { id } = await findingOf("a");
  await world.ask("suppressFinding", { id, reason: "replaced in May", until: inDays(30) });
  const Arn = await shop.queue("orders");
  await shop.target("ship", [{ Id: "a", Arn, DeadLetterConfig: { Arn: await shop.queue("letters") } }]);
  await readAndJudge(world, shop.id);
  const closed = await world.ask("getFinding", { id }, "viewer");

  await shop.target("ship", [{ Id: "a", Arn }]);
  await readAndJudge(world, shop.id);

  expect(closed.resolvedAt).not.toBeNull();
  const [again] = await accepted();
  expect(again).toMatchObject({ part: "a", suppression: { reason: "replaced in May" } });
  expect(again?.id).not.toBe(id);
});

test("a suppression can be lifted, and replaced by one with another day; each leaves its audit entry", async () => {
  const { id } = await findingOf("a");
  await world.ask("suppressFinding", { id, reason: "first reason", until: inDays(30) });
  await world.ask("suppressFinding", { id, reason: "second reason", until: inDays(3) });
  const [replaced] = await accepted();

  const lifted = await world.ask("liftSuppression", { id });
  await world.ask("liftSuppression", { id });

  expect(replaced?.suppression?.reason).toBe("second reason");
  expect(lifted.suppression).toBeNull();
  expect(parts(await counting())).toEqual(["a", "b"]);
  const entries = (await world.ask("listAuditEntries", { objectId: id })).items;
  expect(entries.map(({ action }) => action)).toEqual([
    "finding.suppression-lifted",
    "finding.suppressed",
    "finding.suppressed",
  ]);
});

test.each([
  ["in the past", -1],
  ["more than a year away", 370],
])("a day %s is refused, and nothing is accepted", async (_, days) => {
  const { id } = await findingOf("a");

  const asked = world.ask("suppressFinding", { id, reason: "for good", until: inDays(days) });

  await expect(asked).rejects.toMatchObject({ status: 422, fields: [{ field: "until" }] });
  expect(await accepted()).toEqual([]);
});

test("who may only look may not accept a finding", async () => {
  const { id } = await findingOf("a");

  const asked = world.ask("suppressFinding", { id, reason: "please hide", until: inDays(3) }, "viewer");

  await expect(asked).rejects.toMatchObject({ status: 403 });
});
