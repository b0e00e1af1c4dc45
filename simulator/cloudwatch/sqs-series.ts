import type { QueueMetrics, QueueMinute } from "../queue-metrics";
import { type Datum, gauge, type Series } from "./datum";

type Reading = (minute: QueueMinute) => Datum | undefined;

const whenPositive = (value: (minute: QueueMinute) => number): Reading => {
  return (minute) => (value(minute) > 0 ? gauge(minute.at, value(minute)) : undefined);
};

const whenFair = (value: (fair: NonNullable<QueueMinute["fair"]>) => number | undefined): Reading => {
  return ({ at, fair }) => {
    const found = fair && value(fair);
    return found === undefined ? undefined : gauge(at, found);
  };
};

const onReceives = (value: (minute: QueueMinute) => number): Reading => {
  return (minute) => (minute.received + minute.emptyReceives > 0 ? gauge(minute.at, value(minute)) : undefined);
};

const OF_ALL: Readonly<Record<string, Reading>> = {
  ApproximateAgeOfOldestMessage: (minute) =>
    minute.ageOfOldestSeconds === undefined ? undefined : gauge(minute.at, minute.ageOfOldestSeconds),
  ApproximateNumberOfMessagesDelayed: whenPositive((minute) => minute.delayed),
  ApproximateNumberOfMessagesNotVisible: whenPositive((minute) => minute.notVisible),
  ApproximateNumberOfMessagesVisible: (minute) => gauge(minute.at, minute.visible),
  NumberOfEmptyReceives: onReceives((minute) => minute.emptyReceives),
  NumberOfMessagesDeleted: whenPositive((minute) => minute.deleted),
  NumberOfMessagesReceived: onReceives((minute) => minute.received),
  NumberOfMessagesSent: whenPositive((minute) => minute.sent),
  SentMessageSize: (minute) => {
    if (minute.sent === 0) return undefined;
    const mean = minute.sentBytes / minute.sent;
    const min = minute.sentBytesMin ?? mean;
    return { at: minute.at, sum: minute.sentBytes, count: minute.sent, min, max: minute.sentBytesMax ?? mean };
  },
};

const OF_FIFO: Readonly<Record<string, Reading>> = {
  ApproximateNumberOfGroupsWithInflightMessages: ({ at, groupsInFlight }) =>
    groupsInFlight === undefined ? undefined : gauge(at, groupsInFlight),
  NumberOfDeduplicatedSentMessages: whenPositive((minute) => minute.deduplicated),
};

const OF_FAIR: Readonly<Record<string, Reading>> = {
  ApproximateAgeOfOldestMessageInQuietGroups: whenFair((fair) => fair.ageOfOldestSeconds),
  ApproximateNumberOfMessagesDelayedInQuietGroups: whenFair((fair) => fair.delayed),
  ApproximateNumberOfMessagesNotVisibleInQuietGroups: whenFair((fair) => fair.notVisible),
  ApproximateNumberOfMessagesVisibleInQuietGroups: whenFair((fair) => fair.visible),
  ApproximateNumberOfNoisyGroups: whenFair((fair) => fair.noisyGroups),
};

/** Each metric of namespace AWS/SQS and the minutes in which SQS publishes it ("Available CloudWatch metrics for Amazon SQS"). */
const SQS_METRICS: Readonly<Record<string, Reading>> = { ...OF_ALL, ...OF_FIFO, ...OF_FAIR };

/** The names of the metrics that this queue sends. */
export function sqsMetricNames({ queueName, isFair }: QueueMetrics): string[] {
  const special = queueName.endsWith(".fifo") ? OF_FIFO : isFair ? OF_FAIR : {};
  return [...Object.keys(OF_ALL), ...Object.keys(special)].sort();
}

/** One AWS/SQS metric of a queue; a minute is told `lateMs` after it has ended. */
export function sqsSeries(queue: QueueMetrics, metricName: string, lateMs: number, now: number): Series | undefined {
  const reading = Object.hasOwn(SQS_METRICS, metricName) ? SQS_METRICS[metricName] : undefined;
  if (!reading) return undefined;
  return function* (fromMs, toMs) {
    for (const minute of queue.minutes(fromMs, toMs)) {
      if (minute.at + 60_000 + lateMs > now) return;
      const datum = reading(minute);
      if (datum) yield datum;
    }
  };
}
