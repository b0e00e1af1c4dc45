import { type Datum, merge, type Series } from "./datum";

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

export interface CustomMetric extends MetricName {
  readonly accountId: string;
  readonly region: string;
  /** The unit of its first value. */
  readonly unit: string;
  /** Datum by minute, kept for 15 days. */
  readonly minutes: Map<number, Datum>;
  lastAt: number;
}

export type CustomMetricsSnapshot = readonly (Omit<CustomMetric, "minutes"> & { readonly data: readonly Datum[] })[];

const MINUTE_MS = 60_000;
const KEPT_MS = 15 * 86_400_000;
const SWEEP_FROM_SIZE = 1000;

/** What PutMetricData stored. */
export class CustomMetrics {
  #metrics = new Map<string, CustomMetric>();
  #sweepAtSize = SWEEP_FROM_SIZE;

  put(accountId: string, region: string, metric: MetricName, datum: Datum, unit = "None"): void {
    const key = keyOf(accountId, region, metric);
    let known = this.#metrics.get(key);
    if (!known) {
      this.#sweep(datum.at);
      known = { accountId, region, ...metric, unit, minutes: new Map(), lastAt: datum.at };
      this.#metrics.set(key, known);
    }
    const earlier = known.minutes.get(datum.at);
    known.minutes.set(datum.at, earlier ? merge(earlier, datum) : datum);
    known.lastAt = Math.max(known.lastAt, datum.at);
    for (const at of known.minutes.keys()) {
      if (at >= known.lastAt - KEPT_MS) break;
      known.minutes.delete(at);
    }
  }

  /** Metrics that fell silent leave nothing behind; looked for each time their number has doubled. */
  #sweep(now: number): void {
    if (this.#metrics.size < this.#sweepAtSize) return;
    for (const [key, { lastAt }] of this.#metrics) if (lastAt < now - KEPT_MS) this.#metrics.delete(key);
    this.#sweepAtSize = Math.max(SWEEP_FROM_SIZE, 2 * this.#metrics.size);
  }

  list(accountId: string, region: string): CustomMetric[] {
    return [...this.#metrics.values()].filter((metric) => metric.accountId === accountId && metric.region === region);
  }

  /** The unit in which a metric is stored; undefined when there is none of that name. */
  unitOf(accountId: string, region: string, metric: MetricName): string | undefined {
    return this.#metrics.get(keyOf(accountId, region, metric))?.unit;
  }

  series(accountId: string, region: string, metric: MetricName, unit?: string): Series | undefined {
    const known = this.#metrics.get(keyOf(accountId, region, metric));
    if (!known || (unit !== undefined && unit !== known.unit)) return undefined;
    return (fromMs, toMs) => dataBetween(known.minutes, fromMs, toMs);
  }

  serialize(): CustomMetricsSnapshot {
    return [...this.#metrics.values()].map(({ minutes, ...metric }) => ({ ...metric, data: [...minutes.values()] }));
  }

  static load(snapshot: CustomMetricsSnapshot): CustomMetrics {
    const metrics = new CustomMetrics();
    for (const { data, ...metric } of snapshot) {
      const minutes = new Map(data.map((datum) => [datum.at, datum]));
      metrics.#metrics.set(keyOf(metric.accountId, metric.region, metric), { ...metric, minutes });
    }
    return metrics;
  }
}

function dataBetween(minutes: ReadonlyMap<number, Datum>, fromMs: number, toMs: number): Datum[] {
  if ((toMs - fromMs) / MINUTE_MS > minutes.size) {
    return [...minutes.values()].filter(({ at }) => at >= fromMs && at < toMs).sort((a, b) => a.at - b.at);
  }
  const found: Datum[] = [];
  for (let at = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS; at < toMs; at += MINUTE_MS) {
    const datum = minutes.get(at);
    if (datum) found.push(datum);
  }
  return found;
}

function keyOf(accountId: string, region: string, metric: MetricName): string {
  const dimensions = metric.dimensions.map(({ Name, Value }) => [Name, Value]).sort();
  return JSON.stringify([accountId, region, metric.namespace, metric.name, dimensions]);
}
