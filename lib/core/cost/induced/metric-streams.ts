import { priceInput } from "../price-input";
import { tablePrice } from "../prices";
import type { Induced } from "./induced";

/** A queue that is looked at stays active for CloudWatch, and then tells these every minute. */
const METRICS_PER_IDLE_QUEUE = 4;
const MINUTES_PER_MONTH = 43_200;

/** What keeping idle queues active costs whoever streams metrics. */
export const metricStreams: Induced = ({ idleQueueCount, book }) => {
  if (idleQueueCount === 0) return null;
  const price = tablePrice("cloudwatch.metric-streams", undefined, book);
  const updates = idleQueueCount * METRICS_PER_IDLE_QUEUE * MINUTES_PER_MONTH;
  return {
    item: "Metrics of idle queues",
    usdPerMonth: price ? { low: 0, high: updates * price.usd } : null,
    sentence:
      "Looking at an idle queue keeps it active for CloudWatch, so it goes on telling metrics. That is free, unless a metric stream of yours takes the metrics of SQS: then each is billed. Without such a stream this is nothing.",
    formula: {
      text: "0 to idle queues × metrics × minutes a month × price",
      inputs: [
        {
          name: "idle queues",
          value: idleQueueCount,
          unit: "queues",
          source: "empty and unmoved for an hour, counted by us",
        },
        {
          name: "metrics",
          value: METRICS_PER_IDLE_QUEUE,
          unit: "a queue",
          source: "assumption: what an empty queue tells",
        },
        { name: "minutes a month", value: MINUTES_PER_MONTH, unit: "minutes", source: "30 days" },
        priceInput(price),
      ],
    },
  };
};
