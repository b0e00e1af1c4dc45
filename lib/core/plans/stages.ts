const FIRST_STAGES = [1, 10, 100];
export const MOST_STAGES = 10;

/** 1 → 10 → 100 → the rest: a mistake costs one message, and only a real delete proves that deleting is allowed. */
export function defaultStages(itemCount: number): number[] {
  return fitStages(FIRST_STAGES, itemCount);
}

/** The sizes wished for, cut to what there is; what is left over is a last stage. */
export function fitStages(wished: readonly number[], itemCount: number): number[] {
  const stages: number[] = [];
  let left = itemCount;
  for (const size of wished) {
    if (left === 0) break;
    stages.push(Math.min(size, left));
    left -= Math.min(size, left);
  }
  return left > 0 ? [...stages, left] : stages;
}

/** The stage (from 1) in which each position of a plan is sent. */
export function stagePerItem(stages: readonly number[]): number[] {
  return stages.flatMap((size, index) => Array.from({ length: size }, () => index + 1));
}

/** Whether so many returned of so many sent are more than a person said may come back. */
export function isOverThreshold(returnedCount: number, sentCount: number, thresholdPercent: number): boolean {
  return returnedCount > 0 && returnedCount * 100 > sentCount * thresholdPercent;
}
