import type { ReactNode } from "react";
import { cn } from "../cn";
import { formatCount } from "../format";
import { StateLabel } from "../ui/state-label";
import { type Tone, toneClass } from "../ui/status";
import { StatusIcon } from "../ui/status-icon";
import { Swatch } from "./chart-tooltip";

export type BarPart = {
  key: string;
  label: string;
  count: number;
  detail?: ReactNode;
  /** A colour token: "var(--chart-1)". Absent for what we do not know: hatched. */
  colour?: string;
  tone?: Tone;
};

export type BarFigure = { label: string; value: ReactNode; detail?: ReactNode };

type Props = {
  parts: BarPart[];
  /** The figure the parts must add up to, in front of them. */
  total?: BarFigure & { count: number };
  /** A figure that is not part of the sum, behind them. */
  aside?: BarFigure;
  label: string;
};

/** Where each thing is: one bar, and under it the figures that add up. A part of 0 keeps its figure and draws nothing. */
export function StackedBar({ parts, total, aside, label }: Props) {
  return (
    <div>
      <div className="px-4 pt-3.5 pb-3">
        <StackedBarLine parts={parts} label={label} />
      </div>
      <dl className="grid grid-cols-2 overflow-hidden border-t sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none lg:border-t-0">
        {total ? <Figure label={total.label} value={formatCount(total.count)} detail={total.detail} /> : null}
        {parts.map((part) => (
          <Figure
            key={part.key}
            label={part.label}
            value={formatCount(part.count)}
            detail={part.detail}
            tone={part.tone}
            swatch={<Swatch colour={part.colour} />}
          />
        ))}
        {aside ? <Figure label={aside.label} value={aside.value} detail={aside.detail} /> : null}
      </dl>
    </div>
  );
}

/** The bar alone. */
export function StackedBarLine({ parts, label }: { parts: BarPart[]; label: string }) {
  const shown = parts.filter((part) => part.count > 0);
  const words = parts.map((part) => `${part.label} ${formatCount(part.count)}`).join(", ");
  return (
    <div
      role="img"
      aria-label={`${label}: ${words}`}
      className={cn("flex h-3.5 gap-0.5", shown.length === 0 && "rounded-[2px] bg-sunken")}
    >
      {shown.map((part) => (
        <span
          key={part.key}
          className={cn("min-w-1 rounded-[2px]", !part.colour && "hatch ring-inset-unknown bg-unknown-soft")}
          style={{ flex: `${part.count} 0 0`, background: part.colour }}
        />
      ))}
    </div>
  );
}

/** "793 selected = 582 + 10 + …" needs no trust: this says whether the parts add up, and by how much not. */
export function AddsUp({ parts, total }: { parts: BarPart[]; total: number }) {
  const missing = total - parts.reduce((sum, part) => sum + part.count, 0);
  if (missing === 0) {
    return (
      <span className="flex items-center gap-2">
        <StatusIcon status="pass" /> adds up
      </span>
    );
  }
  return (
    <StateLabel status="warn">{`${formatCount(Math.abs(missing))} ${missing > 0 ? "missing" : "too many"}`}</StateLabel>
  );
}

/** "582 + 10 + 196". */
export function sumText(parts: BarPart[]): string {
  return parts.map((part) => formatCount(part.count)).join(" + ");
}

type FigureProps = BarFigure & { tone?: Tone; swatch?: ReactNode };

function Figure({ label, value, detail, tone = "ink", swatch }: FigureProps) {
  return (
    <div className="cell-lines min-w-0 px-4 py-2.5">
      <dt className="flex items-center gap-1.5 text-xs text-ink-2">
        {swatch}
        {label}
      </dt>
      <dd className={cn("figure-tight text-xl leading-[26px] font-semibold", toneClass[tone])}>{value}</dd>
      {detail ? <dd className="text-xs text-ink-3">{detail}</dd> : null}
    </div>
  );
}
