import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { UNKNOWN_TEXT } from "../format";
import { Chip } from "../ui/chip";

type FailureProps = {
  error: string;
  href?: string;
  chip?: ReactNode;
  /** "billing › ledger-writer" */
  path?: ReactNode;
  /** "fin-prod · eu-west-1" */
  place?: ReactNode;
};

/** The second column of a fleet table: what the machine said, and under it the cause and the place. */
export function FailureCell({ error, href, chip, path, place }: FailureProps) {
  const words = "block truncate font-mono text-xs font-medium tracking-[-0.03em]";
  return (
    <div className="min-w-0">
      {href ? (
        <Link
          href={href}
          title={error}
          className={cn(words, "rounded-xs hover:underline focus-visible:outline-offset-[-1px]")}
        >
          {error}
        </Link>
      ) : (
        <span title={error} className={words}>
          {error}
        </span>
      )}
      <span className="mt-[3px] flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-2">
        {typeof chip === "string" ? <Chip>{chip}</Chip> : chip}
        {path ? <span className="min-w-0 truncate">{path}</span> : null}
        {path && place ? <span className="text-ink-3">·</span> : null}
        {place ? <span className="min-w-0 truncate text-ink-3">{place}</span> : null}
      </span>
    </div>
  );
}

/** A number with a smaller line under it. */
export function FigureCell({ value, detail }: { value: ReactNode; detail?: ReactNode }) {
  return (
    <>
      <div className={cn("weight-emphasis", value === UNKNOWN_TEXT && "text-unknown")}>{value}</div>
      {detail ? <div className="truncate text-xs text-ink-3">{detail}</div> : null}
    </>
  );
}
