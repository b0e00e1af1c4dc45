import { expect, test } from "vitest";
import { costsQuery, exportAddress, monthChoices, monthIn, monthName } from "./costs-query";

const NOW = Date.UTC(2026, 0, 31, 23);

test.each([
  ["2026-11", "2026-11"],
  ["2026-13", undefined],
  ["november", undefined],
  [null, undefined],
])("the month %s in the address is read as %s", (month, read) => {
  expect(monthIn({ get: () => month })).toBe(read);
});

test("thirteen months can be chosen, and the one that the address names besides", () => {
  const months = monthChoices(NOW, "2019-05");

  expect([months.length, months[0], months[1], months.at(-2), months.at(-1)]).toEqual([
    14,
    "2026-01",
    "2025-12",
    "2025-01",
    "2019-05",
  ]);
  expect(monthChoices(NOW, "2025-12")).toHaveLength(13);
});

test("the file holds what the page shows: the same month, account and Region", () => {
  const parameters = new URLSearchParams("month=2026-10&account=acc_1&region=eu-central-1&tab=x");

  expect(costsQuery(parameters)).toEqual({ month: "2026-10", accountId: "acc_1", region: "eu-central-1" });
  expect(exportAddress(parameters)).toBe("/api/v1/costs/export?month=2026-10&accountId=acc_1&region=eu-central-1");
  expect(exportAddress(new URLSearchParams())).toBe("/api/v1/costs/export");
});

test("a month is called by its name", () => {
  expect(monthName("2026-11")).toBe("November 2026");
});
