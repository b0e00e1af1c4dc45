import { expect, test } from "vitest";
import { readBill } from "./read-bill";

const LEGACY = [
  "lineItem/UsageStartDate",
  "lineItem/UnblendedCost",
  "lineItem/CurrencyCode",
  "lineItem/ProductCode",
  "lineItem/UsageAccountId",
  "product/region",
  "lineItem/ResourceId",
  "resourceTags/user:pipeline",
];
const QUEUE = "arn:aws:sqs:eu-central-1:111111111111:orders";
const line = (more: { day?: string; cost?: string; currency?: string; tag?: string } = {}) => [
  `${more.day ?? "2026-11-03"}T00:00:00Z`,
  more.cost ?? "0.25",
  more.currency ?? "USD",
  "AWSQueueService",
  "111111111111",
  "eu-central-1",
  QUEUE,
  more.tag ?? "checkout",
];
const billOf = (records: string[][], tagKey: string | null = "pipeline") => {
  const bill = readBill(records, tagKey);
  if (bill.kind === "refused") throw new Error(bill.why);
  return bill;
};

test("lines of a day, resource and tag become one sum, and credits are taken off", () => {
  const bill = billOf([LEGACY, line(), line({ cost: "1" }), line({ cost: "-0.5" }), line({ day: "2026-11-04" })]);

  expect(bill).toMatchObject({ month: "2026-11", currency: "USD", lineCount: 4, leftOut: [] });
  expect(bill.sums.map(({ day, usd, resourceArn, tagValue }) => [day, usd, resourceArn, tagValue])).toEqual([
    ["2026-11-03", 0.75, QUEUE, "checkout"],
    ["2026-11-04", 0.25, QUEUE, "checkout"],
  ]);
});

test("the newer report is read too: other names, and all tags in one cell", () => {
  const header = [
    "line_item_usage_start_date",
    "line_item_unblended_cost",
    "line_item_currency_code",
    "line_item_product_code",
    "line_item_usage_account_id",
    "resource_tags",
  ];
  const tags = JSON.stringify({ user_cost_center: "7", aws_created_by: "x" });
  const bill = billOf([header, ["2026-11-03 10:00:00.000", "2E-7", "USD", "AmazonSNS", "1", tags]], "cost-center");

  expect(bill.sums).toMatchObject([{ usd: 2e-7, tagValue: "7", resourceArn: "", awsAccountId: "000000000001" }]);
});

test("columns that nobody knows are listed and change nothing", () => {
  const bill = billOf([
    [...LEGACY, "pricing/newThing"],
    [...line(), "1"],
  ]);

  expect(bill.leftOut).toEqual(["Columns that are not used: pricing/newThing."]);
});

test("a file without a column that is needed is refused, and the column is named in both forms", () => {
  expect(readBill([LEGACY.filter((name) => !name.endsWith("UnblendedCost")), []], null)).toEqual({
    kind: "refused",
    why: "These columns are missing: lineItem/UnblendedCost or line_item_unblended_cost.",
  });
});

test("broken lines are left out and named by their number", () => {
  const bill = billOf([LEGACY, line(), line({ cost: "free" }), ["x"], line({ day: "2026-13-01" })]);

  expect(bill.lineCount).toBe(1);
  expect(bill.leftOut).toEqual(["3 lines could not be read: 3 (no amount), 4 (another number of cells), 5 (no date)."]);
});

test.each([
  [[line(), line({ day: "2026-10-31" })], "It is of 2026-10 and 2026-11: import one month at a time."],
  [[line(), line({ currency: "EUR" })], "It has several currencies: EUR, USD."],
])("a file of two months or two currencies is refused", (lines, why) => {
  expect(readBill([LEGACY, ...lines], null)).toEqual({ kind: "refused", why });
});

test("a cell that looks like a formula is a value like any other", () => {
  expect(billOf([LEGACY, line({ tag: '=HYPERLINK("x")' })]).sums[0]?.tagValue).toBe('=HYPERLINK("x")');
});

test("a tag that the file does not have is said", () => {
  expect(billOf([LEGACY, line()], "team").leftOut).toContain(
    "No column has the tag team: pipelines are found by their resources only.",
  );
});
