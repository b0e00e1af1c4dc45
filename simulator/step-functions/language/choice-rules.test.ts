import { expect, test } from "vitest";
import { holds, operatorOf } from "./choice-rules";

const data = { kind: "order-new", count: 3, isPaid: true, at: "2026-11-20T10:00:00Z", limit: 3, none: null };
const is = (rule: object) => holds({ ...rule }, { data, context: {} });

test.each([
  [{ Variable: "$.kind", StringEquals: "order-new" }, true],
  [{ Variable: "$.kind", StringEquals: "order" }, false],
  [{ Variable: "$.kind", StringMatches: "order-*" }, true],
  [{ Variable: "$.kind", StringLessThan: "z" }, true],
  [{ Variable: "$.count", StringEquals: "3" }, false],
  [{ Variable: "$.count", NumericGreaterThanEquals: 3 }, true],
  [{ Variable: "$.count", NumericLessThan: 3 }, false],
  [{ Variable: "$.count", NumericEqualsPath: "$.limit" }, true],
  [{ Variable: "$.isPaid", BooleanEquals: true }, true],
  [{ Variable: "$.at", TimestampGreaterThan: "2026-11-20T10:59:00+01:00" }, true],
  [{ Variable: "$.none", IsNull: true }, true],
  [{ Variable: "$.none", IsPresent: true }, true],
  [{ Variable: "$.nowhere", IsPresent: false }, true],
  [{ Variable: "$.kind", IsNumeric: false }, true],
  [{ Not: { Variable: "$.isPaid", BooleanEquals: true } }, false],
  [
    {
      And: [
        { Variable: "$.count", IsNumeric: true },
        { Variable: "$.isPaid", BooleanEquals: false },
      ],
    },
    false,
  ],
  [
    {
      Or: [
        { Variable: "$.count", IsString: true },
        { Variable: "$.isPaid", BooleanEquals: true },
      ],
    },
    true,
  ],
])("%j holds: %s", (rule, expected) => {
  expect(is(rule)).toBe(expected);
});

test("comparing what is not there fails the state", () => {
  expect(() => is({ Variable: "$.nowhere", StringEquals: "x" })).toThrow(/Invalid path '\$\.nowhere'/);
});

test.each([[{}], [{ Variable: "$.a", StringLike: "x" }], [{ Variable: "$.a", IsNull: true, IsString: true }]])(
  "%j is no rule",
  (rule) => {
    expect(operatorOf(rule)).toBeUndefined();
  },
);
