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
  /** Datum by minute, kept for 15 days. */
  readonly minutes: Map<number, Datum>;
  lastAt: number;
}

export type CustomMetricsSnapshot = readonly (Omit<CustomMetric, "minutes"> & { readonly data: readonly Datum[] })[];

const KEPT_MS = 15 * 86_400_000;

/** What PutMetricData stored. */
export class CustomMetrics {
  #metrics = new Map<string, CustomMetric>();

  put(accountId: string, region: string, metric: MetricName, datum: Datum): void {
    const key = keyOf(accountId, region, metric);
    let known = this.#metrics.get(key);
    if (!known) {
      known = { accountId, region, ...metric, minutes: new Map(), lastAt: datum.at };
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

  list(accountId: string, region: string): CustomMetric[] {
    return [...this.#metrics.values()].filter((metric) => metric.accountId === accountId && metric.region === region);
  }

  series(accountId: string, region: string, metric: MetricName): Series | undefined {
    const known = this.#metrics.get(keyOf(accountId, region, metric));
    if (!known) return undefined;
    return (fromMs, toMs) =>
      [...known.minutes.values()].filter(({ at }) => at >= fromMs && at < toMs).sort((a, b) => a.at - b.at);
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

function keyOf(accountId: string, region: string, metric: MetricName): string {
  const dimensions = metric.dimensions.map(({ Name, Value }) => [Name, Value]).sort();
  return JSON.stringify([accountId, region, metric.namespace, metric.name, dimensions]);
}
