import { formatPercent } from "@/app/_components/format";
import type { ReviewPipeline } from "@/lib/contract/review-fields";
import { HealthLabel } from "../../pipelines/health-label";
import { budgetWords } from "../fact-words";
import { FigureLines } from "../figure-lines";
import { type FigureLine, sumLines } from "../sum-lines";

type Props = { reviewId: string; pipeline: ReviewPipeline };

/** The week of one pipeline: why to talk of it, how it did, what it kept of its promise, and everything that was counted. */
export function PipelineWeek({ reviewId, pipeline }: Props) {
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <div className="grid grid-cols-[84px_minmax(0,1fr)] items-baseline gap-x-3 border-b px-4 py-[7px]">
        <span className="text-xs text-ink-3">Health</span>
        <span className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
          <HealthLabel state={pipeline.health.state} />
          <HealthWords health={pipeline.health} />
        </span>
      </div>
      <FigureLines
        reviewId={reviewId}
        pipelineId={pipeline.id}
        lines={[promiseLine(pipeline), ...sumLines(pipeline)]}
      />
    </div>
  );
}

function HealthWords({ health: { shares, unmeasuredShare, reason } }: Pick<ReviewPipeline, "health">) {
  const measured = 1 - unmeasuredShare;
  return (
    <>
      <span className="text-ink-2">
        {measured <= 0
          ? "nobody measured the week"
          : `healthy ${formatPercent(shares.healthy)} of the measured week${shares.blind > 0 ? `, blind ${formatPercent(shares.blind)}` : ""}`}
      </span>
      {unmeasuredShare > 0 && measured > 0 ? (
        <span className="text-xs text-ink-3">{formatPercent(unmeasuredShare)} was not measured</span>
      ) : null}
      <span className="basis-full text-xs wrap-anywhere text-ink-2">{reason}</span>
    </>
  );
}

function promiseLine({ slo }: ReviewPipeline): FigureLine {
  if (slo.value === null || slo.budgetLeft === null) return { label: "Promise", figures: [], note: slo.sentence };
  return {
    label: "Promise",
    figures: [
      { value: shareText(slo.value), words: slo.objective === null ? "kept" : `kept of ${shareText(slo.objective)}` },
      {
        value: budgetWords(slo.budgetLeft),
        words: "of the budget left",
        kinds: ["budget"],
        tone: slo.budgetLeft < 0 ? "danger" : "ink",
      },
      ...(slo.burn && slo.burn !== "none" ? [{ value: slo.burn, words: "burn", tone: "warn" } as const] : []),
    ],
    note: slo.sentence,
  };
}

/** A promise is told with the nines that it is about. */
function shareText(share: number): string {
  return `${(Math.floor(share * 100_000) / 1000).toLocaleString("en-GB")} %`;
}
