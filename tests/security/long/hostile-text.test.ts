import { expect, test } from "vitest";
import { hostileTexts, keptBusyBy, READERS } from "../hostile-text";

const texts = hostileTexts(1024 * 1024);

test.each(Object.entries(READERS))(
  "%s is kept busy by no text of a mebibyte",
  (_, read) => {
    expect(keptBusyBy(read, texts, 10_000)).toEqual([]);
  },
  300_000,
);
