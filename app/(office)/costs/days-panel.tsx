import { Swatch } from "@/app/_components/charts/chart-tooltip";
import { Panel } from "@/app/_components/ui/panel";
import { DayChart } from "./day-chart";
import type { Day } from "./day-series";

type Props = { days: readonly Day[]; month: string };

/** The days of a month with the legend, or that nothing was measured. */
export function DaysPanel({ days, month }: Props) {
  const isBlank = days.every(({ usd }) => usd === null);
  if (isBlank)
    return (
      <Panel title="By day">
        <p className="text-ink-2">Nothing was measured on any day of this month, which is not $0.</p>
      </Panel>
    );
  return (
    <Panel title="By day" hint="days of UTC" actions={<DayLegend days={days} />}>
      <DayChart label="Cost by day in dollars" days={days} month={month} hasTax={hasTax(days)} />
    </Panel>
  );
}

/** Whether failure tax is told by day at all. */
export function hasTax(days: readonly Day[]): boolean {
  return days.some(({ failureTax }) => failureTax !== undefined && failureTax !== null);
}

export function DayLegend({ days }: { days: readonly Day[] }) {
  const isWide = days.some(({ usd }) => usd !== null && usd.low !== usd.high);
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <li className="flex items-center gap-1.5">
        <Swatch colour="var(--chart-1)" />
        {isWide ? "at least" : "cost"}
      </li>
      {isWide ? (
        <li className="flex items-center gap-1.5">
          <Swatch colour="color-mix(in oklab, var(--chart-1) 35%, var(--surface))" />
          up to
        </li>
      ) : null}
      {hasTax(days) ? (
        <li className="flex items-center gap-1.5">
          <Swatch colour="var(--chart-2)" />
          failure tax, at most
        </li>
      ) : null}
      {hasHoles(days) ? (
        <li className="flex items-center gap-1.5">
          <Swatch />
          not measured
        </li>
      ) : null}
    </ul>
  );
}

/** Whether a day of the month before the last that was told has no figure. */
function hasHoles(days: readonly Day[]): boolean {
  const known = days.filter(({ usd }) => usd !== null).map(({ day }) => Number(day.slice(-2)));
  return known.length < Math.max(0, days.length, ...known);
}
