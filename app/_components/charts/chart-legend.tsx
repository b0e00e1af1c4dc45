import { Swatch } from "./chart-tooltip";

type Props = { entries: { label: string; colour?: string }[]; hasGaps?: boolean; hasChanges?: boolean };

/** Stands at the top right of the chart's panel. */
export function ChartLegend({ entries, hasGaps = false, hasChanges = false }: Props) {
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      {entries.map((entry) => (
        <li key={entry.label} className="flex items-center gap-1.5">
          <Swatch colour={entry.colour} />
          {entry.label}
        </li>
      ))}
      {hasGaps ? (
        <li className="flex items-center gap-1.5">
          <Swatch />
          no data
        </li>
      ) : null}
      {hasChanges ? (
        <li className="flex items-center gap-1.5">
          <svg width="9" height="8" aria-hidden="true">
            <path d="M0 0h9L4.5 8Z" fill="var(--ink)" />
          </svg>
          change
        </li>
      ) : null}
    </ul>
  );
}
