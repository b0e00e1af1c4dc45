import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review } from "@/lib/contract/review-fields";
import { queueNamed } from "../../jobs/demo/story/estate/estate-queues";
import { TRICKLE_KEPT_SECONDS } from "./calendar";
import { ownNumbers } from "./own-numbers";
import { momentOf, type Played } from "./play";
import type { Received } from "./receiver";
import { close, type Script, type Told, tell, WEEKEND, WHOLE } from "./story";

const IS_WHOLE = process.env.DLO_FORTNIGHT === "whole";
const SCRIPT: Script = IS_WHOLE ? WHOLE : WEEKEND;
const DAY_MS = 86_400_000;
const MINUTES = 60;
const WEEKS = IS_WHOLE ? [0, 1] : [0];

let told: Told;
beforeAll(
  async () => {
    told = await tell(SCRIPT);
  },
  (IS_WHOLE ? 90 : 20) * 60_000,
);
afterAll(() => close(told));

/** Between the beginning of an incident and that of the next. */
function pagesOf(one: Played): Received[] {
  const next = told.played[told.played.indexOf(one) + 1];
  return told.receiver.pages().filter(({ at }) => at >= one.begunAt && (!next || at < next.begunAt));
}
/** Of an incident that fills a queue the first dead letter, else its beginning. */
function failedAt({ begunAt, appointment: { incident } }: Played): Date {
  const letters = told.log.deadLettered(begunAt, told.stage.now());
  const first = letters.find(({ queueName }) => queueName === incident.fills);
  return first ? new Date(first.at) : begunAt;
}
const playedOf = (name: string) => {
  const found = told.played.find(({ appointment }) => appointment.incident.name === name);
  if (!found) throw new Error(`${name} was not played`);
  return found;
};
const shown = ({ owner, alert, at }: Received) => `${at.toISOString()} ${owner}: ${alert?.title}`;

test("every delivery is signed, and none comes twice", () => {
  const ids = told.receiver.received.map(({ messageId }) => messageId);

  expect(told.receiver.refused).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(SCRIPT.calendar)("$incident.name", ({ incident, owner, pagedWithinSeconds, says }) => {
  test(`wakes ${owner} once, and nobody else`, () => {
    const pages = pagesOf(playedOf(incident.name));

    expect(pages.map(shown)).toEqual([expect.stringContaining(owner)]);
    expect(pages[0]?.owner).toBe(owner);
    const words = pages.flatMap(({ alert }) => [
      alert?.title,
      ...(alert?.pipelines ?? []).map(({ name }) => name),
      ...(alert?.reasons ?? []).flatMap((one) => [one.subject, one.sentence]),
    ]);
    expect(words.join("\n")).toMatch(says);
  });

  test(`wakes somebody within ${pagedWithinSeconds / MINUTES} minutes of the first failure`, () => {
    const played = playedOf(incident.name);
    const [page] = pagesOf(played);

    expect(((page?.at.getTime() ?? 0) - failedAt(played).getTime()) / 1000).toBeLessThanOrEqual(pagedWithinSeconds);
    expect(page?.at.getTime()).toBeGreaterThanOrEqual(played.begunAt.getTime());
  });
});

test("nobody is woken on a quiet day", () => {
  const dayOf = (at: Date) => Math.floor((at.getTime() - told.monday.getTime()) / DAY_MS);
  const busy = new Set(told.played.map(({ begunAt }) => dayOf(begunAt)));
  const days = Array.from({ length: dayOf(told.stage.now()) + 1 }, (_, day) => day);
  const quiet = days.filter((day) => !busy.has(day));

  expect(quiet.length).toBeGreaterThanOrEqual(IS_WHOLE ? 5 : 1);
  expect(
    told.receiver
      .pages()
      .filter(({ at }) => !busy.has(dayOf(at)))
      .map(shown),
  ).toEqual([]);
  expect(told.receiver.pages()).toHaveLength(told.played.length);
});

test("the slow trickle wakes somebody long before its first message is lost", () => {
  const played = playedOf("slow-trickle");
  const [page] = pagesOf(played);
  const dlq = queueNamed("loyalty-dlq").name;
  const lost = told.log.expired(played.begunAt, told.stage.now()).filter(({ queueName }) => queueName === dlq);

  const firstDiesAt = failedAt(played).getTime() + TRICKLE_KEPT_SECONDS * 1000;
  expect(firstDiesAt - (page?.at.getTime() ?? 0)).toBeGreaterThan(20 * 3_600_000);
  expect(lost).toEqual([]);
});

test.skipIf(!IS_WHOLE)("connecting twenty-seven accounts with what was forgotten in them wakes nobody", async () => {
  const since = momentOf(told.monday, WHOLE.fleetAt ?? { day: 0, hour: 0 });
  const { items } = await told.stage.world.ask("listAccounts", {});

  expect(items).toHaveLength(30);
  expect(
    told.receiver
      .pages()
      .filter(({ at }) => at >= since)
      .map(shown),
  ).toEqual([]);
});

describe.each(WEEKS)("the review of week %i", (week) => {
  const from = () => new Date(told.monday.getTime() + week * 7 * DAY_MS);
  const until = () => new Date(from().getTime() + 7 * DAY_MS);
  const own = () => ownNumbers(told, { from: from(), until: until() });
  let review: Review;
  beforeAll(async () => {
    const { items } = await told.stage.world.ask("listReviews", {});
    const found = items.find((one) => one.from === from().toISOString());
    review = await told.stage.world.ask("getReview", { id: found?.id ?? "none" });
  });
  const factsOf = async (kind: "time-to-detect" | "time-to-acknowledge" | "class-closed") =>
    (await told.stage.world.ask("listReviewFacts", { id: review.id, kind, limit: 200 })).items;

  test("is written by the schedule, once, of the whole week, and posted", async () => {
    const { items } = await told.stage.world.ask("listReviews", {});
    const posted = told.receiver.received.filter(({ type, at }) => type === "review.written" && at >= until());

    expect(items).toHaveLength(WEEKS.length);
    expect(review).toMatchObject({ writtenBy: "the schedule", isPartial: false, until: until().toISOString() });
    const lateMs = Date.parse(review.writtenAt) - until().getTime() - 7 * 3_600_000;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(3_700_000);
    expect(posted.map(({ owner }) => owner)[0]).toBe("platform");
  });

  test("says how many came late, were lost and were discarded as the simulator's log does", () => {
    const { late, expired, lostEvents, discarded } = own();
    const number = (key: string) => review.numbers.find((one) => one.key === key)?.value;

    const { expiredCount, discardedCount } = review.totals;
    expect({ late: number("late"), lost: number("lost"), expiredCount, discardedCount }).toEqual({
      late,
      lost: expired + lostEvents,
      expiredCount: expired,
      discardedCount: discarded,
    });
    expect(late).toBeGreaterThan(0);
  });

  test("says what redrives sent, and what came back, as the simulator's log does", () => {
    const { sent, returned, runs } = own();

    expect(review.totals.redrives).toMatchObject({ runCount: runs, sentCount: sent, returnedCount: returned });
    expect(review.totals.redrives.goneCount).toBe(sent - returned);
  });

  test("counts pages, answers and noise as those do who got them", async () => {
    const { pages, acknowledged, noise, answerSeconds } = own();

    expect(review.totals.pages).toEqual({ count: pages, acknowledgedCount: acknowledged, noiseCount: noise });
    const said = (await factsOf("time-to-acknowledge")).length;
    expect(said).toBe(acknowledged - noise);
    if (noise === 0)
      expect(Math.abs((review.totals.times.acknowledgeSeconds ?? 0) - (answerSeconds ?? 0))).toBeLessThan(90);
  });

  test("says of each page how long it took from the first failure, give or take the product's own looks", async () => {
    const facts = await factsOf("time-to-detect");
    const inWeek = told.played.filter(({ begunAt }) => begunAt >= from() && begunAt < until());
    for (const played of inWeek) {
      const [page] = pagesOf(played);
      if (told.people.noise.some((one) => one.page === page)) continue;
      const fact = facts.find(({ href }) => href?.includes(page?.alert?.id ?? "none"));
      const took = ((page?.at.getTime() ?? 0) - failedAt(played).getTime()) / 1000;

      expect(fact, played.appointment.incident.name).toBeDefined();
      expect(Math.abs((fact?.value ?? -1) - took), played.appointment.incident.name).toBeLessThan(30 * MINUTES);
    }
  });

  test("counts new failures as the story does, and closed ones where the log shows nothing left", async () => {
    const { newClasses, emptied } = own();
    const closed = new Set((await factsOf("class-closed")).map(({ label }) => label));

    expect(review.totals.classes).toMatchObject({ newCount: newClasses, regressedCount: 0 });
    expect(review.totals.classes.closedCount).toBeGreaterThanOrEqual(emptied.length);
    expect(closed.size).toBeGreaterThan(0);
  });

  test("says how long an account could not be seen", () => {
    expect(Math.abs(review.totals.blindHours - own().blindHours)).toBeLessThan(IS_WHOLE ? 0.75 : 0.1);
  });
});
