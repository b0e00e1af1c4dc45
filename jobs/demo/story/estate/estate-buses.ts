import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { ACCEPTANCE, PRODUCTION, SHARED_BUS } from "../places";
import type { Estate } from "./estate";
import { arnIn, BUS, CARRIER, functionArn, type Place, REHEARSAL, ruleArn, SHIPPING, SHOP } from "./estate-places";
import { roleFor } from "./estate-roles";
import { unlessThere } from "./unless-there";

/** A rule with its targets; all of them give up into one dead-letter queue beside the bus. */
export interface EstateRule {
  readonly name: string;
  readonly at: Place;
  readonly bus: string;
  readonly pattern: object;
  readonly deadLetters?: string;
  readonly targets: readonly Target[];
}

const bus = (at: Place, name: string) => arnIn(at, "events", `event-bus/${name}`);
const onward = (at: Place, name: string): Target[] => [
  { Id: "bus", Arn: bus(at, name), RoleArn: roleFor("events", SHARED_BUS) },
];

export const ESTATE_RULES: readonly EstateRule[] = [
  ...[
    { name: "to-shop", pattern: { source: ["shop.web", "shop.stock"] }, targets: onward(SHOP, "shop") },
    { name: "to-shipping", pattern: { source: ["shop.shipping"] }, targets: onward(SHIPPING, "shipping") },
    { name: "to-rehearsal", pattern: { "detail-type": ["OrderPlaced"] }, targets: onward(REHEARSAL, "shop") },
    { name: "to-carrier", pattern: { "detail-type": ["OrderShipped"] }, targets: onward(CARRIER, "parcels") },
    {
      name: "everything-to-audit",
      pattern: { source: [{ prefix: "shop." }] },
      targets: [{ Id: "audit", Arn: arnIn(BUS, "sqs", "event-audit") }],
    },
  ].map((rule) => ({ ...rule, at: BUS, bus: "shop-events", deadLetters: "shop-events-rules-dlq" })),
  {
    name: "order-placed",
    at: SHOP,
    bus: "shop",
    pattern: { "detail-type": ["OrderPlaced"] },
    deadLetters: "fan-out-dlq",
    targets: [
      { Id: "picking", Arn: arnIn(SHOP, "sqs", "picking"), InputPath: "$.detail" },
      { Id: "loyalty", Arn: arnIn(SHOP, "sqs", "loyalty"), InputPath: "$.detail" },
      { Id: "notices", Arn: arnIn(SHOP, "sns", "order-notices") },
      { Id: "fraud", Arn: functionArn(SHOP, "fraud-check") },
      {
        Id: "saga",
        Arn: arnIn(SHOP, "states", "stateMachine:checkout-saga"),
        RoleArn: roleFor("events", PRODUCTION),
        InputPath: "$.detail",
      },
    ],
  },
  {
    name: "stock-low",
    at: SHOP,
    bus: "shop",
    pattern: { "detail-type": ["StockLow"], detail: { quantity: [{ numeric: ["<", 5] }] } },
    deadLetters: "fan-out-dlq",
    targets: [{ Id: "reorder", Arn: functionArn(SHOP, "reorder") }],
  },
  {
    name: "refund-wanted",
    at: SHOP,
    bus: "shop",
    pattern: { "detail-type": ["RefundWanted"] },
    deadLetters: "fan-out-dlq",
    targets: [
      {
        Id: "refund",
        Arn: arnIn(SHOP, "states", "stateMachine:refund-order"),
        RoleArn: roleFor("events", PRODUCTION),
        InputPath: "$.detail",
      },
    ],
  },
  {
    name: "order-shipped",
    at: SHIPPING,
    bus: "shipping",
    pattern: { "detail-type": ["OrderShipped"] },
    deadLetters: "shipping-rules-dlq",
    targets: [{ Id: "shipments", Arn: arnIn(SHIPPING, "sns", "shipments"), InputPath: "$.detail" }],
  },
  {
    name: "rehearse",
    at: REHEARSAL,
    bus: "shop",
    pattern: { "detail-type": ["OrderPlaced"] },
    targets: [{ Id: "orders", Arn: arnIn(REHEARSAL, "sqs", "rehearsal-orders") }],
  },
];

export function ruleNamed(name: string): EstateRule {
  const found = ESTATE_RULES.find((rule) => rule.name === name);
  if (!found) throw new Error(`the estate has no rule ${name}`);
  return found;
}

/** Makes buses, archives and rules, or makes them again what they should be. */
export async function ensureBuses(estate: Estate): Promise<void> {
  await Promise.all([
    ensureBus(estate, BUS, "shop-events", [PRODUCTION.awsAccountId, ACCEPTANCE.awsAccountId]),
    ensureBus(estate, SHOP, "shop", [SHARED_BUS.awsAccountId]),
    ensureBus(estate, SHIPPING, "shipping", [SHARED_BUS.awsAccountId]),
    ensureBus(estate, REHEARSAL, "shop", [SHARED_BUS.awsAccountId]),
    ensureBus(estate, CARRIER, "parcels", [SHARED_BUS.awsAccountId]),
  ]);
  await Promise.all([
    archive(estate, BUS, "shop-events", { ArchiveName: "everything", RetentionDays: 1 }),
    archive(estate, SHOP, "shop", { ArchiveName: "orders", RetentionDays: 3, "detail-type": ["OrderPlaced"] }),
  ]);
  await Promise.all(ESTATE_RULES.map((rule) => ensureRule(estate, rule)));
}

/** Makes a rule with its targets what it should be. */
export async function ensureRule(estate: Estate, rule: EstateRule): Promise<void> {
  const { name, at, bus: EventBusName, deadLetters, targets } = rule;
  const { events, lambda } = estate.at(at);
  await putPattern(estate, rule, rule.pattern);
  const DeadLetterConfig = deadLetters ? { Arn: arnIn(at, "sqs", deadLetters) } : undefined;
  const RetryPolicy = { MaximumRetryAttempts: 8, MaximumEventAgeInSeconds: 300 };
  const Targets = targets.map((target) => ({ ...target, DeadLetterConfig, RetryPolicy }));
  const { FailedEntries } = await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
  if (FailedEntries?.[0]) throw new Error(`rule ${name}: ${FailedEntries[0].ErrorMessage}`);
  for (const { Arn = "" } of targets.filter((target) => target.Arn?.includes(":function:"))) {
    const grant = { StatementId: `from-${name}`, Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com" };
    const SourceArn = ruleArn(at, EventBusName, name);
    await unlessThere(lambda.send(new AddPermissionCommand({ ...grant, FunctionName: Arn, SourceArn })));
  }
}

export async function putPattern(estate: Estate, { name, at, bus: EventBusName }: EstateRule, pattern: object) {
  const EventPattern = JSON.stringify(pattern);
  await estate.at(at).events.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
}

async function ensureBus(estate: Estate, at: Place, Name: string, from: readonly string[]): Promise<void> {
  const { events } = estate.at(at);
  await unlessThere(events.send(new CreateEventBusCommand({ Name })));
  for (const Principal of from) {
    const grant = { EventBusName: Name, Action: "events:PutEvents", Principal, StatementId: `from-${Principal}` };
    await events.send(new PutPermissionCommand(grant));
  }
}

async function archive(
  estate: Estate,
  at: Place,
  busName: string,
  { ArchiveName, RetentionDays, ...pattern }: { ArchiveName: string; RetentionDays: number; "detail-type"?: string[] },
): Promise<void> {
  const EventPattern = Object.keys(pattern).length > 0 ? JSON.stringify(pattern) : undefined;
  const wish = { ArchiveName, RetentionDays, EventSourceArn: bus(at, busName), EventPattern };
  await unlessThere(estate.at(at).events.send(new CreateArchiveCommand(wish)));
}
