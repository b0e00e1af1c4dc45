import { formatCount, formatMoney, formatPlural } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import type { OutputOf } from "@/lib/contract";

type Report = OutputOf<"getFirstReport">;

/** What a read-only look already tells; each figure opens the list behind it. */
export function FirstReport({ report }: { report: Report }) {
  return <FactStrip label="First report" facts={factsOf(report)} />;
}

function factsOf(report: Report): Fact[] {
  return [...holes(report), ...losses(report), ...found(report)];
}

function holes({ holes }: Report): Fact[] {
  if (!holes) return [NOT_JUDGED];
  const { critical, high, medium, low } = holes;
  return [
    {
      key: "critical",
      label: "Vanish now",
      value: formatCount(critical),
      detail: formatPlural(critical, "place"),
      tone: critical > 0 ? "danger" : "ink-3",
      href: "/coverage?severity=critical",
    },
    {
      key: "high",
      label: "Vanish next time",
      value: formatCount(high),
      detail: `and ${formatCount(medium + low)} lesser holes`,
      tone: high > 0 ? "warn" : "ink-3",
      href: "/coverage?severity=high",
    },
  ];
}

const NOT_JUDGED: Fact = {
  key: "critical",
  label: "Vanish now",
  value: "?",
  detail: "not judged yet",
  tone: "unknown",
  href: "/coverage",
};

function losses({ within7dCount, within24hCount, unknownLossCount }: Report): Fact[] {
  return [
    {
      key: "week",
      label: "May lose this week",
      value: formatPlural(within7dCount, "queue"),
      detail: `${formatCount(within24hCount)} within 24 h${unknownLossCount > 0 ? `, ${formatCount(unknownLossCount)} unknown` : ""}`,
      tone: within24hCount > 0 ? "danger" : "ink",
      href: "/losses?within=week",
    },
  ];
}

function found(report: Report): Fact[] {
  return [
    {
      key: "blind",
      label: "Blind spots",
      value: formatPlural(report.blindPlaceCount, "place"),
      detail: `of ${formatCount(report.placeCount)}`,
      tone: report.blindPlaceCount > 0 ? "unknown" : "ink-3",
      href: "/accounts/access",
    },
    {
      key: "found",
      label: "Found",
      value: formatCount(report.resourceCount),
      detail: `resources, ${formatCount(report.deadLetterQueueCount)} of them dead-letter queues`,
      href: "/inventory",
    },
    {
      key: "cost",
      label: "Cost a month",
      value: formatMoney(report.costUsdPerMonth ?? report.expectedUsdPerMonth, { isEstimate: true }),
      detail: report.costUsdPerMonth === null ? "expected, by number of queues" : "measured, extrapolated",
      href: "/settings?tab=pollers",
    },
  ];
}
