import { fieldPath } from "@/lib/core/messages/field-path";
import type { JsonObject } from "@/lib/core/messages/json";
import type { RuleConfig } from "../inventory/resource";
import { matchPattern, type Verdict } from "./pattern/match-pattern";
import { readPattern } from "./pattern/read-pattern";
import { type SaidMiss, sayMiss } from "./pattern/say-miss";

/** What a rule would do with an event, and what that rests on. */
export interface RuleAnswer {
  readonly matches: "yes" | "no" | "unknown";
  readonly reason: "pattern" | "disabled" | "schedule-only" | "unreadable";
  readonly sentence: string;
  /** What the pattern says by itself; null where there is none, and where nobody can say. */
  readonly wouldMatch: boolean | null;
  readonly misses: readonly SaidMiss[];
}

type Rule = Pick<RuleConfig, "isEnabled" | "eventPattern" | "scheduleExpression" | "managedBy">;

/** `shown` is the event as whoever asks may see it; undefined where nothing of it may be shown. */
export function answerOfRule(rule: Rule, event: JsonObject, shown: JsonObject | undefined): RuleAnswer {
  const { sentence, ...answer } = answerOf(rule, event, shown);
  return {
    ...answer,
    sentence: rule.managedBy === null ? sentence : `${sentence} It is managed by ${rule.managedBy}.`,
  };
}

function answerOf(rule: Rule, event: JsonObject, shown: JsonObject | undefined): RuleAnswer {
  if (rule.eventPattern === null) {
    const schedule = rule.scheduleExpression ?? "none";
    const sentence = `It has no pattern and takes no events: it runs by its schedule (${schedule}).`;
    return { matches: "no", reason: "schedule-only", sentence, wouldMatch: null, misses: [] };
  }
  const byPattern = answerOfPattern(rule.eventPattern, event, shown);
  if (rule.isEnabled) return byPattern;
  const would = {
    yes: "its pattern would match",
    no: "its pattern would not match either",
    unknown: "nobody can say what its pattern would do",
  };
  const sentence = `It is disabled; ${would[byPattern.matches]}.`;
  return { ...byPattern, matches: "no", reason: "disabled", sentence };
}

function answerOfPattern(text: string, event: JsonObject, shown: JsonObject | undefined): RuleAnswer {
  const pattern = readPattern(text);
  if (pattern.kind === "unreadable") {
    const sentence = `Nobody can say whether it matches: ${pattern.why}.`;
    return { matches: "unknown", reason: "unreadable", sentence, wouldMatch: null, misses: [] };
  }
  return said(matchPattern(pattern, event), shown);
}

function said(verdict: Verdict, shown: JsonObject | undefined): RuleAnswer {
  if (verdict.kind === "yes")
    return { matches: "yes", reason: "pattern", sentence: "It matches.", wouldMatch: true, misses: [] };
  if (verdict.kind === "unknown") {
    const sentence = `Nobody can say whether ${fieldPath(verdict.at)} matches: ${verdict.why}.`;
    return { matches: "unknown", reason: "pattern", sentence, wouldMatch: null, misses: [] };
  }
  const misses = verdict.misses.map((miss) => sayMiss(miss, shown));
  const [first, ...others] = misses.map(({ sentence }) => sentence);
  const more =
    others.length === 0 ? "" : ` ${others.length} more ${others.length === 1 ? "field does" : "fields do"} not match.`;
  return {
    matches: "no",
    reason: "pattern",
    sentence: `It does not match: ${first}${more}`,
    wouldMatch: false,
    misses,
  };
}
