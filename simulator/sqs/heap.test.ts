import fc from "fast-check";
import { expect, test } from "vitest";
import { Heap } from "./heap";

test("a heap gives back what it was given, smallest first, whatever was dropped in between", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (numbers, limit) => {
      const heap = new Heap<number>((number) => number);
      for (const number of numbers) heap.push(number);
      heap.retain((number) => number >= limit);

      const given: number[] = [];
      for (let top = heap.pop(); top !== undefined; top = heap.pop()) given.push(top);

      expect(given).toEqual(numbers.filter((number) => number >= limit).sort((a, b) => a - b));
    }),
  );
});
