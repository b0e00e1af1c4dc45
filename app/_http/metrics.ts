import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly contentType: string;
  /** The route is its template, never a path with ids. */
  requestEnded(labels: { method: string; route: string; status: number }, seconds: number): void;
  text(): Promise<string>;
}

/** Process figures and how long requests took. Holds no id, name or address. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "dlo_http_request_duration_seconds",
    help: "Duration of HTTP requests by method, route template and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    requestEnded: (labels, seconds) => duration.observe(labels, seconds),
    text: () => registry.metrics(),
  };
}
