import { spanOf } from "./span";

/** AWS's limits where nothing was set. */
const DEFAULTS = {
  rule: { retries: 185, ageSeconds: 86_400 },
  schedule: { retries: 185, ageSeconds: 86_400 },
  function: { retries: 2, ageSeconds: 21_600 },
} as const;

interface RetryPolicy {
  readonly maxRetries: number | null;
  readonly maxAgeSeconds: number | null;
}

/** How long a service tries, in words: "again up to 185 times within 1 d". */
export function tries({ maxRetries, maxAgeSeconds }: RetryPolicy, by: keyof typeof DEFAULTS): string {
  const retries = maxRetries ?? DEFAULTS[by].retries;
  if (retries === 0) return "once";
  const times = retries === 1 ? "once more" : `again up to ${retries} times`;
  return `${times} within ${spanOf(maxAgeSeconds ?? DEFAULTS[by].ageSeconds)}`;
}
