import { expect, test } from "vitest";
import { fitsParts, fitsWildcards } from "./glob";

test.each([
  ["order", "order", true],
  ["order", "ord", false],
  ["order-*", "order-", true],
  ["*-new", "order-new", true],
  ["a*a", "a", false],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-c-b", false],
  ["a*b*b", "ab", false],
  ["*", "", true],
])("%s fits %s: %s", (pattern, text, expected) => {
  expect(fitsParts(text, pattern.split("*"))).toBe(expected);
});

test("many stars do not make a long text slow", () => {
  const parts = Array(1000).fill("a");

  const startedAt = performance.now();
  fitsParts("a".repeat(250_000), [...parts, "b"]);

  expect(performance.now() - startedAt).toBeLessThan(500);
});

test.each([
  ["order", "order", true],
  ["order?", "order", false],
  ["order?", "order1", true],
  ["?*r", "or", true],
  ["o*r*", "order", true],
  ["o*e", "order", false],
  ["a*b?c*d", "a-b-b-c-d", true],
  ["(a+)+", "aa", false],
  ["", "", true],
  ["**", "x", true],
])("%s fits %s with question marks: %s", (pattern, text, expected) => {
  expect(fitsWildcards(text, pattern)).toBe(expected);
});

test("many stars and question marks do not make a long text slow", () => {
  const startedAt = performance.now();
  const fits = fitsWildcards("a".repeat(20_000), `${"*a?".repeat(300)}b`);

  expect(fits).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
