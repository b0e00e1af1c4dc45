import { CustomMetrics, type CustomMetricsSnapshot, type Dimension } from "./custom-metrics";
import { gauge } from "./datum";

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** What the services of AWS but SQS tell CloudWatch, minute by minute. SQS's metrics come from its queues' state. */
export class VendedMetrics {
  metrics = new CustomMetrics();

  /** Adds one sample: a count (1 unless told) or a measured value, in the minute of `at`. */
  add(
    place: Place,
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
    at: number,
    value = 1,
  ) {
    const minute = Math.floor(at / 60_000) * 60_000;
    const metric = { namespace, name, dimensions: listed(dimensions) };
    this.metrics.put(place.accountId, place.region, metric, gauge(minute, value));
  }

  serialize(): CustomMetricsSnapshot {
    return this.metrics.serialize();
  }

  static load(data: CustomMetricsSnapshot): VendedMetrics {
    const vended = new VendedMetrics();
    vended.metrics = CustomMetrics.load(data);
    return vended;
  }
}

function listed(dimensions: Readonly<Record<string, string>>): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
