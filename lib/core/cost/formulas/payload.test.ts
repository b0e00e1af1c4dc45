import fc from "fast-check";
import { expect, test } from "vitest";
import { requestsFor } from "./payload";

const MAX = 262_144;
/** Ten messages in a call at most, and no more bytes than a call may have. */
const anyCalls = fc.array(
  fc
    .array(fc.integer({ min: 1, max: MAX }), { minLength: 1, maxLength: 10 })
    .filter((sizes) => sizes.reduce((sum, size) => sum + size, 0) <= MAX),
  { minLength: 1, maxLength: 40 },
);

test("however messages were put into calls, what is billed lies between the low and the high end", () => {
  fc.assert(
    fc.property(anyCalls, (calls) => {
      const sum = (sizes: number[]) => sizes.reduce((all, size) => all + size, 0);
      const billed = sum(calls.map((sizes) => Math.ceil(sum(sizes) / 65_536)));
      const sizes = calls.flat();
      const { low, high } = requestsFor({ count: sizes.length, bytes: sum(sizes), maxBytes: MAX });
      expect(billed).toBeGreaterThanOrEqual(low - 1e-9);
      expect(billed).toBeLessThanOrEqual(high + 1e-9);
    }),
  );
});

test("no messages are no requests", () => {
  expect(requestsFor({ count: 0, bytes: null, maxBytes: MAX })).toEqual({ low: 0, high: 0 });
});
