import type { World } from "../../service";
import { type BusPlace, DEFAULT_BUS } from "../resources/event-bus";
import type { RulePlace } from "../resources/rule";

const NAMESPACE = "AWS/Events";

type Scope = "rule" | "bus" | "everything";

/** Which dimensions each metric has, by the EventBridge User Guide, "Monitoring Amazon EventBridge". */
const SCOPES = {
  TriggeredRules: ["rule", "bus", "everything"],
  Invocations: ["rule", "everything"],
  FailedInvocations: ["rule"],
  InvocationAttempts: ["rule", "bus", "everything"],
  SuccessfulInvocationAttempts: ["rule", "bus", "everything"],
  RetryInvocationAttempts: ["rule", "bus", "everything"],
  InvocationsCreated: ["everything"],
  InvocationsSentToDlq: ["rule"],
  InvocationsFailedToBeSentToDlq: ["rule"],
  IngestiontoInvocationStartLatency: ["rule", "bus", "everything"],
  IngestiontoInvocationCompleteLatency: ["rule", "bus", "everything"],
  IngestionToInvocationSuccessLatency: ["rule", "bus", "everything"],
} as const satisfies Record<string, readonly Scope[]>;

export type RuleMetric = keyof typeof SCOPES;

/** Adds one sample (a count of 1 unless told; latencies in milliseconds) under each of the metric's dimensions. */
export function reportForRule(world: World, rule: RulePlace, metric: RuleMetric, at: number, value = 1): void {
  for (const scope of SCOPES[metric]) {
    const dimensions = dimensionsOf(scope, rule);
    if (dimensions) world.vended.add(rule, NAMESPACE, metric, dimensions, at, value);
  }
}

/** MatchedEvents: once for each rule, once for the bus however many rules matched. */
export function reportMatch(world: World, bus: BusPlace, rules: readonly RulePlace[], at: number): void {
  for (const rule of rules) {
    world.vended.add(bus, NAMESPACE, "MatchedEvents", ruleDimensions(rule), at);
    reportForRule(world, rule, "TriggeredRules", at);
  }
  const ofBus = busDimensions(bus);
  if (ofBus) world.vended.add(bus, NAMESPACE, "MatchedEvents", ofBus, at);
}

function dimensionsOf(scope: Scope, rule: RulePlace): Record<string, string> | undefined {
  if (scope === "everything") return {};
  return scope === "rule" ? ruleDimensions(rule) : busDimensions(rule);
}

/** RuleName alone is a rule of the default bus. */
function ruleDimensions({ busName, ruleName }: RulePlace): Record<string, string> {
  return busName === DEFAULT_BUS ? { RuleName: ruleName } : { EventBusName: busName, RuleName: ruleName };
}

function busDimensions({ busName }: BusPlace): Record<string, string> | undefined {
  return busName === DEFAULT_BUS ? undefined : { EventBusName: busName };
}
