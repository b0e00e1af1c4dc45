import { nameOfArn, parseArn } from "../../arn";
import type { Graph } from "../../inventory/graph";
import { type Consumer, consumersOf, isOn } from "../consumers-of";
import type { CoverageRule, Verdict } from "../rule";

export const filterDeletes: CoverageRule = {
  id: "filter-deletes",
  title: "A filter deletes messages without a trace",
  explanation:
    "A filter on a queue does not leave other messages for somebody else: what does not match is deleted, without an error, a metric of its own or a dead letter. Filter before the queue, with a subscription's filter policy or a rule's pattern, and give every kind of message a queue of its own.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html",
    "https://www.tecracer.com/blog/2022/01/lambda-sqs-event-filters-may-delete-your-messages-if-youre-not-careful.html",
  ],
  check: (graph) => [...graph.all("mapping"), ...graph.all("pipe")].flatMap((consumer) => judge(graph, consumer)),
};

function judge(graph: Graph, consumer: Consumer): readonly Verdict[] {
  const { sourceArn, filterPatterns } = consumer.config;
  if (parseArn(sourceArn)?.service !== "sqs" || !isOn(consumer)) return [];
  if (filterPatterns.length === 0) return [{ resource: consumer, hole: null }];
  const rivals = consumersOf(graph, sourceArn).filter(isOn);
  return [{ resource: consumer, hole: holeOf(consumer, rivals) }];
}

function holeOf(consumer: Consumer, rivals: readonly Consumer[]): Verdict["hole"] {
  const { sourceArn, filterPatterns } = consumer.config;
  const queue = nameOfArn(sourceArn);
  const robbed = rivals.filter((rival) => patternsOf(rival) !== patternsOf(consumer));
  const isCertain = robbed.length > 0;
  return {
    part: "",
    summary: isCertain
      ? `Several consumers with different filters share ${queue}: each deletes messages that another one waits for.`
      : `Messages of ${queue} that do not match the filter are deleted; whether such messages are sent, only their senders know.`,
    evidence: [
      { label: "FilterCriteria", value: filterPatterns.join("\n") },
      ...robbed.map((rival) => ({
        label: `FilterCriteria of ${rival.name}`,
        value: rival.config.filterPatterns.join("\n") || "none",
      })),
    ],
    confidence: isCertain ? "certain" : "possible",
    severity: isCertain ? "high" : "medium",
    fix: null,
    failingStageArn: consumer.kind === "mapping" ? consumer.config.functionArn : null,
  };
}

function patternsOf(consumer: Consumer): string {
  return [...consumer.config.filterPatterns].sort().join("\n");
}
