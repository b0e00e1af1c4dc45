import { nameOfArn } from "@/lib/core/arn";
import { pathOf } from "@/lib/core/events/rule-arn";
import { callableKind, failedTarget, settingsOfTarget, whyNotCallable } from "@/lib/core/events/rule-targets";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources, type LivingResource } from "@/lib/db/living-resources";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";
import type { Aimer } from "./aim";
import { calledPlaces } from "./called-places";
import { countEventsOfAws } from "./kept-bodies";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";

type Rules = ReadonlyMap<string, LivingResource<"rule">>;
type Aimed = { readonly ruleArn: string; readonly target: RuleTarget } | { readonly problem: string } | undefined;

const FITTING: readonly OriginKind[] = ["eventbridge-rule"];

/** Each event to the one target of its rule that did not get it, and to no other, nor onto the bus. */
export const aimAtRuleTarget: Aimer = async (ctx, db, { queue, chosen }) => {
  const ours = chosen.filter(({ originKind }) => originKind === "eventbridge-rule");
  const ruleArns = [...new Set(ours.flatMap(({ anchorArn }) => anchorArn ?? []))];
  const rules: Rules = new Map((await findLivingResources(db, "rule", ruleArns)).map((rule) => [rule.arn, rule]));
  const aimed = chosen.map((message) => aimOne(message, rules, queue.arn));
  const used = usedTargets(aimed);
  const arns = aimed.map((one) => (one && "target" in one ? one.target.arn : null));
  const { places, configuration } = await calledPlaces(db, arns);
  return {
    arns,
    places,
    configuration: Object.assign({}, configuration, ...used.map((one) => settingsOfTarget(one.ruleArn, one.target))),
    problems: [
      ...otherOrigins(chosen, FITTING),
      ...new Set(aimed.flatMap((one) => (one && "problem" in one ? [one.problem] : []))),
      ...used.flatMap(whyNotByUs),
      ...(await eventsOfAws(ctx, db, chosen, arns)),
      ...outsideProblems(queue.arn, [...arns, ...ruleArns]),
    ],
    warnings: [...rules.values()]
      .filter(({ config }) => !config.isEnabled)
      .map(({ arn }) => `Rule ${pathOf(arn)} is switched off by now; its target gets these all the same.`),
  };
};

function aimOne({ originKind, anchorArn, anchorPart }: Selected, rules: Rules, queueArn: string): Aimed {
  if (originKind !== "eventbridge-rule" || anchorArn === null || anchorPart === null) return undefined;
  const rule = rules.get(anchorArn);
  if (!rule)
    return {
      problem: `Rule ${pathOf(anchorArn)} is not in the inventory: it was deleted or cannot be seen. Put the events on the bus again, or redirect them.`,
    };
  const found = failedTarget(anchorArn, rule.config.targets, anchorPart, queueArn);
  return "target" in found ? { ruleArn: anchorArn, target: found.target } : found;
}

function usedTargets(aimed: readonly Aimed[]): { readonly ruleArn: string; readonly target: RuleTarget }[] {
  const used = aimed.flatMap((one) => (one && "target" in one ? [one] : []));
  return [...new Map(used.map((one) => [`${one.ruleArn} ${one.target.id}`, one])).values()];
}

function whyNotByUs({ ruleArn, target }: { readonly ruleArn: string; readonly target: RuleTarget }): string[] {
  const [rule, name] = [pathOf(ruleArn), nameOfArn(target.arn)];
  const why = whyNotCallable(target.arn);
  if (why !== undefined) return [`The target ${name} of rule ${rule} ${why}.`];
  if (target.input !== "event" && target.inputSha256 === undefined)
    return [`What rule ${rule} makes of an event for ${name} is not read yet: the next look tells.`];
  return [];
}

/** A bus takes them from AWS alone. */
async function eventsOfAws(
  ctx: Ctx,
  db: Sql,
  chosen: readonly Selected[],
  arns: readonly (string | null)[],
): Promise<string[]> {
  const toBuses = chosen.filter((_, index) => callableKind(arns[index] ?? "") === "bus");
  const count = await countEventsOfAws(ctx, db, toBuses);
  return count === 0
    ? []
    : [`${count} of these are events of AWS services for another bus: nobody but AWS may put them there.`];
}
