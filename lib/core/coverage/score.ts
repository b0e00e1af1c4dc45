/** The share of covered checks from 0 to 100, rounded down to one decimal: 100 says that none is open. */
export function scoreOf(checkedCount: number, coveredCount: number): number | null {
  if (checkedCount === 0) return null;
  // Whole numbers as far as the last division, so that no binary fraction rounds 99.9 down to 99.8.
  return Math.floor((coveredCount * 1000) / checkedCount) / 10;
}
