/** From this share of what came in on, failures are not an exception any more. */
export const FAILING_SHARE = 0.01;
export const FAILING_COUNT = 3;
/** Where so much fails, two are enough. */
export const PLAIN_SHARE = 0.1;
export const PLAIN_COUNT = 2;

/** How bad so many failures are; `share` is null where nobody knows out of how many. */
export function failureState(count: number, share: number | null): "failing" | "degraded" {
  if (count >= FAILING_COUNT && (share === null || share >= FAILING_SHARE)) return "failing";
  return count >= PLAIN_COUNT && share !== null && share >= PLAIN_SHARE ? "failing" : "degraded";
}
