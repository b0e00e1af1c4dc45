import type { Resource } from "./resource";
import { unqualified } from "./unqualified";

/**
 * How one thing leads to another. *delivers*: events go there. *dead-letters*: what fails goes there. *consumes*: takes
 * from there and invokes. *watches*: an alarm on it.
 */
export type EdgeKind = "delivers" | "dead-letters" | "consumes" | "watches" | "archives";
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** The part of `from` that leads there: a target id, a qualifier. */
  readonly part: string | null;
}

/** The edges that a resource's own configuration says. Pure; an empty list for what leads nowhere. */
export function edgesOf(resource: Resource): Edge[] {
  const { arn } = resource;
  const edge = (kind: EdgeKind, to: string | null, part: string | null = null, from = arn): Edge[] =>
    to ? [{ from, to: unqualified(to), kind, part }] : [];
  switch (resource.kind) {
    case "queue":
      return edge("dead-letters", resource.config.deadLetterTargetArn);
    case "bus":
      return edge("dead-letters", resource.config.deadLetterArn);
    case "rule":
      return [
        ...edge("delivers", arn, null, resource.config.busArn),
        ...resource.config.targets.flatMap((target) => [
          ...edge("delivers", target.arn, target.id),
          ...edge("dead-letters", target.deadLetterArn, target.id),
        ]),
      ];
    case "archive":
      return edge("archives", resource.config.busArn);
    case "schedule":
      return [...edge("delivers", resource.config.targetArn), ...edge("dead-letters", resource.config.deadLetterArn)];
    case "pipe":
      return [
        ...edge("consumes", arn, null, resource.config.sourceArn),
        ...edge("delivers", resource.config.targetArn),
        ...edge("dead-letters", resource.config.deadLetterArn),
      ];
    case "subscription":
      return [
        ...edge("delivers", arn, null, resource.config.topicArn),
        ...edge("delivers", resource.config.endpoint.startsWith("arn:") ? resource.config.endpoint : null),
        ...edge("dead-letters", resource.config.deadLetterArn),
      ];
    case "mapping":
      return [
        ...edge("consumes", arn, null, resource.config.sourceArn),
        ...edge("delivers", resource.config.functionArn),
        ...edge("dead-letters", resource.config.onFailureArn),
      ];
    case "function":
      return [
        ...edge("dead-letters", resource.config.deadLetterArn, "async"),
        ...resource.config.async.flatMap((async) => [
          ...edge("dead-letters", async.onFailureArn, async.qualifier),
          ...edge("delivers", async.onSuccessArn, async.qualifier),
        ]),
      ];
    case "alarm":
      return watchedQueues(resource).flatMap((to) => edge("watches", to));
    case "topic":
    case "state-machine":
      return [];
  }
}

/** An alarm names queues by name: they lie in its own account and Region. */
function watchedQueues(alarm: Extract<Resource, { kind: "alarm" }>): string[] {
  const { namespace, metricName, dimensions, metrics } = alarm.config;
  const all = [...metrics, ...(namespace && metricName ? [{ namespace, metricName, dimensions }] : [])];
  const [, partition = "aws"] = alarm.arn.split(":");
  return all.flatMap((metric) => {
    const name = metric.namespace === "AWS/SQS" ? metric.dimensions.QueueName : undefined;
    return name ? [`arn:${partition}:sqs:${alarm.region}:${alarm.awsAccountId}:${name}`] : [];
  });
}
