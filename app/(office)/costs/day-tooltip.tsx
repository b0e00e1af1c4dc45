import { Swatch } from "@/app/_components/charts/chart-tooltip";
import { usdRangeText, usdText } from "@/app/_components/usd-range";
import { type DayRow, dayName } from "./day-series";

type Props = { rows: readonly DayRow[]; hasTax: boolean; active?: boolean; label?: unknown };

/** The day first, then what it cost; a hole says that nobody measured. */
export function DayTooltip({ rows, hasTax, active, label }: Props) {
  const row = rows.find(({ at }) => at === label);
  if (!active || !row) return null;
  const { at, low, more, tax } = row;
  return (
    <div className="rounded-sm border border-line-strong bg-sunken px-2.5 py-1.5 text-xs shadow-menu">
      <p className="text-ink-3">{dayName(at)}, UTC</p>
      {low === null ? (
        <p>not measured</p>
      ) : (
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4">
          <dt className="flex items-center gap-1.5">
            <Swatch colour="var(--chart-1)" />
            cost
          </dt>
          <dd className="weight-emphasis text-right">{usdRangeText({ low, high: low + (more ?? 0) })}</dd>
          {hasTax ? (
            <>
              <dt className="flex items-center gap-1.5">
                <Swatch colour="var(--chart-2)" />
                failure tax, at most
              </dt>
              <dd className="weight-emphasis text-right">{tax === null ? "not known" : usdText(tax)}</dd>
            </>
          ) : null}
        </dl>
      )}
    </div>
  );
}
