import { expect, test } from "vitest";
import { shareWords } from "./share-words";

test.each([
  [0.91935, "91.9 %"],
  [0.98859, "98.8 %"],
  [0.995, "99.5 %"],
  [0.999, "99.9 %"],
  [0.9995, "99.95 %"],
  [0.99999, "99.999 %"],
  [0.999999, "99.999 %"],
  [0.5, "50 %"],
  [1, "100 %"],
  [0, "0 %"],
])("a share of %s is written %s", (share, words) => {
  expect(shareWords(share)).toBe(words);
});
