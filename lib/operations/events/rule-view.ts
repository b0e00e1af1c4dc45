import type { EventRule } from "@/lib/contract/event-buses";
import type { Scope } from "@/lib/core/access/scope";
import { ruleState } from "@/lib/core/events/rule-state";
import type { Sql } from "@/lib/db/connect";
import { type RuleDay, ruleFigures24h } from "@/lib/db/event-figures";
import { countAnchoredClasses } from "@/lib/db/events-failures";
import type { EventThing } from "@/lib/db/events-inventory";
import { type FigureLook, listFigureLooks } from "@/lib/db/events-looks";
import { countFindings } from "@/lib/db/resource-list";
import { placed } from "./bus-view";
import { namedIn } from "./dead-letter-view";

/** Figures that were looked for longer ago say nothing about how a rule does now. */
const STALE_AFTER_MS = 2 * 3600 * 1000;

/** Rules as they are shown, with what CloudWatch told of the last 24 hours and how they do. */
export async function showRules(
  db: Sql,
  scope: Scope,
  rules: readonly EventThing<"rule">[],
  now: Date,
): Promise<EventRule[]> {
  const arns = rules.map(({ arn }) => arn);
  const days = await ruleFigures24h(db, arns);
  const looks = new Map((await listFigureLooks(db, arns)).map((look) => [look.arn, look]));
  const classes = new Map((await countAnchoredClasses(db, scope, arns)).map((row) => [row.arn, row.count]));
  const findings = await countFindings(db, arns);
  const buses = await namedIn(
    db,
    scope,
    rules.map(({ config }) => config.busArn),
  );
  return rules.map((rule) => {
    const { busArn, busName, isEnabled, eventPattern, scheduleExpression, managedBy, targets } = rule.config;
    const day = days.get(rule.arn);
    const look = looks.get(rule.arn);
    const figures24h = showDay(day, look);
    const isFresh = look !== undefined && now.getTime() - Date.parse(look.toldAt) < STALE_AFTER_MS;
    const silence = day?.rhythm === "silent" ? (day.rhythmSentence ?? "It stopped against its own rhythm.") : null;
    const ranAt = day?.lastTriggeredAt ? new Date(day.lastTriggeredAt) : null;
    const counts = isFresh ? figures24h : null;
    const { state, reason } = ruleState({ isEnabled, targets, managedBy, counts, ranAt, silence });
    return {
      ...placed(rule),
      bus: { id: buses.get(busArn)?.id ?? null, arn: busArn, name: busName },
      isEnabled,
      eventPattern,
      scheduleExpression,
      managedBy,
      targetCount: targets.length,
      figures24h,
      state,
      stateReason: reason,
      openClassCount: classes.get(rule.arn) ?? 0,
      findingCount: rule.deletedAt === null ? (findings.get(rule.arn) ?? 0) : 0,
    };
  });
}

function showDay(day: RuleDay | undefined, look: FigureLook | undefined): EventRule["figures24h"] {
  if (!day || !look || look.isPending) return null;
  return {
    matchedCount: day.matched,
    triggeredCount: day.triggered,
    invocationCount: day.invocations,
    failedCount: day.failed,
    retriedCount: day.retried,
    deadLetteredCount: day.sentToDeadLetter,
    refusedByQueueCount: day.lostAtDeadLetter,
    throttledCount: day.throttled,
    lastTriggeredAt: day.lastTriggeredAt,
    readAt: look.readAt,
  };
}
