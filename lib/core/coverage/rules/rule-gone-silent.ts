import type { ResourceOf } from "../../inventory/resource";
import type { Activity, CoverageRule, Verdict } from "../rule";
import { spanOf } from "../span";

const GAPS = 5;
const SHORTEST_SILENCE_SECONDS = 6 * 3600;
const NEVER_AFTER_SECONDS = 14 * 86_400;

export const ruleGoneSilent: CoverageRule = {
  id: "rule-gone-silent",
  title: "A rule has gone silent",
  explanation:
    "A rule that stops matching makes no error and no dead letter: a renamed field or event type, a sender that was switched off, or simply a quiet time. Compare its pattern with an event that is sent now, and ask the sender.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html",
  ],
  check: (graph, { now, activity }) =>
    graph.all("rule").flatMap((rule) => {
      const { isEnabled, eventPattern, managedBy } = rule.config;
      const measured = activity.get(rule.arn);
      return measured && isEnabled && eventPattern && !managedBy ? judge(rule, measured, now) : [];
    }),
};

function judge(rule: ResourceOf<"rule">, activity: Activity, now: Date): readonly Verdict[] {
  const { lastMatchedAt, usualGapSeconds, watchedFrom } = activity;
  if (!lastMatchedAt)
    return secondsBetween(watchedFrom, now) < NEVER_AFTER_SECONDS
      ? []
      : [{ resource: rule, hole: neverMatched(rule, watchedFrom, now) }];
  if (usualGapSeconds === null) return [];
  const silence = secondsBetween(lastMatchedAt, now);
  const isSilent = silence >= SHORTEST_SILENCE_SECONDS && silence > GAPS * usualGapSeconds;
  if (!isSilent) return [{ resource: rule, hole: null }];
  return [{ resource: rule, hole: goneSilent(rule, lastMatchedAt, silence, usualGapSeconds) }];
}

function goneSilent(rule: ResourceOf<"rule">, last: Date, silence: number, gap: number): Verdict["hole"] {
  return {
    part: "",
    summary: `${rule.name} usually matches every ${spanOf(gap)} and has matched nothing for ${spanOf(silence)}: either nothing is sent, or it is no longer recognised.`,
    evidence: [
      { label: "Last matched", value: last.toISOString() },
      { label: "Usual gap (median)", value: spanOf(gap) },
      { label: "Event pattern", value: rule.config.eventPattern ?? "" },
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
    summary: `${rule.name} has never matched in ${spanOf(secondsBetween(from, now))}: perhaps its pattern fits no event that is sent.`,
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
