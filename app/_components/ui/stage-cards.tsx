import type { ReactNode } from "react";
import { cn } from "../cn";
import { Fuse } from "./fuse";
import { StateLabel } from "./state-label";
import { type Status, statusTone } from "./status";

export type Stage = {
  key: string;
  /** Absent in a plan, where nothing has begun. */
  status?: Status;
  word?: string;
  note?: ReactNode;
  value: ReactNode;
  detail?: ReactNode;
  /** Share done, 0 to 1. */
  share?: number;
};

const isLit = ({ status }: Stage) => status === "running" || status === "observing";

/** The stages of a plan or a run, in order; the one that is sent or watched now is lit. */
export function StageCards({ stages }: { stages: Stage[] }) {
  return (
    <ol className="grid grid-cols-2 gap-1.5 sm:grid-flow-col sm:auto-cols-fr sm:grid-cols-none">
      {stages.map((stage) => (
        <li
          key={stage.key}
          aria-current={isLit(stage) ? "step" : undefined}
          className={cn(
            "min-w-0 rounded-md border bg-surface px-[11px] py-2",
            isLit(stage) && "border-accent bg-accent-soft",
          )}
        >
          {stage.status ? (
            <div className="mb-1 flex flex-wrap items-center justify-between gap-x-2">
              <StateLabel status={stage.status}>{stage.word}</StateLabel>
              <span className="text-xs text-ink-3">{stage.note}</span>
            </div>
          ) : null}
          <div className="text-lg leading-[22px] font-semibold">{stage.value}</div>
          {stage.detail ? (
            <div className={cn("text-xs", stage.status ? "text-ink-2" : "text-ink-3")}>{stage.detail}</div>
          ) : null}
          {stage.share === undefined ? null : (
            <Fuse share={stage.share} tone={stage.status ? statusTone[stage.status] : "ok"} />
          )}
        </li>
      ))}
    </ol>
  );
}
