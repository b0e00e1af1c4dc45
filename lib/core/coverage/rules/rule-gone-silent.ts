import type { ResourceOf } from "../../inventory/resource";
import type { Activity, CoverageRule, Verdict } from "../rule";
import { spanOf } from "../span";

const NEVER_AFTER_SECONDS = 14 * 86_400;

export const ruleGoneSilent: CoverageRule = {
  id: "rule-gone-silent",
  title: "A rule has gone silent",
  explanation:
    "A rule that stops running makes no error and no dead letter: a renamed field or event type, a sender or schedule that was switched off, or simply a quiet time. It is held to the hours of the week in which it used to run, or to its schedule. Compare its pattern with an event that is sent now, and ask the sender.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html",
  ],
  check: (graph, { now, activity }) =>
    graph.all("rule").flatMap((rule) => {
      const measured = activity.get(rule.arn);
      return measured && rule.config.isEnabled && !rule.config.managedBy ? judge(rule, measured, now) : [];
    }),
};

function judge(rule: ResourceOf<"rule">, activity: Activity, now: Date): readonly Verdict[] {
  const { lastMatchedAt, watchedFrom, rhythm } = activity;
  if (rhythm?.kind === "silent") return [{ resource: rule, hole: goneSilent(rule, activity, rhythm.sentence) }];
  if (rhythm?.kind === "in-rhythm") return [{ resource: rule, hole: null }];
  if (lastMatchedAt || !rule.config.eventPattern || secondsBetween(watchedFrom, now) < NEVER_AFTER_SECONDS) return [];
  return [{ resource: rule, hole: neverMatched(rule, watchedFrom, now) }];
}

function goneSilent(rule: ResourceOf<"rule">, activity: Activity, sentence: string): Verdict["hole"] {
  const { lastMatchedAt, usualGapSeconds } = activity;
  const { eventPattern, scheduleExpression } = rule.config;
  return {
    part: "",
    summary: `${rule.name} stopped running, against its own rhythm. ${sentence}`,
    evidence: [
      { label: "Last ran", value: lastMatchedAt?.toISOString() ?? "never, since it is looked at" },
      ...(usualGapSeconds === null ? [] : [{ label: "Usual gap (median)", value: spanOf(usualGapSeconds) }]),
      scheduleExpression === null
        ? { label: "Event pattern", value: eventPattern ?? "" }
        : { label: "Schedule", value: scheduleExpression },
    ],
    confidence: "possible",
    severity: "medium",
    fix: null,
    failingStageArn: null,
  };
}

function neverMatched(rule: ResourceOf<"rule">, from: Date, now: Date): Verdict["hole"] {
  return {
    part: "",
    summary: `${rule.name} has never matched in ${spanOf(secondsBetween(from, now))}: perhaps its pattern fits no event that is sent, or it is newer than that.`,
    evidence: [
      { label: "Watched from", value: from.toISOString() },
      { label: "Matches", value: "0" },
      { label: "Event pattern", value: rule.config.eventPattern ?? "" },
    ],
    confidence: "possible",
    severity: "low",
    fix: null,
    failingStageArn: null,
  };
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
