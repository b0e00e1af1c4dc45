import { formatCount } from "../format";

type Series = { key: string; label: string; colour: string };

type Props = {
  series: Series[];
  clock: (at: number) => string;
  active?: boolean;
  label?: unknown;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
};

/** Time first, values right-aligned; a hole says "no data". */
export function ChartTooltip({ series, clock, active, label, payload }: Props) {
  if (!active || typeof label !== "number") return null;
  const readingOf = (key: string) => payload?.find((entry) => entry.dataKey === key)?.value;
  return (
    <div className="rounded-sm border border-line-strong bg-sunken px-2.5 py-1.5 text-xs shadow-menu">
      <p className="text-ink-3">{clock(label)}</p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4">
        {series.map((one) => {
          const value = readingOf(one.key);
          return (
            <div key={one.key} className="contents">
              <dt className="flex items-center gap-1.5">
                <Swatch colour={one.colour} />
                {one.label}
              </dt>
              <dd className="weight-emphasis text-right">
                {typeof value === "number" ? readingText(value) : "no data"}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** Counts are whole; small rates and averages keep one decimal. */
function readingText(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 10 ? formatCount(value) : value.toFixed(1);
}

/** The little square that ties a word to a colour; hatched without a colour. */
export function Swatch({ colour }: { colour?: string }) {
  return (
    <svg
      width="9"
      height="9"
      aria-hidden="true"
      className={colour ? "flex-none rounded-[2px]" : "hatch ring-inset-unknown flex-none rounded-[2px]"}
    >
      {colour ? <rect width="9" height="9" fill={colour} /> : null}
    </svg>
  );
}
