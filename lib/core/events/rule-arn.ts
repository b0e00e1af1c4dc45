import { parseArn } from "@/lib/core/arn";

const DEFAULT_BUS = "default";

/** `rule/orders` is a rule of the default bus, `rule/shop/orders` one of the bus shop; a partner's bus has slashes itself. */
export function isRuleArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "events" && /^rule\/./.test(arn.resource);
}

export function ruleNameOf(ruleArn: string): string {
  return pathOf(ruleArn).split("/").at(-1) ?? "";
}

export function busNameOfRule(ruleArn: string): string {
  return pathOf(ruleArn).split("/").slice(0, -1).join("/") || DEFAULT_BUS;
}

/** The bus whose rule it is. */
export function busArnOfRule(ruleArn: string): string {
  const { partition = "", region = "", awsAccountId = "" } = parseArn(ruleArn) ?? {};
  return `arn:${partition}:events:${region}:${awsAccountId}:event-bus/${busNameOfRule(ruleArn)}`;
}

/** The rule as people tell it apart from others of its account: its bus, where that is not the default one, and its name. */
export function pathOf(ruleArn: string): string {
  return (parseArn(ruleArn)?.resource ?? "").replace(/^rule\//, "");
}
