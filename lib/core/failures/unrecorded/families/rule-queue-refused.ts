import { type LossFamily, untold } from "../family";
import { dimensionsOf, rulesOf, wayBackOf } from "./rule-targets";

/** Events that failed and that the target's dead-letter queue did not take either. */
export const ruleQueueRefused: LossFamily = {
  name: "rule-queue-refused",
  originKind: "rule-delivery",
  record: "count-only",
  namespace: "AWS/Events",
  metric: "InvocationsFailedToBeSentToDlq",
  unit: "event",
  title: "Events LOST although a dead-letter queue is configured: it did not take them",
  cause: untold("mostly the queue's policy does not let events.amazonaws.com send for this rule, or the queue is gone"),
  wayBack: "Nothing was kept: replay from an archive for that time, or send the events again at their source.",
  watched: (graph) =>
    rulesOf(graph)
      .filter(({ config }) => config.targets.some(({ deadLetterArn }) => deadLetterArn !== null))
      .map((rule) => ({ arn: rule.arn, dimensions: dimensionsOf(rule), wayBack: wayBackOf(graph, rule) })),
};
