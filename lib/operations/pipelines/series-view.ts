import type { SeriesSpan } from "@/lib/core/pipelines/series-window";

export function showSpan({ from, until, periodSeconds }: SeriesSpan) {
  return { from: from.toISOString(), until: until.toISOString(), periodSeconds };
}
