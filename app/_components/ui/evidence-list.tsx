import type { ReactNode } from "react";
import type { Status } from "./status";
import { StatusIcon } from "./status-icon";

export type EvidenceStep = { key: string; status: Status; title: ReactNode; detail?: ReactNode; cost?: ReactNode };

/** The ladder of evidence, cheapest rung first, each with what it told and what it cost. */
export function EvidenceList({ steps }: { steps: EvidenceStep[] }) {
  return (
    <ol className="px-4 pt-1.5 pb-3">
      {steps.map((step) => (
        <li
          key={step.key}
          className="grid grid-cols-[18px_minmax(0,1fr)_auto] gap-2 border-t py-[7px] first:border-t-0"
        >
          <StatusIcon status={step.status} className="mt-[3px]" />
          <div className="min-w-0">
            <div className="weight-emphasis">{step.title}</div>
            {step.detail ? <div className="text-xs wrap-anywhere text-ink-2">{step.detail}</div> : null}
          </div>
          <span className="text-xs whitespace-nowrap text-ink-3">{step.cost}</span>
        </li>
      ))}
    </ol>
  );
}
