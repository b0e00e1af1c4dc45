import { ListRulesCommand, type Rule } from "@aws-sdk/client-eventbridge";
import { parseArn } from "@/lib/core/arn";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf, toldBy } from "../summary";
import { NotInAws } from "../translate-error";
import { listTargets, targetOf, transformsOf } from "./targets";

const DEFAULT_BUS = "default";

/** The rules of a bus, those that services manage included. None when the bus is gone meanwhile. */
export async function listRules(door: Door, busName: string): Promise<Listed[]> {
  const options = { action: "events:ListRules", resource: `event bus ${busName}`, isControlPlane: true };
  const rules = await allPages(async (NextToken) => {
    const command = new ListRulesCommand({ EventBusName: busName, NextToken, Limit: 100 });
    const page = await call(door, options, (wire) => door.clients.events.send(command, wire));
    return { items: page.Rules, next: page.NextToken };
  }).catch((error) => {
    if (error instanceof NotInAws) return [];
    throw error;
  });
  return rules.flatMap((rule): Listed[] =>
    rule.Arn && rule.Name
      ? [{ kind: "rule", arn: rule.Arn, name: rule.Name, summary: summaryOf({ ...rule, EventBusName: busName }) }]
      : [],
  );
}

/** The targets of a rule, all pages; the rest of it the list has told. */
export async function describeRule(door: Door, listed: Listed): Promise<Described<"rule">> {
  const rule = toldBy<Rule>(listed);
  const busName = rule.EventBusName ?? DEFAULT_BUS;
  const targets = await listTargets(door, listed.arn, listed.name, busName);
  return {
    config: {
      busName,
      busArn: busArnOf(listed.arn, busName),
      isEnabled: rule.State !== "DISABLED",
      eventPattern: rule.EventPattern ?? null,
      scheduleExpression: rule.ScheduleExpression ?? null,
      managedBy: rule.ManagedBy ?? null,
      targets: targets.map(targetOf),
    },
    observed: {},
    transforms: transformsOf(targets),
  };
}

/** A rule's ARN names its bus only when that is not the default one. */
function busArnOf(ruleArn: string, busName: string): string {
  const { partition = "", region = "", awsAccountId = "" } = parseArn(ruleArn) ?? {};
  return `arn:${partition}:events:${region}:${awsAccountId}:event-bus/${busName}`;
}
