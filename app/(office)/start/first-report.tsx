import { formatCount, formatMoney, formatPlural } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import type { OutputOf } from "@/lib/contract";

type Report = OutputOf<"getFirstReport">;

/** What a read-only look already tells; each figure opens the list behind it. */
export function FirstReport({ report }: { report: Report }) {
  return <FactStrip label="First report" facts={factsOf(report)} />;
}

function factsOf(report: Report): Fact[] {
  const { holes } = report;
  return [
    {
      key: "critical",
      label: "Vanish now",
      value: formatCount(holes.critical),
      detail: formatPlural(holes.critical, "place"),
      tone: holes.critical > 0 ? "danger" : "ink-3",
      href: "/coverage?severity=critical",
    },
    {
      key: "high",
      label: "Vanish next time",
      value: formatCount(holes.high),
      detail: `and ${formatCount(holes.medium + holes.low)} lesser holes`,
      tone: holes.high > 0 ? "warn" : "ink-3",
      href: "/coverage?severity=high",
    },
    {
      key: "week",
      label: "May lose this week",
      value: formatPlural(report.within7dCount, "queue"),
      detail: `${formatCount(report.within24hCount)} within 24 h`,
      tone: report.within24hCount > 0 ? "danger" : "ink",
      href: "/losses?within=week",
    },
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
      value: formatPlural(report.resourceCount, "resource"),
      detail: `${formatCount(report.queueCount)} queues, ${formatCount(report.deadLetterQueueCount)} dead-letter`,
      href: "/inventory",
    },
    {
      key: "cost",
      label: "Cost a month",
      value: formatMoney(report.costUsdPerMonth ?? report.expectedUsdPerMonth, { isEstimate: true }),
      detail: report.costUsdPerMonth === null ? "expected from the number of queues" : "measured, extrapolated",
      href: "/settings?tab=pollers",
    },
  ];
}
