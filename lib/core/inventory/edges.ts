import type { Resource, ResourceOf } from "./resource";
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
  switch (resource.kind) {
    case "queue":
      return edge("dead-letters", arn, resource.config.deadLetterTargetArn);
    case "bus":
      return edge("dead-letters", arn, resource.config.deadLetterArn);
    case "archive":
      return edge("archives", arn, resource.config.busArn);
    case "rule":
      return edgesOfRule(resource);
    case "function":
      return edgesOfFunction(resource);
    case "alarm":
      return watchedQueues(resource).flatMap((to) => edge("watches", arn, to));
    case "schedule":
      return ways(arn, null, resource.config.targetArn, resource.config.deadLetterArn);
    case "pipe":
      return ways(
        arn,
        ["consumes", resource.config.sourceArn],
        resource.config.targetArn,
        resource.config.deadLetterArn,
      );
    case "mapping":
      return ways(
        arn,
        ["consumes", resource.config.sourceArn],
        resource.config.functionArn,
        resource.config.onFailureArn,
      );
    case "subscription":
      return ways(
        arn,
        ["delivers", resource.config.topicArn],
        arnIn(resource.config.endpoint),
        resource.config.deadLetterArn,
      );
    case "topic":
    case "state-machine":
      return [];
  }
}

function edge(kind: EdgeKind, from: string, to: string | null, part: string | null = null): Edge[] {
  return to ? [{ from, to: unqualified(to), kind, part }] : [];
}

/** What leads to a thing, where it delivers, and where it gives up. */
function ways(
  arn: string,
  source: [EdgeKind, string] | null,
  target: string | null,
  deadLetterArn: string | null,
): Edge[] {
  return [
    ...(source ? edge(source[0], source[1], arn) : []),
    ...edge("delivers", arn, target),
    ...edge("dead-letters", arn, deadLetterArn),
  ];
}

function edgesOfRule({ arn, config }: ResourceOf<"rule">): Edge[] {
  return [
    ...edge("delivers", config.busArn, arn),
    ...config.targets.flatMap((target) => [
      ...edge("delivers", arn, target.arn, target.id),
      ...edge("dead-letters", arn, target.deadLetterArn, target.id),
    ]),
  ];
}

function edgesOfFunction({ arn, config }: ResourceOf<"function">): Edge[] {
  return [
    ...edge("dead-letters", arn, config.deadLetterArn, "async"),
    ...config.async.flatMap((async) => [
      ...edge("dead-letters", arn, async.onFailureArn, async.qualifier),
      ...edge("delivers", arn, async.onSuccessArn, async.qualifier),
    ]),
  ];
}

/** A subscription's endpoint may be an address that is no ARN. */
function arnIn(endpoint: string): string | null {
  return endpoint.startsWith("arn:") ? endpoint : null;
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
