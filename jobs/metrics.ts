import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What `/metrics` of the worker tells, in Prometheus's words. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    pollSeconds: new Histogram({
      name: "dlo_poll_duration_seconds",
      help: "How long polls took.",
      labelNames: ["poller", "outcome"],
      buckets: [0.05, 0.25, 1, 5, 15, 60, 300],
      registers,
    }),
    pollLag: new Gauge({
      name: "dlo_poll_lag_seconds",
      help: "How much later than due the newest poll began.",
      labelNames: ["poller"],
      registers,
    }),
    intents: new Counter({
      name: "dlo_intents_total",
      help: "Wishes heard of from the web app.",
      labelNames: ["topic"],
      registers,
    }),
    runRounds: new Counter({
      name: "dlo_run_rounds_total",
      help: "Rounds of the loop that moves runs on.",
      labelNames: ["outcome"],
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
