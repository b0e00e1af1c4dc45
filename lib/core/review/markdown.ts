import { inline, table } from "./markdown-text";
import type { ReviewedPipeline, ReviewText, Sums, TeamLine, Unit } from "./review";
import { capital, countWords, hoursWords, percentWords, spanWords, usdWords } from "./words";

/** A review as Markdown: page one, then every pipeline in the order in which it needs talking about. Text of others does nothing. */
export function reviewMarkdown(review: ReviewText, unit: Unit): string {
  return [
    `# Weekly review ${review.week}${review.isPartial ? " (partial)" : ""}`,
    `${review.from} to ${review.until}, ${inline(review.zone)}. Written ${review.writtenAt}.`,
    inline(review.headline),
    "## The week",
    table(
      ["Number", "This week", "Before", "Note"],
      review.numbers.map(({ label, words, isEstimate, why, trend }) => [
        label,
        isEstimate ? `${words} (estimate)` : words,
        numberWords(trend.at(-2)?.value ?? null),
        why ?? "",
      ]),
    ),
    "## Teams",
    table(
      ["Team", capital(`${unit.many} late`), capital(`${unit.many} lost`), "Pages", "Open failures", "Pipelines"],
      review.teams.map(teamRow),
    ),
    "## Decisions needed",
    list(review.decisions.map(({ label }) => label)),
    `Nobody answers for ${countWords(review.unownedCount, { one: "pipeline or queue", many: "pipelines and queues" })}.`,
    "## All of it",
    list([
      ...sumLines(review.totals, unit),
      `Own cost: ${usdWords(review.totals.ownCost)}`,
      `Blind: ${hoursWords(review.totals.blindHours)}`,
    ]),
    "## Pipelines",
    ...review.pipelines.flatMap((pipeline) => pipelineText(pipeline, unit)),
    ...(review.leftOutCount > 0
      ? [
          `Left out: ${countWords(review.leftOutCount, { one: "pipeline", many: "pipelines" })} of which you see a part only.`,
        ]
      : []),
    `Facts: sha256 ${review.sha256}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function teamRow({ team, late, lost, pages, openClasses, pipelineCount }: TeamLine): string[] {
  return [team ?? "nobody's", ...[late, lost, pages, openClasses, pipelineCount].map(String)];
}

function pipelineText(pipeline: ReviewedPipeline, unit: Unit): string[] {
  const { name, owner, team, tier, isGone, whyTalk, health, slo } = pipeline;
  const whose = [owner ?? "nobody answers for it", team, tier && `tier ${tier}`].filter((part) => part !== null);
  return [
    `### ${pipeline.position}. ${inline(name)}${isGone ? " (deleted in this week)" : ""}`,
    inline(`${capital(whose.join(", "))}.`),
    whyTalk.length === 0 ? "Nothing needs talking about." : `**Talk about:** ${inline(whyTalk.join("; "))}.`,
    list([
      `Health: ${health.state}, ${percentWords(health.shares.healthy)} of the measured week healthy. ${health.reason}`,
      `Objective: ${slo.sentence}`,
      ...sumLines(pipeline, unit),
    ]),
  ];
}

function sumLines(sums: Sums, unit: Unit): string[] {
  const { classes, times, redrives, pages, findings } = sums;
  const bounce = redrives.bounceShare === null ? "" : `, ${percentWords(redrives.bounceShare)} of the known came back`;
  return [
    `Failures: ${classes.newCount} new, ${classes.regressedCount} came back, ${classes.closedCount} closed, ${classes.openCount} open`,
    `Time to detect ${timeWords(times.detectSeconds)}, to acknowledge ${timeWords(times.acknowledgeSeconds)}, to resolve ${timeWords(times.resolveSeconds)}`,
    `Redrives: ${redrives.runCount} runs, ${redrives.sentCount} sent, ${redrives.goneCount} gone, ${redrives.returnedCount} returned, ${redrives.unknownCount} unknown${bounce}`,
    `${capital(unit.many)}: ${sums.discardedCount} discarded, ${sums.rescuedCount} rescued, ${sums.expiredCount} probably expired (estimate)`,
    `Pages: ${pages.count}, ${pages.acknowledgedCount} acknowledged, ${pages.noiseCount} noise`,
    `Cost: ${usdWords(sums.cost)}, of which failures ${usdWords(sums.failureTax)}`,
    `Coverage: ${findings.openedCount} holes opened, ${findings.closedCount} closed`,
  ];
}

function timeWords(seconds: number | null): string {
  return seconds === null ? "not known" : spanWords(seconds);
}

function numberWords(value: number | null): string {
  return value === null ? "not known" : String(Math.round(value * 10) / 10);
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "None." : lines.map((line) => `- ${inline(line)}`).join("\n");
}
