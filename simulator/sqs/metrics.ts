import type { QueueMetrics, QueueMinute, QuietGroups } from "../queue-metrics";

export const MINUTE_MS = 60_000;
/** CloudWatch keeps minutes for 15 days. */
export const KEPT_MS = 15 * 24 * 60 * MINUTE_MS;
/** A queue falls silent this long after it last held a message or was called. */
export const ACTIVE_MS = 6 * 60 * MINUTE_MS;

export interface Gauges {
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  readonly oldestArrivalAt?: number;
  readonly groupsInFlight?: number;
  readonly fair?: QuietGroups & { readonly oldestArrivalAt?: number };
}

/** Minutes that looked alike at their end, `fromAt` to `toAt` (both are starts of minutes, both included). */
interface Stretch extends Gauges {
  readonly fromAt: number;
  toAt: number;
}

const COUNTERS = ["sent", "received", "deleted", "emptyReceives", "sentBytes", "deduplicated"] as const;
export type Counter = (typeof COUNTERS)[number];
type Counts = Record<Counter, number> & { sentBytesMin?: number; sentBytesMax?: number };

export interface MetricLogData {
  readonly queueName: string;
  readonly stretches: readonly Stretch[];
  readonly counts: readonly (readonly [number, Counts])[];
}

const noCounts = (): Counts => ({ sent: 0, received: 0, deleted: 0, emptyReceives: 0, sentBytes: 0, deduplicated: 0 });
const minuteOf = (at: number) => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/**
 * What CloudWatch will know of a queue name; survives the queue, as on AWS. Alike minutes share one record, so that a
 * quiet fortnight costs nothing. A message moved by the redrive policy is not `sent` where it arrives.
 */
export class MetricLog implements QueueMetrics {
  #stretches: Stretch[] = [];
  #counts = new Map<number, Counts>();

  constructor(readonly queueName: string) {}

  static load(data: MetricLogData): MetricLog {
    const log = new MetricLog(data.queueName);
    log.#stretches = data.stretches.map((stretch) => ({ ...stretch }));
    log.#counts = new Map(data.counts.map(([at, counts]) => [at, { ...noCounts(), ...counts }]));
    return log;
  }

  serialize(): MetricLogData {
    return { queueName: this.queueName, stretches: this.#stretches, counts: [...this.#counts] };
  }

  get lastMinuteAt(): number | undefined {
    return this.#stretches.at(-1)?.toAt;
  }

  get isFair(): boolean {
    return this.#stretches.at(-1)?.fair !== undefined;
  }

  count(at: number, counter: Counter, amount: number): void {
    this.#countsOf(at)[counter] += amount;
  }

  countSent(at: number, bytes: number): void {
    const counts = this.#countsOf(at);
    counts.sent += 1;
    counts.sentBytes += bytes;
    counts.sentBytesMin = Math.min(counts.sentBytesMin ?? bytes, bytes);
    counts.sentBytesMax = Math.max(counts.sentBytesMax ?? bytes, bytes);
  }

  /** Writes down the minutes that ended at `firstEnd`, one minute later, … up to `lastEnd`, all alike. */
  close(firstEnd: number, lastEnd: number, gauges: Gauges): void {
    const fromAt = firstEnd - MINUTE_MS;
    const toAt = lastEnd - MINUTE_MS;
    const last = this.#stretches.at(-1);
    if (last && last.toAt === fromAt - MINUTE_MS && isAlike(last, gauges)) last.toAt = toAt;
    else this.#stretches.push({ fromAt, toAt, ...gauges });
    this.#forget(lastEnd - KEPT_MS);
  }

  *minutes(fromMs: number, toMs: number): Iterable<QueueMinute> {
    for (let place = this.#firstUntil(fromMs); place < this.#stretches.length; place++) {
      const stretch = this.#stretches[place];
      if (!stretch || stretch.fromAt >= toMs) return;
      const first = Math.max(stretch.fromAt, Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS);
      for (let at = first; at <= stretch.toAt && at < toMs; at += MINUTE_MS) yield this.#minute(at, stretch);
    }
  }

  /** The place of the first stretch that lasts until `fromMs` or longer. */
  #firstUntil(fromMs: number): number {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle]?.toAt ?? 0) < fromMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #countsOf(at: number): Counts {
    const minute = minuteOf(at);
    let counts = this.#counts.get(minute);
    if (!counts) {
      counts = noCounts();
      this.#counts.set(minute, counts);
    }
    return counts;
  }

  #minute(at: number, gauges: Stretch): QueueMinute {
    const { visible, notVisible, delayed, oldestArrivalAt, groupsInFlight, fair } = gauges;
    return {
      at,
      visible,
      notVisible,
      delayed,
      ...(groupsInFlight !== undefined && { groupsInFlight }),
      ...(fair && { fair: { ...fair, ...ageAt(at, fair.oldestArrivalAt) } }),
      ...(this.#counts.get(at) ?? noCounts()),
      ...ageAt(at, oldestArrivalAt),
    };
  }

  #forget(before: number): void {
    while ((this.#stretches[0]?.toAt ?? before) < before) this.#stretches.shift();
    for (const at of this.#counts.keys()) {
      if (at >= before) break;
      this.#counts.delete(at);
    }
  }
}

function ageAt(minuteAt: number, oldestArrivalAt: number | undefined): { ageOfOldestSeconds?: number } {
  if (oldestArrivalAt === undefined) return {};
  return { ageOfOldestSeconds: Math.max(0, Math.floor((minuteAt + MINUTE_MS - oldestArrivalAt) / 1000)) };
}

function isAlike(a: Gauges, b: Gauges): boolean {
  return (
    a.groupsInFlight === b.groupsInFlight &&
    isAlikeFair(a.fair, b.fair) &&
    a.visible === b.visible &&
    a.notVisible === b.notVisible &&
    a.delayed === b.delayed &&
    a.oldestArrivalAt === b.oldestArrivalAt
  );
}

function isAlikeFair(a: Gauges["fair"], b: Gauges["fair"]): boolean {
  return (
    a?.noisyGroups === b?.noisyGroups &&
    a?.visible === b?.visible &&
    a?.notVisible === b?.notVisible &&
    a?.delayed === b?.delayed &&
    a?.oldestArrivalAt === b?.oldestArrivalAt
  );
}
