import Link from "next/link";
import { formatCount } from "@/app/_components/format";
import type { FailureClass } from "@/lib/contract/failures";
import { isOpen, type RunState } from "@/lib/core/runs/run";
import { runStateWord } from "../runs/run-state";

type Props = { run: FailureClass["lastRun"] };

/** The last run on a class in two short lines: which one, and what came of it. */
export function LastRun({ run }: Props) {
  if (!run) return <span className="text-ink-3">none yet</span>;
  return (
    <Link href={`/runs/${run.id}`} className="group block text-xs leading-[17px]">
      <span className="block truncate group-hover:underline">
        R-{run.number} · {runWord(run.state)}
      </span>
      <span className="block truncate text-ink-2">{resultOf(run)}</span>
    </Link>
  );
}

/** States come as text in this list. */
function runWord(state: string): string {
  return runStateWord(state as RunState).toLowerCase();
}

function resultOf(run: NonNullable<Props["run"]>): React.ReactNode {
  const parts = [
    run.gone > 0 ? `${formatCount(run.gone)} gone` : "",
    run.unknown > 0 ? `${formatCount(run.unknown)} unknown` : "",
  ].filter(Boolean);
  if (run.returned > 0)
    return (
      <>
        {parts.map((part) => `${part}, `)}
        <span className="text-warn">{formatCount(run.returned)} returned</span>
      </>
    );
  return parts.join(", ") || (isOpenState(run.state) ? "nothing sent yet" : run.action);
}

export function isOpenState(state: string): boolean {
  return isOpen(state as RunState);
}
