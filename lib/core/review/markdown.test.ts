import { expect, test } from "vitest";
import { factsCsv } from "./csv";
import { reviewMarkdown } from "./markdown";
import { inline } from "./markdown-text";
import { minutesMarkdown } from "./minutes";
import type { ReviewText } from "./review";
import { numbersOf, totalsOf } from "./summarise";
import { healthOfWeek, sloOfWeek } from "./week-of-pipeline";
import { hoursWords, percentWords, spanWords, usdWords } from "./words";

const unit = { one: "order", many: "orders" };
const empty: ReviewText = {
  ...{ number: 1, week: "2026-W47", zone: "UTC", from: "f", until: "u", writtenAt: "w", isPartial: true },
  ...{
    headline: "A quiet week.",
    teams: [],
    decisions: [],
    unownedCount: 0,
    pipelines: [],
    leftOutCount: 0,
    sha256: "h",
  },
  numbers: numbersOf({ tallies: new Map(), unit, sight: null }).map((one) => ({ ...one, trend: [] })),
  totals: totalsOf(new Map()),
};

test("an empty week is a review like any other", () => {
  const text = reviewMarkdown(empty, unit);

  expect(text).toContain("# Weekly review 2026-W47 (partial)");
  expect(text).toContain("## Decisions needed\n\nNone.");
  expect(text).toContain("Own cost: not measured");
  expect(minutesMarkdown(empty, [], [])).toContain("Nobody wrote anything.");
});

test.each([
  ["# heading", "\\# heading"],
  ["[a](http://x)", "\\[a\\](http:\u2060//x)"],
  ["<img src=x>", "\\<img src=x\\>"],
  ["a\n\n- b | c", "a - b \\| c"],
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
])("%j is shown and does nothing", (text, shown) => {
  expect(inline(text)).toBe(shown);
});

test("a cell that a spreadsheet would run is kept from it", () => {
  const fact = {
    kind: "late",
    at: null,
    value: -1,
    accountName: null,
    region: null,
    owner: null,
    team: null,
    pipelineName: null,
    detail: {},
  } as const;

  expect(factsCsv([{ ...fact, label: "=1+1" }])).toBe(
    'kind,label,at,value,account,region,owner,team,pipeline,detail\r\nlate,"\'=1+1",,-1,,,,,,{}\r\n',
  );
});

test("times, hours, shares and money are never rounded to nothing or all", () => {
  expect([45, 3599, 4800, 93_600].map(spanWords)).toEqual(["45 s", "1 h", "1 h 20 min", "1 d 2 h"]);
  expect([0, 0.01, 1, 3.46].map(hoursWords)).toEqual(["0 hours", "less than 0.1 hours", "1 hour", "3.5 hours"]);
  expect([0, 0.001, 0.5, 0.999, 1].map(percentWords)).toEqual(["0 %", "< 1 %", "50 %", "> 99 %", "100 %"]);
  expect([usdWords(null), usdWords({ low: 1, high: 1 }), usdWords({ low: 1, high: 2.5 })]).toEqual([
    "not measured",
    "$1.00",
    "$1.00 to $2.50",
  ]);
});

test("health is of the measured part of the week; a week that nobody judged is blind", () => {
  const [from, until] = [new Date("2026-11-16T00:00:00Z"), new Date("2026-11-23T00:00:00Z")];
  const half = [
    { state: "failing", reason: "It fails.", from: "2026-11-16T00:00:00Z", until: "2026-11-19T12:00:00Z" },
  ] as const;

  expect(healthOfWeek(half, from, until)).toMatchObject({
    state: "failing",
    shares: { failing: 1 },
    unmeasuredShare: 0.5,
  });
  expect(healthOfWeek([], from, until)).toMatchObject({ state: "blind", unmeasuredShare: 1, shares: { healthy: 0 } });
  expect(sloOfWeek(undefined)).toMatchObject({ value: null, budgetLeft: null });
});
