import fc from "fast-check";
import { expect, test } from "vitest";
import { PRICE_KEYS, type PriceTier, priceBook, tieredUsd, tierFault } from "./price-table";

const anyTiers = fc
  .array(
    fc.record({ width: fc.integer({ min: 1, max: 1_000_000 }), usd: fc.double({ min: 0, max: 10, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => {
    let end = 0;
    return parts.map(({ width, usd }, index): PriceTier => {
      end += width;
      return { upTo: index === parts.length - 1 ? null : end, usd };
    });
  });
const units = fc.integer({ min: 0, max: 10_000_000 });

test("no units cost nothing, whatever the tiers", () => {
  fc.assert(fc.property(anyTiers, (tiers) => tieredUsd(0, { tiers, per: 1000 }) === 0));
});

test("more units never cost less", () => {
  fc.assert(
    fc.property(anyTiers, units, units, (tiers, a, b) => {
      const price = { tiers, per: 1000 };
      expect(tieredUsd(a + b, price)).toBeGreaterThanOrEqual(tieredUsd(a, price) - 1e-9);
    }),
  );
});

test("within one tier two amounts cost as much together as apart", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10, noNaN: true }), units, units, (usd, a, b) => {
      const price = { tiers: [{ upTo: null, usd }], per: 1_000_000 };
      expect(tieredUsd(a, price) + tieredUsd(b, price)).toBeCloseTo(tieredUsd(a + b, price), 6);
    }),
  );
});

test("requests beyond a hundred thousand million cost what their tier says", () => {
  const price = priceBook().find("sqs.standard.requests", "us-east-1");
  if (!price) throw new Error("no price");

  expect(tieredUsd(100e9, price)).toBeCloseTo(40_000, 4);
  expect(tieredUsd(250e9, price)).toBeCloseTo(40_000 + 30_000 + 12_000, 4);
});

test("every price of the list has tiers that can be, and holds for us-east-1", () => {
  for (const key of PRICE_KEYS) {
    const price = priceBook().find(key, "us-east-1");
    expect([key, price && tierFault(price.tiers)]).toEqual([key, null]);
  }
});

test.each([
  [[{ upTo: 10, usd: 1 }], "the last tier must be without an end"],
  [
    [
      { upTo: null, usd: 1 },
      { upTo: 10, usd: 2 },
    ],
    "only the last tier may be without an end",
  ],
  [
    [
      { upTo: 10, usd: 1 },
      { upTo: 5, usd: 2 },
      { upTo: null, usd: 3 },
    ],
    "each tier must end after the one before",
  ],
])("tiers out of order are refused with the reason", (tiers, fault) => {
  expect(tierFault(tiers)).toBe(fault);
});

test("a Region that the table does not have is never priced like another", () => {
  expect(priceBook().find("sqs.standard.requests", "eu-south-2")).toBeUndefined();
});

test("what people put beats the list, and a price for one Region beats that for all", () => {
  const own = (region: string, usd: number) => ({
    key: "sqs.standard.requests",
    region,
    tiers: [{ upTo: null, usd }],
    enteredOn: "2026-11-21",
  });
  const book = priceBook([own("*", 2), own("eu-south-2", 3)]);

  expect(book.find("sqs.standard.requests", "us-east-1")).toMatchObject({ source: "yours", tiers: [{ usd: 2 }] });
  expect(book.find("sqs.standard.requests", "eu-south-2")).toMatchObject({ source: "yours", tiers: [{ usd: 3 }] });
});
