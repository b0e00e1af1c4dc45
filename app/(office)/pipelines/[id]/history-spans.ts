import type { HealthState } from "@/lib/core/pipelines/health";

export interface Stretch {
  /** Null: nobody had judged it. */
  readonly state: HealthState | null;
  readonly from: number;
  readonly to: number;
  readonly reason: string | null;
}

interface Told {
  readonly from: string;
  readonly until: string;
  readonly spans: readonly { state: HealthState; reason: string; from: string; until: string | null }[];
}

/** The states from begin to end of a time without a hole: where nobody judged, the state is null. */
export function stretchesOf({ from, until, spans }: Told): Stretch[] {
  const end = Date.parse(until);
  let at = Date.parse(from);
  const stretches: Stretch[] = [];
  for (const span of spans.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const begins = Math.max(at, Date.parse(span.from));
    const ends = Math.min(end, span.until === null ? end : Date.parse(span.until));
    if (ends <= begins) continue;
    if (begins > at) stretches.push({ state: null, from: at, to: begins, reason: null });
    stretches.push({ state: span.state, from: begins, to: ends, reason: span.reason });
    at = ends;
  }
  if (at < end) stretches.push({ state: null, from: at, to: end, reason: null });
  return stretches;
}

/** The same from where judging began, where that lies within the time. */
export function sinceJudged<T extends Told>(history: T): T {
  const first = history.spans.map(({ from }) => Date.parse(from)).sort((a, b) => a - b)[0];
  return first === undefined || first <= Date.parse(history.from)
    ? history
    : { ...history, from: new Date(first).toISOString() };
}
