import type { ResourceOf, RuleTarget } from "../../inventory/resource";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";
import { tries } from "../tries";

/** Targets of disabled rules count one severity less; those of rules that a service manages are nobody's to change. */
export const targetWithoutDlq: CoverageRule = {
  id: "target-without-dlq",
  title: "Rule target without a dead-letter queue",
  explanation:
    "EventBridge drops an event that it could not deliver, unless the target has a dead-letter queue. A refused or missing target is not retried at all, so targets that never fail, such as a queue, need one too. Errors inside a function are the function's own matter.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  ],
  check: (graph) =>
    graph
      .all("rule")
      .filter(({ config }) => !config.managedBy)
      .flatMap((rule) => rule.config.targets.map((target) => judge(rule, target))),
};

function judge(rule: ResourceOf<"rule">, target: RuleTarget): Verdict {
  if (target.deadLetterArn) return { resource: rule, hole: null };
  return {
    resource: rule,
    hole: {
      part: target.id,
      summary: `An event that ${rule.name} cannot deliver to target ${target.id} is tried ${tries(target, "rule")}, then lost; a missing permission or target loses it at once.`,
      evidence: [
        { label: "Target", value: target.arn },
        { label: "DeadLetterConfig", value: "none" },
        { label: "RetryPolicy", value: tries(target, "rule") },
      ],
      confidence: "certain",
      severity: eased("high", rule.config.isEnabled),
      fix: giveDeadLetterQueue(rule, target.id),
      failingStageArn: null,
    },
  };
}
