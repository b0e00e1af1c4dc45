import { expect, test } from "vitest";
import { hostileTexts, keptBusyBy, READERS } from "./hostile-text";

const texts = hostileTexts(64 * 1024);

/** A reader that tries every way there is takes from seconds to hours; one pass takes a few milliseconds. */
test.each(Object.entries(READERS))("%s is kept busy by no text", (_, read) => {
  expect(keptBusyBy(read, texts, 1500)).toEqual([]);
});
