import { expect, test } from "vitest";
import { estimateByOverlap } from "./overlap-estimate";

test("of two looks that met half of a queue each, the overlap tells about how many there are", () => {
  expect(estimateByOverlap({ knownBeforeCount: 50, metCount: 50, metAgainCount: 25 })).toEqual({
    count: 99,
    low: 80,
    high: 118,
  });
});

test("a look that met nothing new says that what is known is all", () => {
  expect(estimateByOverlap({ knownBeforeCount: 40, metCount: 40, metAgainCount: 40 })).toEqual({
    count: 40,
    low: 40,
    high: 40,
  });
});

test("it is never fewer than were seen", () => {
  const found = estimateByOverlap({ knownBeforeCount: 10, metCount: 100, metAgainCount: 10 });
  expect(found).toEqual({ count: 100, low: 100, high: 100 });
});

test("too few met again, and counts that contradict each other, tell nothing", () => {
  expect(estimateByOverlap({ knownBeforeCount: 500, metCount: 500, metAgainCount: 6 })).toBeUndefined();
  expect(estimateByOverlap({ knownBeforeCount: 5, metCount: 20, metAgainCount: 9 })).toBeUndefined();
});

test("over many random pairs of looks the true number lies within the bounds 9 times in 10 at least", () => {
  let within = 0;
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  for (let turn = 0; turn < 300; turn++) {
    const there = Array.from({ length: 400 }, () => [random() < 0.3, random() < 0.4] as const);
    const found = estimateByOverlap({
      knownBeforeCount: there.filter(([first]) => first).length,
      metCount: there.filter(([, second]) => second).length,
      metAgainCount: there.filter(([first, second]) => first && second).length,
    });
    if (found && found.low <= 400 && found.high >= 400) within += 1;
  }
  expect(within).toBeGreaterThan(270);
});
