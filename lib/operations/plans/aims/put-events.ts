import { nameOfArn, parseArn } from "@/lib/core/arn";
import { busArnOfRule, isRuleArn, pathOf } from "@/lib/core/events/rule-arn";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import { listRulesOn } from "@/lib/db/bus-rules";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources } from "@/lib/db/living-resources";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";
import type { Aimer } from "./aim";
import { resourcePlaces } from "./called-places";
import { countEventsOfAws } from "./kept-bodies";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";

const FITTING: readonly OriginKind[] = ["eventbridge-rule", "eventbridge-bus"];

/** Each event to the bus on which its rule saw it, or that could not take it in. */
export const aimAtBus: Aimer = async (ctx, db, { queue, chosen }) => {
  const arns = chosen.map(busOf);
  const busArns = [...new Set(arns.filter((arn) => arn !== null))].sort();
  const letters = await askRules(db, queue.arn, chosen);
  const rules = await Promise.all(busArns.map(async (arn) => ({ arn, names: await listRulesOn(db, arn) })));
  return {
    arns,
    places: await resourcePlaces(db, "bus", busArns),
    configuration: Object.fromEntries(
      rules.map(({ arn, names }) => [`${nameOfArn(arn)}: rules that may match`, listed(names) || "none that we know"]),
    ),
    problems: [
      ...otherOrigins(chosen, FITTING),
      ...withoutBus(chosen, arns),
      ...letters.problems,
      ...busArns.flatMap(whyNoPut),
      ...(await eventsOfAws(ctx, db, chosen)),
      ...outsideProblems(queue.arn, busArns),
    ],
    warnings: [
      ...rules.map(
        ({ arn, names }) =>
          `Every matching rule of ${nameOfArn(arn)} gets the events again, under new ids, those too that had them already (${names.length} rules are on as far as we know); archives keep them twice.`,
      ),
      ...letters.warnings,
    ],
  };
};

function busOf({ originKind, anchorArn }: Selected): string | null {
  if (!FITTING.some((kind) => kind === originKind) || anchorArn === null) return null;
  if (isRuleArn(anchorArn)) return busArnOfRule(anchorArn);
  return parseArn(anchorArn)?.resource.startsWith("event-bus/") ? anchorArn : null;
}

/** Which bus it was only the rule in a letter tells, and whoever may send here can write one: the rule is asked while it is there. */
async function askRules(db: Sql, queueArn: string, chosen: readonly Selected[]) {
  const arns = [
    ...new Set(chosen.flatMap(({ anchorArn }) => (anchorArn !== null && isRuleArn(anchorArn) ? anchorArn : []))),
  ];
  const rules = await findLivingResources(db, "rule", arns);
  const strangers = rules.filter(
    ({ config }) => !config.targets.some(({ deadLetterArn }) => deadLetterArn === queueArn),
  );
  const gone = arns.filter((arn) => !rules.some((rule) => rule.arn === arn));
  return {
    problems: strangers.map(
      ({ arn }) =>
        `As far as we know, rule ${pathOf(arn)} does not send what it cannot deliver to this queue, and anybody who may send here can claim it.`,
    ),
    warnings: gone.map(
      (arn) =>
        `Rule ${pathOf(arn)} is not in the inventory: its letters say themselves which bus they were on; nobody else vouches for it.`,
    ),
  };
}

function withoutBus(chosen: readonly Selected[], arns: readonly (string | null)[]): string[] {
  const count = chosen.filter(
    ({ originKind }, index) => arns[index] === null && FITTING.some((kind) => kind === originKind),
  ).length;
  return count === 0
    ? []
    : [`Which bus could not take ${count} of these in, nobody can say: redirect them to a queue.`];
}

function whyNoPut(busArn: string): string[] {
  if (!parseArn(busArn)?.resource.startsWith("event-bus/aws.partner/")) return [];
  return [`${nameOfArn(busArn)} is a partner's bus: only the partner may put events on it.`];
}

async function eventsOfAws(ctx: Ctx, db: Sql, chosen: readonly Selected[]): Promise<string[]> {
  const count = await countEventsOfAws(ctx, db, chosen);
  return count === 0
    ? []
    : [
        `${count} of these are events of AWS services (source aws.…): nobody but AWS may put them on a bus. Give them to the rule's target instead.`,
      ];
}

const MOST_NAMES = 20;

/** Who would get the events again: a rule that is made meanwhile is no part of what a person agreed to. */
function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}
