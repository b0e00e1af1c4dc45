type Range = { readonly low: number; readonly high: number };

/** How far the two ends lie apart, on one scale for all rows: solid to the low end, pale to the high one. */
export function RangeBar({ usd, most }: { usd: Range | null; most: number }) {
  if (!usd)
    return <span aria-hidden="true" className="hatch ring-inset-unknown block h-1 rounded-full bg-unknown-soft" />;
  const share = (value: number) => (most > 0 ? `${Math.min(100, (value / most) * 100)}%` : "0%");
  return (
    <span aria-hidden="true" className="relative block h-1 overflow-hidden rounded-full bg-sunken">
      <span className="absolute inset-y-0 left-0 bg-accent/35" style={{ width: share(usd.high) }} />
      <span className="absolute inset-y-0 left-0 bg-accent" style={{ width: share(usd.low) }} />
    </span>
  );
}
