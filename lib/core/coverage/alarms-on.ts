import type { Graph } from "../inventory/graph";
import type { ResourceOf } from "../inventory/resource";

/** An alarm with the metrics of one queue that it watches. */
export interface WatchingAlarm {
  readonly alarm: ResourceOf<"alarm">;
  readonly metricNames: readonly string[];
}

const SENT = "NumberOfMessagesSent";
const ARRIVALS = ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"];

/** The alarms on a queue, plain and metric math, that go off when a figure rises; an alarm for *too few* is none of them. */
export function alarmsOn(graph: Graph, queue: ResourceOf<"queue">): readonly WatchingAlarm[] {
  const watching = graph.edgesTo(queue.arn).flatMap((edge) => (edge.kind === "watches" ? [edge.from] : []));
  return [...new Set(watching)].flatMap((arn) => {
    const alarm = graph.find(arn);
    if (alarm?.kind !== "alarm" || !goesOffAbove(alarm)) return [];
    return [{ alarm, metricNames: metricNamesOf(alarm, queue.name) }];
  });
}

/** Whether it sees a message lie in the queue, whoever put it there. */
export function seesMessages({ metricNames }: WatchingAlarm): boolean {
  return metricNames.some((name) => ARRIVALS.includes(name));
}

/** Whether it counts calls of SendMessage, which SQS does not make when it moves a message itself. */
export function seesSends({ metricNames }: WatchingAlarm): boolean {
  return metricNames.includes(SENT);
}

export function doesAct({ alarm }: WatchingAlarm): boolean {
  return alarm.config.hasActions;
}

function goesOffAbove({ config }: ResourceOf<"alarm">): boolean {
  const { comparison } = config;
  return !comparison?.startsWith("LessThan") || comparison.includes("Greater");
}

function metricNamesOf({ config }: ResourceOf<"alarm">, queueName: string): string[] {
  const { namespace, metricName, dimensions, metrics } = config;
  const plain = namespace && metricName ? [{ namespace, metricName, dimensions }] : [];
  return [...plain, ...metrics]
    .filter((metric) => metric.namespace === "AWS/SQS" && metric.dimensions.QueueName === queueName)
    .map((metric) => metric.metricName);
}
