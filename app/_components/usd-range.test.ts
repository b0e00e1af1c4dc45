import { expect, test } from "vitest";
import { ratioText, usdCellText, usdListText, usdRangeText, usdText, usdTickText } from "./usd-range";

test.each([
  [{ low: 412.04, high: 960 }, "$412.04–$960.00"],
  [{ low: 1204.5, high: 1204.5 }, "$1,204.50"],
  [{ low: 3.9001, high: 3.9004 }, "$3.90"],
  [{ low: 0, high: 0 }, "$0.00"],
  [{ low: 0.0001, high: 4.3 }, "up to $4.30"],
  [{ low: 0.0012, high: 0.0121 }, "$0.001–$0.012"],
  [{ low: 0.00034, high: 0.00034 }, "$0.0003"],
  [{ low: 0, high: 0.00001 }, "less than $0.0001"],
  [null, "?"],
])("money from a low to a high end is told with as much as both tell: %o", (range, text) => {
  expect(usdRangeText(range)).toBe(text);
});

test("a headline drops the cents of hundreds of dollars, and what is less than a cent", () => {
  expect(usdRangeText({ low: 411.6, high: 960.2 }, { isRough: true })).toBe("$412–$960");
  expect(usdText(38.2, { isRough: true })).toBe("$38.20");
  expect(usdRangeText({ low: 0.00004, high: 0.0001 }, { isRough: true })).toBe("less than $0.01");
});

test("a list says of less than a cent only that it is less, and of nothing that it is nothing", () => {
  expect(usdListText({ low: 0.00006, high: 0.00027 })).toBe("< $0.01");
  expect([usdListText({ low: 0, high: 0 }), usdListText(null), usdListText({ low: 0.2, high: 0.31 })]).toEqual([
    "$0.00",
    "?",
    "$0.20–$0.31",
  ]);
});

test("a range in a table has no cents from ten dollars on", () => {
  expect(
    [
      { low: 1355.27, high: 1358.96 },
      { low: 0.3, high: 12.1 },
      { low: 41.2, high: 41.3 },
      { low: 0.29, high: 6.19 },
      { low: 0, high: 0.00001 },
    ].map((range) => usdCellText(range)),
  ).toEqual(["$1,355–$1,359", "up to $12", "$41", "$0.29–$6.19", "< $0.0001"]);
});

test("the steps of an axis have as many decimals as its end", () => {
  expect([0, 0.03, 0.12].map((usd) => usdTickText(usd, 0.12))).toEqual(["$0.00", "$0.03", "$0.12"]);
});

test("a model that was not compared with a bill has no ratio", () => {
  expect([ratioText(null), ratioText({ low: 0.918, high: 1.3 }), ratioText({ low: 1, high: 1 })]).toEqual([
    "–",
    "0.92–1.30",
    "1.00",
  ]);
});
