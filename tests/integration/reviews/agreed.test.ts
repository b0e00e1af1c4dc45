import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import { createOffice, type Office, REGION } from "../../support/world";
import * as made from "./week-of-facts";

const WEEK = "2026-W45";
/** Wednesday noon of the week after. */
const NOW = made.hourOf("2026-W46", 60);
let office: Office;
let pair: made.QueuePair;
let pipeline: string;
let reviewId: string;
const at = (hours: number) => made.hourOf(WEEK, hours);
const admin = (now = NOW) => ({ ...office.web("admin"), now: () => now });
const list = async (now = NOW) => operations.listReviewActions(admin(now), {});

beforeAll(async () => {
  office = await createOffice("http://127.0.0.1:9");
  await made.aSchedule(office);
  const account = await made.anAccount(office, "111111111111", at(-1000));
  pair = await made.aPair(office, account, "111111111111", "orders", "checkout");
  pipeline = await made.aPipelineOf(office, "orders, =1+1", [pair], at(-1000));
  const classId = await made.aClass(office, pair, { title: '=cmd|"x", second\nline', firstSeenAt: at(10) });
  await made.aRun(office, pair, { classId, startedAt: at(12) }, [{ state: "deleted", outcome: "gone" }]);
  await made.writeAt(office, at(168 + 8));
  reviewId = (await office.ask("getReview", { id: "latest" })).id;
});
afterAll(() => office.stop());

async function aFinding(id: string, resolvedAt: Date | null): Promise<void> {
  await execute(
    office.db,
    sql`INSERT INTO coverage_finding (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at, resolved_at)
        VALUES (${id}, ${pair.accountId}, ${REGION}, 'r', ${pair.queueArn}, ${id}, 'queue', 'high', 'certain', 'No alarm.', '{}', ${at(1)}, ${at(100)}, ${resolvedAt})`,
  );
}

test("an action item is carried over, overdue by the days of the zone, and the tool says itself what became of it", async () => {
  await aFinding("fnd_gone", new Date(NOW.getTime() - 3_600_000));
  await aFinding("fnd_there", null);
  const resolved = await made.aClass(office, pair, { firstSeenAt: at(20), status: "resolved", resolvedAt: at(30) });
  const alert = await made.anAlert(office, pair, resolved, { since: at(20), toldAt: at(21) });
  const run = await made.aRun(office, pair, { classId: resolved, startedAt: at(22) }, [
    { state: "deleted", outcome: "returned" },
  ]);
  await execute(
    office.db,
    sql`INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at) VALUES (${pipeline}, 'healthy', 'Well.', ${at(40)}, ${NOW})`,
  );
  const evidences = [
    ["finding", "fnd_gone"],
    ["finding", "fnd_there"],
    ["class", resolved],
    ["alert", alert],
    ["run", run],
    ["pipeline", pipeline],
  ] as const;
  for (const [kind, id] of evidences)
    await operations.createReviewAction(admin(at(200)), {
      text: `Watch ${kind}`,
      owner: "ada",
      due: "2026-11-10",
      reviewId,
      evidence: { kind, id },
    });
  await made.writeAt(office, made.hourOf("2026-W46", 168 + 8));
  const { items, openCount, overdueCount } = await list();

  expect(items.map(({ evidence }) => [evidence?.verdict, evidence?.sentence])).toEqual([
    ["done", "finding gone since Wednesday"],
    ["not-yet", "finding still there, seen last Friday"],
    ["done", "failure resolved since 3 November 2026"],
    ["not-yet", "alert is still open"],
    ["not-yet", "run done 2 November 2026, and 1 came back"],
    ["done", "pipeline healthy since 3 November 2026"],
  ]);
  expect(items[0]).toMatchObject({ due: "2026-11-10", isOverdue: true, carriedCount: 1, pipelineId: null });
  expect([openCount, overdueCount]).toEqual([6, 6]);
  expect((await list(new Date("2026-11-10T22:59:59Z"))).overdueCount).toBe(0);
  expect((await list(new Date("2026-11-10T23:00:00Z"))).overdueCount).toBe(6);
});

test("what is overdue is a decision of the next review", async () => {
  const { decisions } = await office.ask("getReview", { id: "2026-W46" });

  expect(decisions.map(({ label }) => label).filter((label) => label.startsWith("Overdue"))).toHaveLength(6);
});

test("an action item is ended with a reason, opened again, and changed by one person at a time", async () => {
  const { id, version } = await office.ask("createReviewAction", { text: "Mend it", owner: "ada" });
  const update = (more: object, of = version) => office.ask("updateReviewAction", { id, version: of, ...more });

  await expect(update({ state: "dropped" })).rejects.toMatchObject({ status: 422 });
  expect(await update({ state: "dropped", reason: "not worth it" })).toMatchObject({
    state: "dropped",
    endReason: "not worth it",
    endedBy: "admin",
  });
  await expect(update({ text: "again" })).rejects.toMatchObject({ status: 409 });
  expect(await update({ state: "open", due: "2026-12-01" }, version + 1)).toMatchObject({
    state: "open",
    endedAt: null,
    endReason: null,
    due: "2026-12-01",
    version: version + 2,
  });
});

test("evidence that is not there is refused; one that vanishes later is unknown", async () => {
  await expect(
    office.ask("createReviewAction", { text: "x", owner: "x", evidence: { kind: "run", id: "run_none" } }),
  ).rejects.toMatchObject({ status: 404 });
  await execute(office.db, sql`UPDATE review_action SET evidence_id = 'fnd_erased' WHERE evidence_id = 'fnd_there'`);

  expect((await list()).items.map(({ evidence }) => evidence?.sentence)).toContain("the finding is not there any more");
});

test("minutes name what was said and agreed, and run nothing", async () => {
  await office.ask("addReviewNote", {
    id: reviewId,
    pipelineId: pipeline,
    text: "# Not a heading\n<script>alert(1)</script>",
  });
  const { fileName, markdown } = await operations.getReviewMinutes(admin(), { id: reviewId });

  expect(fileName).toBe("dlo-minutes-2026-W45.md");
  expect(markdown).toContain("# Minutes of the weekly review 2026-W45");
  expect(markdown).toContain("> \\# Not a heading\n> \\<script\\>alert(1)\\</script\\>");
  expect(markdown).toContain("finding gone since Wednesday");
  expect(markdown.match(/^# /gm)).toHaveLength(1);
});

test("files parse back to what the review says, and a spreadsheet runs none of their cells", async () => {
  const [review, { items }] = await Promise.all([
    office.ask("getReview", { id: reviewId }),
    office.ask("listReviewFacts", { id: reviewId, limit: 200 }),
  ]);
  const json = JSON.parse((await office.ask("exportReview", { id: reviewId, format: "json" })).text);
  const csv = cellsOf((await office.ask("exportReview", { id: reviewId, format: "csv" })).text);
  const markdown = await office.ask("exportReview", { id: reviewId });
  const [head = [], ...lines] = csv;

  expect(json.review).toEqual({ ...review, decisions: review.decisions.map((one) => ({ ...one, href: null })) });
  expect(json.facts).toEqual(items.map(({ href: _, ...fact }) => fact));
  expect(lines.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index]])))).toEqual(
    items.map((fact) => ({
      ...{
        kind: fact.kind,
        label: guarded(fact.label),
        at: fact.at ?? "",
        value: fact.value === null ? "" : String(fact.value),
      },
      ...{ account: fact.accountName ?? "", region: fact.region ?? "", owner: fact.owner ?? "", team: fact.team ?? "" },
      ...{ pipeline: fact.pipelineName ?? "", detail: JSON.stringify(fact.detail) },
    })),
  );
  expect(lines.flat().filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([]);
  expect(markdown).toMatchObject({ fileName: "dlo-review-2026-W45.md", contentType: "text/markdown; charset=utf-8" });
  expect(markdown.text).toContain("### 1. orders, =1+1");
});

const guarded = (text: string) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

/** Cells of CSV as RFC 4180 has them. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") lines.push([]);
  }
  return lines.slice(0, -1);
}
