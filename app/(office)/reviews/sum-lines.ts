import { formatCount, formatDuration, formatPercent, formatPlural } from "@/app/_components/format";
import type { Tone } from "@/app/_components/ui/status";
import { usdListText } from "@/app/_components/usd-range";
import type { ReviewPipeline } from "@/lib/contract/review-fields";
import type { FactKind } from "@/lib/core/review/fact";

export type Sums = Pick<
  ReviewPipeline,
  | "classes"
  | "times"
  | "redrives"
  | "discardedCount"
  | "rescuedCount"
  | "expiredCount"
  | "pages"
  | "cost"
  | "failureTax"
  | "findings"
>;

export interface Figure {
  readonly value: string;
  readonly words: string;
  readonly tone?: Tone;
  /** The list behind it; nothing where there is none. */
  readonly kinds?: readonly FactKind[];
}
export interface FigureLine {
  readonly label: string;
  readonly figures: readonly Figure[];
  /** Said after the figures. */
  readonly note?: string;
}

const counted = (count: number, words: string, kinds: readonly FactKind[], tone?: Tone): Figure => ({
  value: formatCount(count),
  words,
  kinds,
  tone: count === 0 ? "ink-3" : (tone ?? "ink"),
});

/** What is told of a pipeline or of everything, in lines; each figure with the list behind it. */
export function sumLines(sums: Sums): FigureLine[] {
  const { classes, discardedCount, rescuedCount, expiredCount, pages, findings } = sums;
  return [
    {
      label: "Failures",
      figures: [
        counted(classes.newCount, "new", ["class-new"]),
        counted(classes.regressedCount, "came back", ["class-regressed"], "warn"),
        counted(classes.closedCount, "closed", ["class-closed"]),
        counted(classes.openCount, "open", ["class-open"]),
      ],
    },
    timesLine(sums),
    redriveLine(sums),
    {
      label: "Messages",
      figures: [
        counted(discardedCount, "discarded", ["discarded"]),
        counted(rescuedCount, "rescued", ["rescued"]),
        counted(expiredCount, "probably expired", ["expired"], "danger"),
      ],
      ...(expiredCount > 0 ? { note: "an estimate" } : {}),
    },
    {
      label: "Pages",
      figures: [
        counted(pages.count, pages.count === 1 ? "page" : "pages", ["page"]),
        counted(pages.acknowledgedCount, "acknowledged", ["page"]),
        counted(pages.noiseCount, "noise", ["page"]),
      ],
    },
    {
      label: "Cost",
      figures: [money(sums.cost, "all", ["cost"]), money(sums.failureTax, "failure tax", ["failure-tax"])],
    },
    {
      label: "Coverage",
      figures: [
        counted(findings.openedCount, findings.openedCount === 1 ? "hole opened" : "holes opened", ["finding-opened"]),
        counted(findings.closedCount, "closed", ["finding-closed"]),
      ],
    },
  ];
}

function timesLine({ times }: Sums): FigureLine {
  const time = (seconds: number | null, words: string, kinds: readonly FactKind[]): Figure =>
    seconds === null
      ? { value: "not known", words, tone: "unknown" }
      : { value: formatDuration(seconds), words, kinds };
  if (times.alertCount === 0) return { label: "Times", figures: [], note: "no alert to time" };
  return {
    label: "Times",
    figures: [
      time(times.detectSeconds, "to detect", ["time-to-detect"]),
      time(times.acknowledgeSeconds, "to acknowledge", ["time-to-acknowledge"]),
      time(times.resolveSeconds, "to resolve", ["time-to-resolve"]),
    ],
    note: `the middle of ${formatPlural(times.alertCount, "alert")}`,
  };
}

function redriveLine({ redrives }: Sums): FigureLine {
  const { runCount, sentCount, goneCount, returnedCount, unknownCount, bounceShare } = redrives;
  if (runCount === 0) return { label: "Redrives", figures: [], note: "none" };
  const run: readonly FactKind[] = ["run"];
  return {
    label: "Redrives",
    figures: [
      counted(runCount, runCount === 1 ? "run" : "runs", run),
      counted(sentCount, "sent", run),
      counted(goneCount, "gone", run),
      counted(returnedCount, "returned", run, "warn"),
      counted(unknownCount, "unknown", run, "unknown"),
    ],
    note: bounceShare === null ? "how they ended is not known" : `${formatPercent(bounceShare)} of the known came back`,
  };
}

function money(range: Sums["cost"], words: string, kinds: readonly FactKind[]): Figure {
  return range === null
    ? { value: "not measured", words, tone: "unknown" }
    : { value: usdListText(range), words, kinds };
}
