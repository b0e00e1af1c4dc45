import { SeededRandom } from "@/simulator/seeded-random";
import type { Draw } from "./shop/line-of-business";

/** Draws whose numbers count up after `firstNumber`. The same seed gives the same draws in the same order. */
export function drawer(seed: number, firstNumber: number): () => Draw {
  const random = new SeededRandom(seed);
  let number = firstNumber;
  return () => {
    number += 1;
    return { number, chance: () => random.next() };
  };
}

/**
 * Grows from start to start, so that no two letters have the same number. By its remainder of twelve a letter is one of
 * those that fail, so every start begins at the same one.
 */
export function firstNumberNow(): number {
  const second = Math.floor(Date.now() / 1000) % 800_000;
  return 100_000 + second - (second % 12);
}
