import { expect, test } from "vitest";
import { archiveCovers, archiveStateWords, oldestEventAt, storedUsdPerMonth } from "./archive-facts";

const NOW = new Date("2026-11-21T12:00:00Z");
const day = (text: string) => new Date(`2026-11-${text}Z`);
const CREATED = day("01T00:00:00");
const RANGE = { from: day("20T10:00:00"), until: day("20T11:00:00") };
const keepsAll = { retentionDays: 30, eventPattern: null, state: "ENABLED" };

test.each([
  ["the retention, once it is older than that", 10, CREATED, "2026-11-11T12:00:00.000Z"],
  ["its creation, while it is younger than its retention", 90, CREATED, "2026-11-01T00:00:00.000Z"],
  ["its creation, when it keeps for ever", 0, CREATED, "2026-11-01T00:00:00.000Z"],
  ["at least the retention, when its creation is not known", 10, null, "2026-11-11T12:00:00.000Z"],
  ["nothing, when neither is known", 0, null, undefined],
])("the oldest event of an archive is bound by %s", (_, retentionDays, createdAt, expected) => {
  expect(oldestEventAt(retentionDays, createdAt, NOW)?.toISOString()).toBe(expected);
});

test.each([
  ["it keeps everything since before", keepsAll, CREATED, true],
  ["retention has deleted those events", { ...keepsAll, retentionDays: 1 }, CREATED, false],
  ["it was made later", keepsAll, day("21T00:00:00"), false],
  ["it was made in between", keepsAll, day("20T10:30:00"), false],
  ["nobody knows since when it is there", { ...keepsAll, retentionDays: 0 }, null, null],
  ["it keeps only events of a pattern", { ...keepsAll, eventPattern: '{"source":["shop"]}' }, CREATED, null],
  ["it is switched off, nobody knows since when", { ...keepsAll, state: "DISABLED" }, CREATED, null],
  ["it could not be created", { ...keepsAll, state: "CREATE_FAILED" }, CREATED, false],
])("whether an archive covers an hour is told when %s", (_, archive, createdAt, covers) => {
  expect(archiveCovers(archive, createdAt, RANGE, NOW).covers).toBe(covers);
});

test("a thousand million bytes cost about two cents a month; an unknown size has no price", () => {
  expect(storedUsdPerMonth(1024 ** 3)).toBeCloseTo(0.023);
  expect(storedUsdPerMonth(0)).toBe(0);
  expect(storedUsdPerMonth(null)).toBeNull();
});

test("a state that AWS may add is shown as it is", () => {
  expect(archiveStateWords("ENABLED")).toBe("keeps events");
  expect(archiveStateWords("SOMETHING_NEW")).toBe("SOMETHING_NEW");
});
