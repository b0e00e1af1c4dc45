import { type LossFamily, untold } from "../family";
import { dimensionsOf, rulesOf, wayBackOf } from "./rule-targets";

/**
 * Deliveries that failed for good at targets without a dead-letter queue. Not at rules all of whose targets have one: there
 * the events lie in it, or the queue refused them, which is another family. A rule with targets of both kinds has one metric
 * for all, so that what reached a queue is taken off.
 */
export const ruleWithoutQueue: LossFamily = {
  name: "rule-without-queue",
  originKind: "rule-delivery",
  record: "count-only",
  namespace: "AWS/Events",
  metric: "FailedInvocations",
  unit: "event",
  title: "Events lost: a target of the rule refused them and has no dead-letter queue",
  cause: untold("the target is gone, refuses the rule, or failed for as long as the rule tried"),
  wayBack: "Nothing was kept: replay from an archive for that time, or send the events again at their source.",
  watched: (graph) =>
    rulesOf(graph)
      .filter(({ config }) => config.targets.some(({ deadLetterArn }) => deadLetterArn === null))
      .map((rule) => ({
        arn: rule.arn,
        dimensions: dimensionsOf(rule),
        accountedBy: rule.config.targets.some(({ deadLetterArn }) => deadLetterArn !== null)
          ? ["InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"]
          : [],
        wayBack: wayBackOf(graph, rule),
      })),
};
