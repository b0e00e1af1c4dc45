import type { Reading } from "@/app/_components/charts/prepare-series";
import type { Run } from "@/lib/contract/runs";

const MOST_POINTS = 160;
const FEWEST_POINTS = 8;

export interface SentRates {
  readonly readings: Reading[];
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
}

/** SQS takes ten messages in a request, so a slow run sends in bursts of ten. */
const BURST = 10;
const MOST_SECONDS = 60;

/**
 * Messages per second over the whole run, averaged over the time of a burst at `ratePerSecond`, so that it compares with
 * that rate. A time without a send is a known 0, not a hole: the ledger holds every send. Undefined before the first.
 */
export function sentRates(
  points: Run["sentPerSecond"],
  until: number,
  ratePerSecond: number | null,
): SentRates | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return undefined;
  const begin = Date.parse(first.at);
  const end = Math.max(Date.parse(last.at) + 1000, until);
  const burstSeconds = ratePerSecond === null ? 1 : Math.min(MOST_SECONDS, Math.ceil(BURST / ratePerSecond));
  const stepMs = Math.max(burstSeconds, Math.ceil((end - begin) / 1000 / MOST_POINTS)) * 1000;
  const to = (Math.floor(end / stepMs) + 1) * stepMs;
  // Before its first send it sent nothing, so a short run is drawn with some of that, and with nothing of what lies ahead.
  const from = Math.min(Math.floor(begin / stepMs) * stepMs - stepMs, to - FEWEST_POINTS * stepMs);
  const sums = new Array<number>((to - from) / stepMs).fill(0);
  for (const { at, count } of points) {
    const index = Math.floor((Date.parse(at) - from) / stepMs);
    sums[index] = (sums[index] ?? 0) + count;
  }
  return {
    readings: sums.map((sum, index) => ({ at: from + index * stepMs, value: (sum * 1000) / stepMs })),
    from,
    to,
    stepMs,
  };
}
