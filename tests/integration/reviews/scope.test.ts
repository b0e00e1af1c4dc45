import { afterAll, beforeAll, expect, test } from "vitest";
import type { Review } from "@/lib/contract/review-fields";
import type { Scope } from "@/lib/core/access/scope";
import { fenced } from "@/lib/db/fence";
import { operations } from "@/lib/operations";
import { createOffice, type Office } from "../../support/world";
import * as made from "./week-of-facts";

const WEEK = "2026-W45";
const at = (hours: number) => made.hourOf(WEEK, hours);
let office: Office;
let mine: made.QueuePair;
let shared: made.QueuePair;
let secret: made.QueuePair;
let accounts: { readonly here: string; readonly hub: string };
let ids: { readonly own: string; readonly crossing: string; readonly hidden: string };
let review: Review;

beforeAll(async () => {
  office = await createOffice("http://127.0.0.1:9");
  await made.aSchedule(office);
  accounts = {
    here: await made.anAccount(office, "111111111111", at(-1000)),
    hub: await made.anAccount(office, "222222222222", at(-1000)),
  };
  mine = await made.aPair(office, accounts.here, "111111111111", "mine", "checkout");
  shared = await made.aPair(office, accounts.here, "111111111111", "shared", "checkout");
  secret = await made.aPair(office, accounts.hub, "222222222222", "secret", "secret-owner");
  ids = {
    own: await made.aPipelineOf(office, "mine", [mine], at(-1000)),
    crossing: await made.aPipelineOf(office, "crossing", [shared, secret], at(-1000)),
    hidden: await made.aPipelineOf(office, "secret-pipeline", [secret], at(-1000)),
  };
  for (const [week, pairs] of [
    ["2026-W44", [mine, secret]],
    [WEEK, [mine, shared, secret, secret]],
  ] as const) {
    for (const [index, pair] of pairs.entries()) {
      const classId = await made.aClass(office, pair, {
        title: pair === secret ? "secret-error" : "OrderError",
        firstSeenAt: made.hourOf(week, 10 + index),
      });
      await made.aRun(
        office,
        pair,
        { classId, startedAt: made.hourOf(week, 12) },
        Array.from({ length: 2 + index }, () => ({ state: "deleted", outcome: "gone" })),
      );
      await made.anAlert(office, pair, classId, {
        since: at(10),
        pagedAt: made.hourOf(week, 11),
        toldAt: made.hourOf(week, 11),
        resolvedAt: made.hourOf(week, 14 + index),
      });
    }
    await made.writeAt(office, made.hourOf(week, 168 + 8));
  }
  await made.blind(office, accounts.hub, "eu-west-1", at(300), at(301));
  review = await office.ask("getReview", { id: WEEK });
  await office.ask("addReviewNote", { id: review.id, text: "secret of the whole" });
  await office.ask("addReviewNote", { id: review.id, pipelineId: ids.own, text: "About mine." });
  await office.ask("addReviewNote", { id: review.id, pipelineId: ids.crossing, text: "secret of crossing" });
  await office.ask("createReviewAction", { text: "secret of all", owner: "x", reviewId: review.id });
  await office.ask("createReviewAction", { text: "Mend mine", owner: "x", pipelineId: ids.own, reviewId: review.id });
  await office.ask("createReviewAction", {
    text: "secret mend",
    owner: "x",
    pipelineId: ids.hidden,
    reviewId: review.id,
  });
});
afterAll(() => office.stop());

interface Seen {
  readonly late: number;
  readonly lateBefore: number;
  readonly pages: number;
  readonly pipelines: readonly string[];
  readonly leftOut: number;
  readonly notes: readonly string[];
  readonly actions: readonly string[];
}
const NOTHING: Seen = { late: 0, lateBefore: 0, pages: 0, pipelines: [], leftOut: 0, notes: [], actions: [] };
const PEOPLE: readonly (readonly [string, () => Scope, Seen])[] = [
  [
    "who sees one account",
    () => ({ kind: "accounts", accountIds: [accounts.here] }),
    {
      late: 5,
      lateBefore: 2,
      pages: 2,
      pipelines: ["mine"],
      leftOut: 1,
      notes: ["About mine."],
      actions: ["Mend mine"],
    },
  ],
  [
    "who sees one queue",
    () => ({ kind: "accounts", accountIds: [], arns: { [shared.queueArn]: accounts.here } }),
    { ...NOTHING, late: 3, pages: 1, leftOut: 1 },
  ],
  [
    "who sees all resources of a pipeline",
    () => ({
      kind: "accounts",
      accountIds: [],
      arns: { [mine.queueArn]: accounts.here, [mine.dlqArn]: accounts.here },
    }),
    {
      late: 2,
      lateBefore: 2,
      pages: 1,
      pipelines: ["mine"],
      leftOut: 0,
      notes: ["About mine."],
      actions: ["Mend mine"],
    },
  ],
  ["who sees nothing", () => ({ kind: "accounts", accountIds: [] }), NOTHING],
];

test("who sees everything sees all of it, in one sum", () => {
  expect(review.numbers[0]).toMatchObject({ value: 14, words: "14 orders late" });
  expect(review.numbers[0]?.trend.at(-2)).toEqual({ week: "2026-W44", value: 5 });
  expect(review.pipelines.map(({ name }) => name).sort()).toEqual(["crossing", "mine", "secret-pipeline"]);
});

test("what belongs to two pipelines is in both and in the sum once", async () => {
  const counts = review.pipelines.map(({ id, redrives }) => [id, redrives.sentCount]);
  const { items } = await office.ask("listReviewFacts", { id: review.id, kind: "late", pipelineId: ids.hidden });

  expect(Object.fromEntries(counts)).toEqual({ [ids.own]: 2, [ids.crossing]: 12, [ids.hidden]: 9 });
  expect(items.map(({ value }) => value)).toEqual([4, 5]);
});

test.each(PEOPLE)("%s gets sums over what they see, behind the fence and without it", async (_, scopeOf, seen) => {
  const scope = scopeOf();
  for (const db of [fenced(office.webDb, scope), office.webDb]) {
    const ctx = { ...office.web("viewer", { scope }), db };
    const got = await operations.getReview(ctx, { id: review.id });
    const notes = await operations.listReviewNotes(ctx, { id: review.id });
    const actions = await operations.listReviewActions(ctx, {});
    const [brief] = (await operations.listReviews(ctx, {})).items;

    expect({
      late: got.numbers[0]?.value,
      lateBefore: got.numbers[0]?.trend.at(-2)?.value,
      pages: got.totals.pages.count,
      pipelines: got.pipelines.map(({ name }) => name),
      leftOut: got.leftOutCount,
      notes: notes.items.map(({ text }) => text),
      actions: actions.items.map(({ text }) => text),
    }).toEqual(seen);
    expect([brief?.pipelineCount, brief?.headline]).toEqual([got.pipelineCount, got.headline]);
    expect((await operations.listReviewFacts(ctx, { id: review.id, kind: "late" })).sum ?? 0).toBe(seen.late);
  }
});

test.each(PEOPLE)("%s is told no secret, whatever is asked of a review", async (_, scopeOf) => {
  const scope = scopeOf();
  for (const db of [fenced(office.webDb, scope), office.webDb]) {
    const ctx = { ...office.web("viewer", { scope }), db };
    const answers = [
      await operations.getReview(ctx, { id: review.id }),
      await operations.listReviewFacts(ctx, { id: review.id, limit: 200 }),
      await operations.listReviewFacts(ctx, { id: review.id, pipelineId: ids.crossing }),
      await operations.getReviewMinutes(ctx, { id: review.id }),
      ...(await Promise.all(
        (["markdown", "csv", "json"] as const).map((format) => operations.exportReview(ctx, { id: review.id, format })),
      )),
    ];

    for (const answer of answers) {
      const text = JSON.stringify(answer);
      expect(text).not.toMatch(/secret|222222222222/);
      for (const hidden of [ids.hidden, ids.crossing, accounts.hub]) expect(text).not.toContain(hidden);
    }
  }
});

test("a sum for who sees a part is the sum of the list behind it, and the total of all parts is the whole", async () => {
  const sumOf = async (scope: Scope) =>
    (await operations.getReview(office.web("viewer", { scope }), { id: review.id })).totals.redrives.sentCount;
  const parts = await Promise.all(
    [accounts.here, accounts.hub].map((id) => sumOf({ kind: "accounts", accountIds: [id] })),
  );

  expect(parts.reduce((sum, one) => sum + one, 0)).toBe(review.totals.redrives.sentCount);
});

test("who sees a part writes about what they see all of, and nothing else", async () => {
  const scope: Scope = { kind: "accounts", accountIds: [accounts.here] };
  const ask = { ...office.web("operator", { scope }), db: fenced(office.webDb, scope) };
  const note = (pipelineId?: string) =>
    operations.addReviewNote(ask, { id: review.id, text: "Seen.", ...(pipelineId && { pipelineId }) });
  const agree = (more: object) => operations.createReviewAction(ask, { text: "Do it", owner: "me", ...more });

  expect(await note(ids.own)).toMatchObject({ text: "Seen.", pipelineId: ids.own });
  await expect(note()).rejects.toMatchObject({ status: 403 });
  await expect(note(ids.crossing)).rejects.toMatchObject({ status: 404 });
  expect(await agree({ pipelineId: ids.own })).toMatchObject({ state: "open", pipelineName: "mine" });
  await expect(agree({})).rejects.toMatchObject({ status: 422 });
  await expect(agree({ pipelineId: ids.hidden })).rejects.toMatchObject({ status: 404 });
  await expect(agree({ pipelineId: ids.crossing })).rejects.toMatchObject({ status: 403 });
  await expect(agree({ evidence: { kind: "pipeline", id: ids.hidden } })).rejects.toMatchObject({ status: 404 });
});
