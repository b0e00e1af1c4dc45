/** How many of the last numbers never fell from one to the next; null ends the run. */
export function risingRun(numbers: readonly (number | null)[]): number {
  let run = 0;
  let next = Number.POSITIVE_INFINITY;
  for (const number of numbers.toReversed()) {
    if (number === null || number > next) break;
    next = number;
    run += 1;
  }
  return run;
}
