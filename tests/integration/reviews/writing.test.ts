import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/connect";
import { keepLastParts, removeParts, saveGone } from "@/lib/db/pipeline-assembly";
import { execute, rows, sql } from "@/lib/db/query";
import { writeDueReviews } from "@/lib/operations/reviews/write-review";
import { createOffice, type Office } from "../../support/world";
import * as made from "./week-of-facts";

let office: Office;
let account: string;
let pair: made.QueuePair;
const SPRING = "2026-W13";
beforeAll(async () => {
  office = await createOffice("http://127.0.0.1:9");
  account = await made.anAccount(office, "111111111111", made.hourOf(SPRING, -100));
  pair = await made.aPair(office, account, "111111111111", "orders", "checkout");
});
afterAll(() => office.stop());

const listed = async () => (await office.ask("listReviews", {})).items;
const weeks = async () => (await listed()).map(({ week, isPartial }) => (isPartial ? `${week} partial` : week));

test("without a schedule nothing writes itself", async () => {
  await made.writeAt(office, made.hourOf("2026-W14", 50));

  expect(await listed()).toEqual([]);
  expect((await office.ask("listReviews", {})).nextAt).toBeNull();
});

test("nothing is written of a week before anything was watched, nor before its time", async () => {
  await made.aSchedule(office);
  await made.writeAt(office, made.hourOf("2026-W11", 10));
  await made.writeAt(office, made.hourOf("2026-W14", 6));

  expect(await weeks()).toEqual(["2026-W12"]);
});

test("two workers at once write one, of a week of 167 hours, and an empty week says that it was quiet", async () => {
  const later = made.hourOf("2026-W14", 7.5);
  const two = [await made.workerAt(office, later, "worker-1"), await made.workerAt(office, later, "worker-2")];
  await Promise.all(two.map((worker) => writeDueReviews(worker)));
  const spring = await office.ask("getReview", { id: SPRING });

  expect(await weeks()).toEqual([SPRING, "2026-W12"]);
  expect((Date.parse(spring.until) - Date.parse(spring.from)) / 3_600_000).toBe(167);
  expect(spring.headline).toBe("A quiet week: nothing late, nothing lost, no page.");
  expect(spring.numbers.map(({ value }) => value)).toEqual([0, 0, 0, null, 0, null]);
  expect(spring.numbers[0]?.trend).toHaveLength(12);
  expect(spring.numbers[0]?.trend.slice(-3)).toEqual([
    { week: "2026-W11", value: null },
    { week: "2026-W12", value: 0 },
    { week: SPRING, value: 0 },
  ]);
});

test("after a downtime of weeks the last whole week alone is written", async () => {
  await made.writeAt(office, made.hourOf("2026-W18", 90));
  await made.writeAt(office, made.hourOf("2026-W18", 91));

  expect(await weeks()).toEqual(["2026-W17", SPRING, "2026-W12"]);
});

test("what a review says stays when classes, queues and pipelines are renamed or deleted, and an expiry that came to light late is in the next", async () => {
  const pipeline = await made.aPipelineOf(office, "orders", [pair], made.hourOf(SPRING, 0));
  const classId = await made.aClass(office, pair, { firstSeenAt: made.hourOf("2026-W18", 10) });
  await made.aMessage(office, pair, classId, {
    ...{ state: "probably-expired", expiresAt: made.hourOf("2026-W17", 100), stateAt: made.hourOf("2026-W18", 120) },
  });
  await made.writeAt(office, made.hourOf("2026-W19", 8));
  const before = await office.ask("getReview", { id: "latest" });
  const files = async () => {
    const formats = ["markdown", "csv", "json"] as const;
    return Promise.all(formats.map((format) => office.ask("exportReview", { id: before.id, format })));
  };
  const written = await files();
  await execute(office.db, sql`UPDATE failure_class SET title = 'renamed' WHERE id = ${classId}`);
  await execute(office.db, sql`UPDATE queue SET name = 'renamed', deleted_at = now() WHERE account_id = ${account}`);
  await execute(office.db, sql`UPDATE pipeline SET name = 'renamed' WHERE id = ${pipeline}`);
  await execute(office.db, sql`UPDATE ownership SET owner = 'others', team = 'others'`);
  const { items } = await office.ask("listReviewFacts", { id: before.id, kind: "class-new" });

  expect(before).toMatchObject({ week: "2026-W18", totals: { expiredCount: 1, classes: { newCount: 1 } } });
  expect(await office.ask("getReview", { id: before.id })).toEqual(before);
  expect(await files()).toEqual(written);
  expect(items).toMatchObject([{ label: "OrderError", pipelineName: "orders", href: `/failures/${classId}` }]);
  await execute(office.db, sql`UPDATE queue SET deleted_at = NULL WHERE account_id = ${account}`);
});

test("a pipeline that was deleted in the week is in its review, with what belonged to it, and in none after", async () => {
  const gonePair = await made.aPair(office, account, "111111111111", "gone", "checkout");
  const id = await made.aPipelineOf(office, "gone", [gonePair], made.hourOf("2026-W18", 0));
  await made.aClass(office, gonePair, { firstSeenAt: made.hourOf("2026-W19", 20) });
  const parts = [gonePair.queueArn, gonePair.dlqArn].map((arn) => ({ pipelineId: id, arn }));
  await made.workerAt(office, made.hourOf("2026-W19", 60));
  await inTransaction(office.workerDb, async (tx) => {
    await keepLastParts(tx, [{ id }]);
    await removeParts(tx, parts);
    await saveGone(tx, [{ id, intoId: null }]);
  });
  await made.writeAt(office, made.hourOf("2026-W20", 8));
  const review = await office.ask("getReview", { id: "2026-W19" });
  const scoped = await office.ask("getReview", { id: review.id }, "viewer", {
    scope: { kind: "accounts", accountIds: [account] },
  });
  await made.writeAt(office, made.hourOf("2026-W21", 8));

  expect(review.pipelines.find((one) => one.id === id)).toMatchObject({
    isGone: true,
    owner: "checkout",
    classes: { newCount: 1 },
  });
  expect(scoped.pipelines.map(({ name }) => name)).toContain("gone");
  expect((await office.ask("getReview", { id: "2026-W20" })).pipelines.map((one) => one.id)).not.toContain(id);
});

test("people ask for a week, also for the present one: each partial one is one of its own", async () => {
  const now = made.hourOf("2026-W21", 60);
  const worker = await made.workerAt(office, now);
  const ask = async (week?: string) => {
    const { operations } = await import("@/lib/operations");
    const answer = await operations.writeReview({ ...office.web("admin"), now: () => now }, week ? { week } : {});
    await writeDueReviews(worker);
    return answer;
  };
  const there = await ask();
  await ask("2026-W16");
  await ask("2026-W21");
  await ask("2026-W21");
  const [latest, , older] = await listed();

  expect(there).toEqual({ week: "2026-W20", reviewId: expect.stringMatching(/^rev_/) });
  expect((await weeks()).slice(0, 4)).toEqual(["2026-W21 partial", "2026-W21 partial", "2026-W16", "2026-W20"]);
  expect(latest).toMatchObject({ writtenBy: "admin", until: now.toISOString() });
  expect(older?.week).toBe("2026-W16");
  await expect(ask("2026-W22")).rejects.toThrow("There is no review of that week.");
  await expect(ask("2025-W53")).rejects.toThrow("There is no review of that week.");
  expect((await office.ask("getReview", { id: "latest" })).week).toBe("2026-W20");
});

test("channels are told of a whole review, once, in the transaction that wrote it", async () => {
  await execute(
    office.db,
    sql`INSERT INTO channel (id, kind, name, config, created_at, updated_at) VALUES ('chn_1', 'webhook', 'leads', '{}', now(), now())`,
  );
  await made.aSchedule(office, ["leads", "nobody"]);
  await made.writeAt(office, made.hourOf("2026-W22", 8));
  await made.writeAt(office, made.hourOf("2026-W22", 9));
  const [review] = await listed();
  const told = await rows<{ reviewId: string; document: { title: string; lines: string[]; openUrl: string } }>(
    office.db,
    sql`SELECT review_id, document FROM notification WHERE kind = 'review'`,
  );

  expect(told).toMatchObject([
    { reviewId: review?.id, document: { openUrl: `http://127.0.0.1/reviews/${review?.id}` } },
  ]);
  expect(told[0]?.document.title).toMatch(/^Weekly review 2026-W21: /);
  expect(told[0]?.document.lines).toContain("Orders late: no orders late");
});
