import { expect, test } from "vitest";
import { lastMinutes, localOf, shownAround, whyNot, wishIn } from "./replay-wish";

const NOW = Date.parse("2026-11-21T12:34:56Z");
const asked = (query: string) => wishIn(new URLSearchParams(query), NOW);

test("without a time in the address the last hour that is surely archived is meant", () => {
  expect(asked("")).toEqual({
    from: "2026-11-21T11:24:00.000Z",
    until: "2026-11-21T12:24:00.000Z",
    ruleIds: [],
    isAll: false,
  });
});

test("an address that names an end means the hour before it, and one that names nonsense nothing", () => {
  expect(asked("until=2026-11-21T10:00:00Z").from).toBe("2026-11-21T09:00:00.000Z");
  expect(asked("from=yesterday").from).toBe("2026-11-21T11:24:00.000Z");
});

test("nothing is asked for without rules, or with an end before its start", () => {
  expect(whyNot(asked(""))).toBe("Choose the rules that are to get the events.");
  expect(whyNot(asked("all=1"))).toBeUndefined();
  expect(whyNot(asked("rules=res_1,res_2"))).toBeUndefined();
  expect(whyNot(asked("from=2026-11-21T11:00:00Z&until=2026-11-21T10:00:00Z&all=1"))).toMatch(/later than the start/);
});

test("the chart shows the chosen time with some before and after it, and nothing of the future", () => {
  const shown = shownAround(lastMinutes(60, NOW), NOW);
  expect(shown).toEqual({ from: "2026-11-21T09:54:00.000Z", until: "2026-11-21T12:34:00.000Z" });
});

test("a time is put into its field in the viewer's zone", () => {
  expect(localOf("2026-11-21T23:30:00Z", "Asia/Kolkata")).toBe("2026-11-22T05:00");
});
