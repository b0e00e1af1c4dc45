import type { World } from "../../service";
import { invokeTargets } from "../delivery/accept-event";
import { reportForRule } from "../delivery/rule-metrics";
import type { BusEvent, Rule } from "../state";
import { parseSchedule } from "./schedule-expression";

export const SCHEDULE = "events.schedule";

interface Subject {
  readonly accountId: string;
  readonly region: string;
  /** The rule's name in its table. */
  readonly name: string;
}

/** Lets the rule's schedule come again after `now`, or never when it is disabled or has none. */
export function planSchedule(world: World, rule: Rule, now: number): void {
  const next = rule.state === "ENABLED" && rule.scheduleExpression ? parseSchedule(rule.scheduleExpression) : undefined;
  rule.nextScheduledAt = next?.(now);
  if (rule.nextScheduledAt === undefined) return;
  const { accountId, region, name } = rule;
  world.agenda.plan({
    at: rule.nextScheduledAt,
    kind: SCHEDULE,
    subject: { accountId, region, name } satisfies Subject,
  });
}

/** The agenda's "events.schedule": the rule's targets get the event of EventBridge's schedules. */
export function fireSchedule(world: World, subject: unknown, now: number): void {
  const { accountId, region, name } = subject as Subject;
  const rule = world.events.rules.get(accountId, region, name);
  if (rule?.nextScheduledAt !== now) return;
  reportForRule(world, rule, "TriggeredRules", now);
  invokeTargets(world, rule, scheduledEvent(world, rule, now), now);
  planSchedule(world, rule, now);
}

function scheduledEvent(world: World, { accountId, region, arn }: Rule, now: number): BusEvent {
  return {
    version: "0",
    id: world.uuid(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: accountId,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [arn],
    detail: {},
  };
}
