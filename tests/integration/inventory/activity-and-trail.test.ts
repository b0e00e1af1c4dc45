import { PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { readTrail } from "@/lib/operations/inventory/read-trail";
import { watchActivity } from "@/lib/operations/inventory/watch-activity";
import { sim } from "../../aws/sim-clients";
import { partyOf } from "../../aws/sim-events-clients";
import { aFault, noFaults } from "../../support/runs";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { aRule, callCount, cellOf, collect, connectReader, peopleOf, placeOf } from "./graph-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const activities = () =>
  rows<{ arn: string; lastMatchedAt: string | null; usualGapSeconds: number | null; watchedFrom: string }>(
    world.db,
    sql`SELECT arn, last_matched_at, usual_gap_seconds, watched_from FROM activity ORDER BY arn`,
  );

test("when a rule last matched is known, when it never did so is that; neither is asked for again within hours", async () => {
  const account = await connectReader(world);
  const pair = await aQueuePair(world.aws, "orders");
  const people = peopleOf(world);
  const busy = await aRule(people, "busy", [{ Id: "t", Arn: pair.sourceArn }]);
  const silent = await aRule(people, "silent", []);
  await partyOf(world.simulator, SHOP, REGION).put();
  await sim(world.simulator.url, "POST", "/advance", { seconds: 7200 });
  await collect(world, account.id);
  const place = await placeOf(world, account.id);
  const worker = { ...world.worker(), now: () => new Date(Date.now() + 7_200_000) };
  await watchActivity(worker, place);
  const asked = await callCount(world, /GetMetricData/);
  await watchActivity(worker, place);

  expect(asked).toBeGreaterThan(0);
  expect(await callCount(world, /GetMetricData/)).toBe(asked);
  expect(await activities()).toMatchObject([
    { arn: busy, lastMatchedAt: expect.any(String), usualGapSeconds: null },
    { arn: silent, usualGapSeconds: null },
  ]);
});

test("a rule made after the first look has been watched since it was made, not for a fortnight", async () => {
  const account = await connectReader(world);
  const people = peopleOf(world);
  await aRule(people, "old", []);
  await collect(world, account.id);
  await aRule(people, "young", []);
  await collect(world, account.id);

  await watchActivity(world.worker(), await placeOf(world, account.id));

  const [old, young] = await activities();
  const hoursAgo = (at: string | undefined) => (Date.now() - Date.parse(at ?? "")) / 3_600_000;
  expect(hoursAgo(old?.watchedFrom)).toBeGreaterThan(300);
  expect(hoursAgo(young?.watchedFrom)).toBeLessThan(1);
});

/** A rule whose target lost its dead-letter queue, as it was just noticed. */
async function aChange() {
  const account = await connectReader(world);
  const pair = await aQueuePair(world.aws, "orders");
  const people = peopleOf(world);
  const target = { Id: "reports", Arn: pair.sourceArn };
  const arn = await aRule(people, "paid", [{ ...target, DeadLetterConfig: { Arn: pair.dlqArn } }]);
  await collect(world, account.id);
  await execute(world.db, sql`UPDATE resource SET read_at = read_at - interval '1 hour'`);
  await people.events.send(new PutTargetsCommand({ Rule: "paid", Targets: [target] }));
  await collect(world, account.id);
  const change = async () => (await world.ask("listChanges", { arn, limit: 5 })).items[0];
  const place = await placeOf(world, account.id);
  return { account, change, place };
}
async function aQuarterLater(): Promise<void> {
  await sim(world.simulator.url, "POST", "/advance", { seconds: 960 });
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = interval '16 minutes'`);
}

test("who made a change is filled in from CloudTrail once it can know, with the call and its time", async () => {
  const { change, place } = await aChange();
  await readTrail(world.worker(), place);
  const askedEarly = await callCount(world, /LookupEvents/);
  await aQuarterLater();

  await readTrail(world.worker(), place);
  await readTrail(world.worker(), place);

  const found = await change();
  expect([askedEarly, await callCount(world, /LookupEvents/)]).toEqual([0, 1]);
  expect(found).toMatchObject({ changedHow: "PutTargets", changedBy: expect.stringContaining(SHOP) });
  expect(Date.parse(found?.changedAt ?? "")).toBeLessThanOrEqual(Date.parse(found?.at ?? ""));
});

test("where CloudTrail is denied, the change stays dated without a name and nothing is asked for an hour", async () => {
  const { account, change, place } = await aChange();
  await aQuarterLater();
  await aFault(world, { operation: "cloudtrail:LookupEvents", kind: "accessDenied" });
  await readTrail(world.worker(), place);
  await noFaults(world);
  const asked = await callCount(world, /LookupEvents/);

  await readTrail(world.worker(), place);

  expect(await callCount(world, /LookupEvents/)).toBe(asked);
  expect(await cellOf(world, account.id, "trail")).toMatchObject({
    state: "denied",
    missingAction: "cloudtrail:LookupEvents",
  });
  expect(await change()).toMatchObject({ changedBy: null, since: expect.any(String) });
});
