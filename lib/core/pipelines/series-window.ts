export type SeriesWindow = "24h" | "7d" | "30d";
export interface SeriesSpan {
  readonly from: Date;
  readonly until: Date;
  readonly periodSeconds: 300 | 3600 | 21_600;
}

const WINDOWS = {
  "24h": { hours: 24, periodSeconds: 300 },
  "7d": { hours: 168, periodSeconds: 3600 },
  "30d": { hours: 720, periodSeconds: 21_600 },
} as const satisfies Record<SeriesWindow, { hours: number; periodSeconds: SeriesSpan["periodSeconds"] }>;

/** The whole periods of a window that ends now; the last of them is still running. */
export function spanOf(window: SeriesWindow, now: Date): SeriesSpan {
  const { hours, periodSeconds } = WINDOWS[window];
  const floor = (ms: number) => new Date(Math.floor(ms / (periodSeconds * 1000)) * periodSeconds * 1000);
  return { from: floor(now.getTime() - hours * 3_600_000), until: now, periodSeconds };
}
