import { NotFound } from "@/lib/core/errors";
import { isRuleArn, pathOf } from "@/lib/core/events/rule-arn";
import { settingsOfTarget } from "@/lib/core/events/rule-targets";
import { configurationDiff, type PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { ResourceWork } from "../driver";

const SHARED = / → .+: (rule|target|input|message group)$/;

/**
 * Whether the rules of the plan have other targets now than people saw, asked of EventBridge itself: the inventory may be minutes old.
 * Undefined when all are the same; else what differs.
 */
export async function changedTargets({ plan, aws }: ResourceWork): Promise<string | undefined> {
  const planned = plan.detail.configuration;
  for (const [setting, ruleArn] of Object.entries(planned)) {
    if (!isRuleArn(ruleArn) || setting !== `${pathOf(ruleArn)}: rule`) continue;
    const live = await aws.events.targetsOf(ruleArn).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (!live) return `rule ${pathOf(ruleArn)} is not there any more`;
    const after: PlanConfiguration = Object.assign({}, ...live.map((one) => settingsOfTarget(ruleArn, one)));
    const [changed] = configurationDiff(targetsIn(planned, ruleArn), after);
    if (changed)
      return `the targets of rule ${pathOf(ruleArn)} are not as the plan has them: ${changed.setting} was ${changed.before ?? "not there"}, and is ${changed.after ?? "gone"}. Make a new plan`;
  }
  return undefined;
}

function targetsIn(planned: PlanConfiguration, ruleArn: string): PlanConfiguration {
  const isOfRule = ([name]: [string, string]) => name.startsWith(`${pathOf(ruleArn)} → `) && SHARED.test(name);
  return Object.fromEntries(Object.entries(planned).filter(isOfRule));
}
