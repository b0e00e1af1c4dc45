const MANAGED_RETRIES = 100_015;
const STEADY_SECONDS = 20;
/** After an hour of steady retries each one that is made stands for this many: ten minutes of them. */
const STEADY_TOGETHER = 30;
const STEADY_ONE_BY_ONE = 195;

export interface NextRetry {
  readonly afterMs: number;
  /** Retries that count as made once this one is. */
  readonly made: number;
}

/**
 * When a notification that a queue or function could not take is tried again after `made` retries; undefined when SNS
 * gives up. Three at once, two a second apart, ten with 1 to 20 seconds between, then every 20 seconds, 100,015 over 23
 * days in all (SNS Developer Guide, "Message delivery retries"). From the second hour on, one retry in ten minutes is
 * made for the thirty that AWS makes.
 */
export function nextRetry(made: number): NextRetry | undefined {
  if (made >= MANAGED_RETRIES) return undefined;
  if (made < 3) return { afterMs: 0, made: made + 1 };
  if (made < 5) return { afterMs: 1000, made: made + 1 };
  if (made < 15) return { afterMs: Math.round(1000 * STEADY_SECONDS ** ((made - 5) / 9)), made: made + 1 };
  if (made < STEADY_ONE_BY_ONE) return { afterMs: STEADY_SECONDS * 1000, made: made + 1 };
  const next = Math.min(made + STEADY_TOGETHER, MANAGED_RETRIES);
  return { afterMs: (next - made) * STEADY_SECONDS * 1000, made: next };
}
