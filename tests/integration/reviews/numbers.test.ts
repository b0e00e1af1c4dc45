import { afterAll, beforeAll, expect, test } from "vitest";
import type { Review } from "@/lib/contract/review-fields";
import { EVERYTHING } from "@/lib/core/access/scope";
import { execute, sql } from "@/lib/db/query";
import { listAllFacts } from "@/lib/db/review-fact-list";
import { hashOfFacts } from "@/lib/operations/reviews/freeze-review";
import { createOffice, type Office, REGION } from "../../support/world";
import * as made from "./week-of-facts";

const WEEK = "2026-W46";
const at = (hours: number) => made.hourOf(WEEK, hours);
let office: Office;
let pair: made.QueuePair;
let other: made.QueuePair;
let pipeline: string;
let review: Review;
const number = (key: string) => review.numbers.find((one) => one.key === key);

async function addHealth(): Promise<void> {
  await execute(
    office.db,
    sql`INSERT INTO pipeline_health_span (pipeline_id, from_at, until_at, state, reason) VALUES
    (${pipeline}, ${at(-10)}, ${at(42)}, 'healthy', 'Well.'), (${pipeline}, ${at(42)}, ${at(84)}, 'failing', 'It fails.'), (${pipeline}, ${at(84)}, NULL, 'degraded', 'Slow.')`,
  );
  await execute(
    office.db,
    sql`INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at) VALUES (${pipeline}, 'degraded', 'Slow.', ${at(84)}, ${at(200)})`,
  );
}

beforeAll(async () => {
  office = await createOffice("http://127.0.0.1:9");
  const account = await made.anAccount(office, "111111111111", at(-1000));
  pair = await made.aPair(office, account, "111111111111", "orders", "checkout");
  other = await made.aPair(office, account, "111111111111", "stock", null);
  pipeline = await made.aPipelineOf(office, "orders", [pair], at(-1000));
  await made.aSchedule(office);

  const fresh = await made.aClass(office, pair, { firstSeenAt: at(10), status: "ongoing", statusAt: at(20) });
  const back = await made.aClass(office, pair, { firstSeenAt: at(-300), status: "regressed", statusAt: at(30) });
  await made.aChange(office, pair, back, "resolved", at(-50));
  await made.aChange(office, pair, back, "regressed", at(30));
  const closed = await made.aClass(office, pair, { firstSeenAt: at(-300), status: "resolved", statusAt: at(40) });
  await made.aChange(office, pair, closed, "resolved", at(40));
  // Ended after the week: it was open at its end.
  const later = await made.aClass(office, other, { firstSeenAt: at(-200), status: "resolved", statusAt: at(169) });
  await made.aChange(office, other, later, "ongoing", at(-190));
  await made.aChange(office, other, later, "resolved", at(169));
  await made.aClass(office, other, { firstSeenAt: at(11), isBacklog: true, status: "backlog" });
  await made.aClass(office, other, { firstSeenAt: at(169) });

  const gone = { state: "deleted", outcome: "gone" };
  await made.aRun(office, pair, { classId: fresh, startedAt: at(12) }, [
    gone,
    gone,
    { ...gone, outcome: "returned" },
    { state: "rejected" },
    { state: "deleted", outcome: "unknown" },
  ]);
  await made.aRun(office, pair, { classId: fresh, startedAt: at(-20) }, [gone]);
  await made.aRun(office, pair, { classId: fresh, startedAt: at(50), action: "discard", driver: "discard" }, [
    { state: "deleted" },
    { state: "skipped" },
  ]);
  await made.aRun(office, other, { classId: later, startedAt: at(60), driver: "move-task", movedCount: 40 }, []);

  for (const hours of [5, 100, 200])
    await made.aMessage(office, pair, fresh, {
      state: "probably-expired",
      expiresAt: at(hours),
      stateAt: at(hours + 1),
    });
  const rescued = await made.aMessage(office, pair, fresh, { stateAt: at(1) });
  await execute(
    office.db,
    sql`INSERT INTO vault_item (id, account_id, region, queue_id, message_row_id, message_id, class_id, body_id, reason, stored_at, stored_by_run_id)
    VALUES ('vlt_1', ${pair.accountId}, ${REGION}, ${pair.dlqId}, ${rescued}, 'm', ${fresh}, 'b', 'rescued', ${at(70)}, 'run_x')`,
  );

  const seconds = (hours: number, more: number) => new Date(at(hours).getTime() + more * 1000);
  await made.anAlert(office, pair, fresh, {
    since: at(10),
    pagedAt: seconds(10, 60),
    toldAt: seconds(10, 60),
    acknowledgedAt: seconds(10, 360),
    resolvedAt: at(12),
    pipelineIds: [pipeline],
  });
  await made.anAlert(office, pair, back, {
    since: at(30),
    pagedAt: seconds(30, 180),
    toldAt: seconds(30, 180),
    resolvedAt: at(34),
    pipelineIds: [pipeline],
  });
  await made.anAlert(office, pair, closed, {
    since: at(35),
    pagedAt: seconds(35, 1),
    toldAt: seconds(35, 1),
    acknowledgedAt: seconds(35, 2),
    resolvedAt: at(36),
    isNoise: true,
  });

  await made.blind(office, account, REGION, at(-3), at(2));
  await made.blind(office, account, "us-east-1", at(166), at(175));
  const young = await made.anAccount(office, "999999999999", at(30));
  await execute(
    office.db,
    sql`INSERT INTO coverage_finding (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at, resolved_at) VALUES
    ('fnd_1', ${account}, ${REGION}, 'r', ${pair.queueArn}, '', 'queue', 'high', 'certain', 'No alarm.', '{}', ${at(20)}, ${at(20)}, NULL),
    ('fnd_3', ${young}, ${REGION}, 'r', 'arn:of-the-first-look', '', 'queue', 'high', 'certain', 'No alarm.', '{}', ${at(30.5)}, ${at(31)}, NULL),
    ('fnd_2', ${account}, ${REGION}, 'r', ${other.queueArn}, '', 'queue', 'high', 'certain', 'No queue.', '{}', ${at(-20)}, ${at(20)}, ${at(80)})`,
  );
  await execute(
    office.db,
    sql`INSERT INTO cost_day (arn, day, account_id, region, low, high, tax_low, tax_high) VALUES
    (${pair.queueArn}, '2026-11-09', ${account}, ${REGION}, 1, 2, 0.1, 0.2), (${pair.queueArn}, '2026-11-15', ${account}, ${REGION}, 1, 3, 0, 0),
    (${pair.queueArn}, '2026-11-16', ${account}, ${REGION}, 50, 50, 5, 5), (${other.queueArn}, '2026-11-10', ${account}, ${REGION}, 4, 4, NULL, NULL)`,
  );
  await addHealth();
  await made.writeAt(office, at(168 + 8));
  review = await office.ask("getReview", { id: "latest" });
});
afterAll(() => office.stop());

test("a review is of a whole week of its zone", () => {
  expect(review).toMatchObject({
    week: WEEK,
    zone: made.ZONE,
    isPartial: false,
    writtenBy: "the schedule",
    pipelineCount: 1,
  });
  expect([review.from, review.until]).toEqual(["2026-11-08T23:00:00.000Z", "2026-11-15T23:00:00.000Z"]);
});

test("what came through late is what left by a run of the week and was not seen again, in the owner's unit", () => {
  expect(number("late")).toMatchObject({ value: 43, words: "43 orders late", isEstimate: true, factKinds: ["late"] });
});

test("what is probably expired within the week is lost", () => {
  expect(number("lost")).toMatchObject({ value: 2, words: "2 orders lost", isEstimate: true });
  expect(review.totals.expiredCount).toBe(2);
});

test("pages and times are those of real state changes; noise has no time", () => {
  expect(number("pages")).toMatchObject({ value: 3, why: "2 acknowledged, 1 called noise." });
  expect(number("time-to-resolve")).toMatchObject({ value: 3 * 3600, words: "3 h to resolve" });
  expect(review.totals.times).toEqual({
    detectSeconds: 120,
    acknowledgeSeconds: 300,
    resolveSeconds: 10_800,
    alertCount: 2,
  });
  expect(review.totals.pages).toEqual({ count: 3, acknowledgedCount: 2, noiseCount: 1 });
});

test("hours blind are clipped to the week and added up", () => {
  expect(number("blind-hours")).toMatchObject({ value: expect.closeTo(4, 4), words: "4 hours blind" });
});

test("classes are counted by what they did in the week and what they were at its end", () => {
  expect(review.totals.classes).toEqual({ newCount: 1, regressedCount: 1, closedCount: 1, openCount: 3 });
});

test("redrives tell what came of them", () => {
  expect(review.totals.redrives).toEqual({
    runCount: 2,
    sentCount: 44,
    goneCount: 2,
    returnedCount: 1,
    unknownCount: 41,
    bounceShare: 1 / 3,
  });
  expect([review.totals.discardedCount, review.totals.rescuedCount]).toEqual([1, 1]);
});

test("costs are of the days of the week, holes of when they were opened and closed", () => {
  expect(review.totals).toMatchObject({
    cost: { low: 6, high: 9 },
    failureTax: { low: 0.1, high: 0.2 },
    ownCost: null,
    findings: { openedCount: 1, closedCount: 1 },
  });
});

test("a pipeline has its own part of it, how it did and why to talk about it", () => {
  const [first] = review.pipelines;

  expect(first).toMatchObject({
    ...{
      id: pipeline,
      name: "orders",
      owner: "checkout",
      team: "team checkout",
      tier: "1",
      position: 1,
      isGone: false,
    },
    ...{
      classes: { newCount: 1, regressedCount: 1, closedCount: 1, openCount: 2 },
      expiredCount: 2,
      discardedCount: 1,
      rescuedCount: 1,
    },
    ...{ cost: { low: 2, high: 5 }, findings: { openedCount: 1, closedCount: 0 } },
    health: {
      state: "degraded",
      reason: "Slow.",
      shares: { healthy: 0.25, failing: 0.25, degraded: 0.5, blind: 0 },
      unmeasuredShare: 0,
    },
  });
  expect(first?.whyTalk).toEqual([
    "2 orders probably expired",
    "1 failure came back",
    "1 new failure",
    "33 % of what was redriven came back",
    "3 pages",
    "1 new hole in coverage",
  ]);
});

test("teams, decisions and what is nobody's", () => {
  expect(review.teams).toEqual([
    { team: "team checkout", late: 3, lost: 2, pages: 3, openClasses: 2, pipelineCount: 1 },
    { team: null, late: 40, lost: 0, pages: 0, openClasses: 1, pipelineCount: 0 },
  ]);
  expect(review.decisions).toEqual([
    {
      label: 'Nobody has "OrderError", open for 15 days. Whose is it?',
      href: expect.stringMatching(/^\/failures\/fc_/),
      pipelineId: null,
    },
  ]);
  expect(review.unownedCount).toBe(1);
});

test("one sentence says the week", () => {
  expect(review.headline).toBe("43 orders late, 2 lost, 3 pages, 3 failures open, 4 hours blind.");
});

test("every number opens the list behind it, which adds up to it", async () => {
  for (const { key, factKinds, value } of review.numbers) {
    const facts = await office.ask("listReviewFacts", { id: review.id, kinds: factKinds.join(",") });
    if (["late", "lost", "pages", "blind-hours"].includes(key)) expect([key, facts.sum]).toEqual([key, value]);
  }
  const mine = await office.ask("listReviewFacts", { id: review.id, kind: "class-new", pipelineId: pipeline });
  expect(mine.items).toMatchObject([
    { label: "OrderError", pipelineName: "orders", team: "team checkout", href: expect.any(String) },
  ]);
});

test("the hash is that of the facts, worked out again by whoever has them", async () => {
  const facts = (await listAllFacts(office.webDb, EVERYTHING, review.id)).map(({ seq: _, ...fact }) => fact);

  expect(hashOfFacts(facts)).toBe(review.sha256);
});
