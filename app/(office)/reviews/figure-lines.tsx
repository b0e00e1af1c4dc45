import Link from "next/link";
import { cn } from "@/app/_components/cn";
import { toneClass } from "@/app/_components/ui/status";
import { factsAddress } from "./review-address";
import type { Figure, FigureLine } from "./sum-lines";

type Place = { reviewId: string; pipelineId?: string | undefined };
type Props = Place & { lines: readonly FigureLine[]; className?: string };

/** Figures in lines, by what they are about; each opens the list behind it. */
export function FigureLines({ lines, className, ...place }: Props) {
  return (
    <dl className={cn("grid", className)}>
      {lines.map(({ label, figures, note }) => (
        <div
          key={label}
          className="grid grid-cols-[84px_minmax(0,1fr)] items-baseline gap-x-3 border-b px-4 py-[7px] last:border-b-0"
        >
          <dt className="text-xs text-ink-3">{label}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-0.5">
            {figures.map((figure) => (
              <OneFigure key={figure.words} figure={figure} of={label} {...place} />
            ))}
            {note ? <span className="text-xs text-ink-3">{note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function OneFigure({ figure, of, reviewId, pipelineId }: Place & { figure: Figure; of: string }) {
  const { value, words, tone = "ink", kinds } = figure;
  const text = (
    <>
      <span className={cn("weight-emphasis", toneClass[tone])}>{value}</span>{" "}
      <span className="text-ink-2">{words}</span>
    </>
  );
  if (!kinds) return <span>{text}</span>;
  return (
    <Link
      href={factsAddress(reviewId, { kinds, pipelineId })}
      aria-label={`${of}: ${value} ${words}`}
      className="rounded-xs whitespace-nowrap underline decoration-line-strong underline-offset-[3px] hover:decoration-accent max-sm:py-1"
    >
      {text}
    </Link>
  );
}
