import { expect, test } from "vitest";
import { draftFrom, draftProblems, ownPrices, priceOf, withoutPrice, withPrice, withTier } from "./price-draft";
import { tiersText } from "./price-words";

const listed = {
  key: "sqs.standard.requests",
  title: "SQS standard requests",
  unit: "per million requests of 64 KiB",
  region: "eu-central-1",
  tiers: [
    { upTo: 100_000_000_000, usd: 0.4 },
    { upTo: null, usd: 0.3 },
  ],
  free: 0,
  source: "list" as const,
  seenOn: "2026-09",
};

test("an own price begins with what holds now, and is told as it was typed", () => {
  const draft = draftFrom(listed);

  expect(priceOf(draft)).toEqual({ key: listed.key, region: "*", tiers: listed.tiers });
  expect(draftProblems(draft)).toEqual({});
});

test("what is wrong is said at its field", () => {
  const draft = {
    key: "",
    region: "*",
    tiers: [
      { upTo: "100", usd: "x" },
      { upTo: "50", usd: "1" },
      { upTo: "", usd: "-1" },
    ],
  };

  expect(Object.keys(draftProblems(draft)).sort()).toEqual(["key", "tiers.0.usd", "tiers.1.upTo", "tiers.2.usd"]);
});

test("a tier more needs the end of the one before", () => {
  const draft = withTier({ key: "a", region: "*", tiers: [{ upTo: "", usd: "1" }] });

  expect(Object.keys(draftProblems(draft))).toEqual(["tiers.0.upTo", "tiers.1.usd"]);
});

test("an own price takes the place of the one for the same thing and Region, and of no other", () => {
  const one = { key: "a", region: "*", tiers: [{ upTo: null, usd: 1 }] };
  const there = { ...one, region: "eu-west-1" };

  expect(withPrice([one, there], { ...one, tiers: [{ upTo: null, usd: 2 }] })).toEqual([
    there,
    { ...one, tiers: [{ upTo: null, usd: 2 }] },
  ]);
  expect(withoutPrice([one, there], there)).toEqual([one]);
});

test("only what people put is put again, and not what follows from their price for all Regions", () => {
  const yours = { ...listed, source: "yours" as const };
  const cheaper = { ...yours, region: "eu-west-1", tiers: [{ upTo: null, usd: 0.1 }] };

  expect(ownPrices([listed, { ...yours, region: "*" }, yours, cheaper]).map(({ region }) => region)).toEqual([
    "*",
    "eu-west-1",
  ]);
  expect(ownPrices([listed, yours])).toHaveLength(1);
});

test("tiers are told from where they begin", () => {
  expect(tiersText(listed.tiers)).toBe("$0.40; from 100 bn $0.30");
});
