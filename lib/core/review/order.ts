import type { PipelineWeek, ReviewedPipeline, Unit } from "./review";
import { countWords, percentWords } from "./words";

interface Talk {
  readonly weight: number;
  readonly words: string;
}
const LITTLE_BOUNCE = 0.05;
const MUCH_UNSEEN = 0.1;
const plural = (count: number, one: string) => countWords(count, { one, many: `${one}s` });

/** What of a pipeline needs talking about, gravest first: what was lost, what was promised and not kept, what is new. */
function talkOf(pipeline: PipelineWeek, unit: Unit): Talk[] {
  const { expiredCount, slo, health, classes, redrives, pages, findings } = pipeline;
  const budgetLeft = slo.budgetLeft ?? 0;
  const bounce = redrives.bounceShare ?? 0;
  const found: (Talk | false)[] = [
    expiredCount > 0 && { weight: 100, words: `${countWords(expiredCount, unit)} probably expired` },
    budgetLeft < 0 && { weight: 90, words: "its budget is overspent" },
    health.state === "failing" && { weight: 80, words: "it was failing when the week ended" },
    health.state === "stalled" && { weight: 70, words: "it stood still when the week ended" },
    slo.burn === "fast" && budgetLeft >= 0 && { weight: 60, words: "its budget burns fast" },
    classes.regressedCount > 0 && { weight: 50, words: `${plural(classes.regressedCount, "failure")} came back` },
    classes.newCount > 0 && { weight: 40, words: `${plural(classes.newCount, "new failure")}` },
    bounce >= LITTLE_BOUNCE && { weight: 35, words: `${percentWords(bounce)} of what was redriven came back` },
    pages.count > 0 && { weight: 30, words: plural(pages.count, "page") },
    health.shares.blind > MUCH_UNSEEN && { weight: 25, words: `blind for ${percentWords(health.shares.blind)} of it` },
    slo.burn === "slow" && budgetLeft >= 0 && { weight: 20, words: "its budget burns" },
    findings.openedCount > 0 && { weight: 15, words: `${plural(findings.openedCount, "new hole")} in coverage` },
    pipeline.isGone && { weight: 10, words: "it was deleted in this week" },
    pipeline.owner === null && hasNews(pipeline) && { weight: 5, words: "nobody answers for it" },
  ];
  return found.filter((talk) => talk !== false);
}

function hasNews({ classes, pages }: PipelineWeek): boolean {
  return classes.newCount + classes.regressedCount + classes.openCount + pages.count > 0;
}

/** Pipelines in the order in which a meeting goes through them: what needs talking about first, then by tier and name. */
export function inOrder(pipelines: readonly PipelineWeek[], unit: Unit): ReviewedPipeline[] {
  return pipelines
    .map((pipeline) => ({ pipeline, talk: talkOf(pipeline, unit) }))
    .sort(
      (a, b) =>
        weightOf(b.talk) - weightOf(a.talk) ||
        (a.pipeline.tier ?? "9").localeCompare(b.pipeline.tier ?? "9") ||
        a.pipeline.name.localeCompare(b.pipeline.name, "en") ||
        (a.pipeline.id < b.pipeline.id ? -1 : 1),
    )
    .map(({ pipeline, talk }, index) => ({
      ...pipeline,
      position: index + 1,
      whyTalk: talk.map(({ words }) => words),
    }));
}

function weightOf(talk: readonly Talk[]): number {
  return talk.reduce((sum, { weight }) => sum + weight, 0);
}
