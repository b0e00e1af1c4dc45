import type { Graph } from "../../inventory/graph";
import type { ResourceOf } from "../../inventory/resource";
import { functionAsyncFix } from "../fixes/function-async-fix";
import { ruleTargetFix } from "../fixes/rule-target-fix";
import { scheduleFix } from "../fixes/schedule-fix";
import type { CoverageRule, Fix, Verdict } from "../rule";
import { eased } from "../severity";

const DEFAULT_RETRIES = 185;
const DEFAULT_FUNCTION_RETRIES = 2;

/** Targets, schedules and asynchronous settings of functions. Disabled rules and schedules count one severity less. */
export const retryPolicyZero: CoverageRule = {
  id: "retry-policy-zero",
  title: "No retry at all",
  explanation:
    "With no retries one throttle or short fault decides over an event: it is lost, or a dead letter that somebody has to send back by hand. AWS's defaults are 185 retries within a day for rules and schedules, and two for functions. For a function the limit is about errors of its code: throttles are repeated all the same.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html",
    "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html",
  ],
  check: (graph) => [...targets(graph), ...graph.all("schedule").map(ofSchedule), ...functions(graph)],
};

function targets(graph: Graph): Verdict[] {
  return graph
    .all("rule")
    .filter(({ config }) => !config.managedBy)
    .flatMap((rule) =>
      rule.config.targets.map((target) =>
        verdict(rule, {
          part: target.id,
          maxRetries: target.maxRetries,
          deadLetterArn: target.deadLetterArn,
          failure: `One throttle of target ${target.id}`,
          isActive: rule.config.isEnabled,
          fix: ruleTargetFix(rule, target, { maxRetries: DEFAULT_RETRIES }),
        }),
      ),
    );
}

function ofSchedule(schedule: ResourceOf<"schedule">): Verdict {
  return verdict(schedule, {
    part: "",
    maxRetries: schedule.config.maxRetries,
    deadLetterArn: schedule.config.deadLetterArn,
    failure: "One throttle of its target",
    isActive: schedule.config.isEnabled,
    fix: scheduleFix(schedule, { maxRetries: DEFAULT_RETRIES }),
  });
}

function functions(graph: Graph): Verdict[] {
  return graph.all("function").flatMap((fn) =>
    fn.config.async.map(({ qualifier, maxRetries, onFailureArn }) =>
      verdict(fn, {
        part: qualifier,
        maxRetries,
        deadLetterArn: onFailureArn ?? fn.config.deadLetterArn,
        failure: "One error of its code",
        isActive: true,
        fix: functionAsyncFix(fn, qualifier, { maxRetries: DEFAULT_FUNCTION_RETRIES }),
      }),
    ),
  );
}

interface Place {
  readonly part: string;
  readonly maxRetries: number | null;
  readonly deadLetterArn: string | null;
  readonly failure: string;
  readonly isActive: boolean;
  readonly fix: Fix;
}
function verdict(
  resource: ResourceOf<"rule"> | ResourceOf<"schedule"> | ResourceOf<"function">,
  place: Place,
): Verdict {
  const { part, maxRetries, deadLetterArn, failure, isActive, fix } = place;
  if (maxRetries !== 0) return { resource, hole: null };
  return {
    resource,
    hole: {
      part,
      summary: `${resource.name} does not retry. ${failure} ${deadLetterArn ? "makes a dead letter" : "loses an event"}.`,
      evidence: [
        { label: "MaximumRetryAttempts", value: "0" },
        { label: "Failure destination", value: deadLetterArn ?? "none" },
      ],
      confidence: "certain",
      severity: eased(deadLetterArn ? "medium" : "high", isActive),
      fix,
      failingStageArn: null,
    },
  };
}
