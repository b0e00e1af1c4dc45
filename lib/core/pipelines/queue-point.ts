import type { SeriesSpan } from "./series-window";

/** What was seen of queues together in a period; null where nobody saw it. */
export interface QueuePoint {
  readonly at: string;
  readonly waiting: number | null;
  readonly deadLetters: number | null;
  readonly ageSeconds: number | null;
  readonly sent: number | null;
  readonly deleted: number | null;
  readonly failed: number | null;
}

/** Lays sums of different queues together over a span without holes: a period of which nobody knows anything has nulls. */
export function pointsOver(
  { from, until, periodSeconds }: SeriesSpan,
  ...parts: readonly QueuePoint[][]
): QueuePoint[] {
  const byTime = new Map<number, QueuePoint>();
  for (const point of parts.flat()) {
    const at = Date.parse(point.at);
    const before = byTime.get(at);
    byTime.set(at, before ? together(before, point) : point);
  }
  const points: QueuePoint[] = [];
  for (let at = from.getTime(); at <= until.getTime(); at += periodSeconds * 1000)
    points.push({ ...(byTime.get(at) ?? NOTHING), at: new Date(at).toISOString() });
  return points;
}

const NOTHING = { waiting: null, deadLetters: null, ageSeconds: null, sent: null, deleted: null, failed: null };

function together(a: QueuePoint, b: QueuePoint): QueuePoint {
  return {
    at: a.at,
    waiting: sum(a.waiting, b.waiting),
    deadLetters: sum(a.deadLetters, b.deadLetters),
    ageSeconds:
      a.ageSeconds === null || b.ageSeconds === null
        ? (a.ageSeconds ?? b.ageSeconds)
        : Math.max(a.ageSeconds, b.ageSeconds),
    sent: sum(a.sent, b.sent),
    deleted: sum(a.deleted, b.deleted),
    failed: sum(a.failed, b.failed),
  };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
