import { describe, expect, it } from "vitest";
import { ERRORS } from "./corpus/errors";
import { EVENTS } from "./corpus/events";
import { HELD_OUT_LOOKALIKES } from "./corpus/held-out-lookalikes";
import { HELD_OUT_TEXTS } from "./corpus/held-out-texts";
import { LOG_LINES } from "./corpus/log-lines";
import { LOOKALIKES } from "./corpus/lookalikes";
import { missesOf, scoreLines, scoreOf } from "./corpus/score";
import { createMasker } from "./masker";
import { DEFAULT_RULES } from "./masking-rule";

const TUNED = [...EVENTS, ...LOG_LINES, ...ERRORS, ...LOOKALIKES];
const HELD_OUT = [...HELD_OUT_TEXTS, ...HELD_OUT_LOOKALIKES];
const ALL = [...TUNED, ...HELD_OUT];

describe("what the detectors find in texts as they occur", () => {
  it("is 98 % of what is sensitive, and 95 % of what they find is sensitive", () => {
    console.log(`${scoreLines("Tuned on", TUNED)}\n\n${scoreLines("Held out", HELD_OUT)}\n\n${scoreLines("All", ALL)}`);
    expect(ALL.length).toBeGreaterThanOrEqual(500);
    expect(HELD_OUT.length).toBeGreaterThanOrEqual(ALL.length * 0.3);
    const { recall, precision } = scoreOf(ALL);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(precision).toBeGreaterThanOrEqual(0.95);
  });

  it("holds about as much in texts nobody tuned them on", () => {
    const { recall, precision } = scoreOf(HELD_OUT);
    expect(recall).toBeGreaterThanOrEqual(0.95);
    expect(precision).toBeGreaterThanOrEqual(0.95);
  });

  it("leaves nothing out where it was tuned", () => {
    expect(missesOf(TUNED)).toEqual([]);
  });

  it("cannot be read in the masked text any more, and masking twice is masking once", () => {
    const masker = createMasker(DEFAULT_RULES, () => "0f1e2d3c4b5a697");
    const readableIn = (cases: typeof ALL) =>
      cases.flatMap(({ text, sensitive }) => {
        const masked = masker.text(text);
        expect(masker.text(masked)).toBe(masked);
        return sensitive.filter(({ value }) => masked.includes(value));
      });
    expect(readableIn(TUNED)).toEqual([]);
    expect(readableIn(HELD_OUT).length).toBeLessThanOrEqual(2);
  });
});
