import { formatCount, formatPercent, formatPlural, NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import type { Fact } from "@/app/_components/ui/fact-strip";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { usdListText, usdRangeText } from "@/app/_components/usd-range";
import type { PipelineDetail } from "@/lib/contract/pipelines";

/** The figures on top. What nobody worked out is said, never 0. */
export function pipelineFacts(pipeline: PipelineDetail): Fact[] {
  const { openClassCount, partCount, hiddenPartCount } = pipeline;
  return [
    deadLetterFact(pipeline),
    firstLossFact(pipeline),
    {
      key: "classes",
      label: "Open failures",
      value: formatCount(openClassCount),
      detail: openClassCount === 0 ? "none is known" : "classes",
      tone: openClassCount > 0 ? "warn" : "ink",
    },
    budgetFact(pipeline),
    ...costFacts(pipeline),
    {
      key: "parts",
      label: "Parts",
      value: formatCount(partCount),
      detail: hiddenPartCount > 0 ? `and ${formatCount(hiddenPartCount)} not shown to you` : "in the inventory",
    },
  ];
}

function deadLetterFact({ deadLetterCount, sharedDeadLetterCount: shared }: PipelineDetail): Fact {
  const label = "Dead letters waiting";
  if (shared !== null && (shared > 0 || deadLetterCount === null))
    return {
      key: "dead",
      label,
      value: formatCount(deadLetterCount ?? shared),
      detail: deadLetterCount === null ? "in shared queues" : `and ${formatCount(shared)} in shared queues`,
      tone: deadLetterCount || shared > 0 ? "warn" : "ink",
    };
  if (deadLetterCount === null)
    return { key: "dead", label, value: UNKNOWN_TEXT, tone: "unknown", detail: "no dead-letter queue was read" };
  return {
    key: "dead",
    label,
    value: formatCount(deadLetterCount),
    detail: deadLetterCount === 0 ? "the queues were read" : formatPlural(deadLetterCount, "message"),
    tone: deadLetterCount > 0 ? "warn" : "ink",
  };
}

function firstLossFact({ firstLossAt, deadLetterCount, sharedDeadLetterCount }: PipelineDetail): Fact {
  const label = "First loss in";
  if (firstLossAt)
    return {
      key: "loss",
      label,
      value: <RelativeTime at={firstLossAt} isPlain />,
      detail: <Moment at={firstLossAt} isPlain />,
    };
  if (!deadLetterCount && sharedDeadLetterCount)
    return { key: "loss", label, value: UNKNOWN_TEXT, tone: "unknown", detail: "nobody knows whose they are" };
  if (deadLetterCount === 0 || (deadLetterCount === null && sharedDeadLetterCount === 0))
    return { key: "loss", label, value: NOT_APPLICABLE_TEXT, detail: "nothing is waiting" };
  return { key: "loss", label, value: UNKNOWN_TEXT, tone: "unknown", detail: "not known" };
}

/** Why a figure of the whole is missing. */
function whyNone({ hiddenPartCount }: PipelineDetail): string {
  return hiddenPartCount > 0 ? "you see a part of it" : "not worked out yet";
}

function budgetFact(pipeline: PipelineDetail): Fact {
  const { slo } = pipeline;
  const label = "Error budget left";
  if (!slo) return { key: "budget", label, value: UNKNOWN_TEXT, tone: "unknown", detail: whyNone(pipeline) };
  if (slo.state === "not-measurable" || slo.budgetLeft === null)
    return { key: "budget", label, value: NOT_APPLICABLE_TEXT, tone: "unknown", detail: "not measurable" };
  return {
    key: "budget",
    label,
    value: slo.budgetLeft < 0 ? "overspent" : formatPercent(slo.budgetLeft),
    detail: slo.burn === "none" ? "an estimate" : `${slo.burn} burn`,
    tone: slo.state === "breached" ? "danger" : slo.state === "at-risk" ? "warn" : "ink",
  };
}

function costFacts(pipeline: PipelineDetail): Fact[] {
  const { cost } = pipeline;
  if (!cost)
    return [{ key: "cost", label: "Month to date", value: UNKNOWN_TEXT, tone: "unknown", detail: whyNone(pipeline) }];
  return [
    {
      key: "cost",
      label: "Month to date",
      value: usdRangeText(cost.monthToDate),
      tone: cost.monthToDate ? "ink" : "unknown",
      detail: cost.forecast ? `${usdListText(cost.forecast)} in the whole month` : "list price",
    },
  ];
}
