import { expect, test } from "vitest";
import { costsHeadline } from "./costs-headline";

const row = {
  pipelineId: "pl_1",
  name: "orders",
  owner: null,
  monthToDate: null,
  forecast: null,
  perMillion: null,
  failureTax: null,
  billUsd: null,
  isOfPart: false,
  note: null,
};
const told = { month: "2026-11", rows: [row], sum: { monthToDate: { low: 412, high: 960 }, failureTax: null } };

test.each([
  [{ low: 38, high: 38 }, "Pipelines cost about $412–$960 this month so far; $38.00 of it is failure tax."],
  [{ low: 0, high: 0 }, "Pipelines cost about $412–$960 this month so far; none of it is failure tax."],
  [null, "Pipelines cost about $412–$960 this month so far; how much of it is failure tax is not known."],
])("the headline tells the cost and its failure tax %o", (failureTax, text) => {
  expect(costsHeadline({ ...told, sum: { ...told.sum, failureTax } }, "2026-11")).toBe(text);
});

test("what is less than a cent is not about less than a cent", () => {
  const sum = { monthToDate: { low: 0.001, high: 0.002 }, failureTax: { low: 0, high: 0 } };
  expect(costsHeadline({ ...told, sum }, "2026-11")).toBe(
    "Pipelines cost less than $0.01 this month so far; none of it is failure tax.",
  );
});

test("a month that is over is named", () => {
  expect(costsHeadline(told, "2026-12")).toContain("in November 2026;");
});

test("a cost that nobody reckoned is unknown and not 0", () => {
  expect(costsHeadline({ ...told, sum: { monthToDate: null, failureTax: null } }, "2026-11")).toBe(
    "What pipelines cost this month so far is not known.",
  );
  expect(costsHeadline({ ...told, rows: [] }, "2026-11")).toBe("No pipeline is known yet.");
});
