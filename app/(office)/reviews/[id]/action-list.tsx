"use client";

import { useState } from "react";
import { cn } from "@/app/_components/cn";
import { formatPlural } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { TextLink } from "@/app/_components/ui/text-link";
import type { ReviewAction } from "@/lib/contract/review-fields";
import { DropDialog } from "./drop-dialog";
import { evidencePlace } from "./evidence-place";
import type { EndAction } from "./use-end-action";

type Evidence = NonNullable<ReviewAction["evidence"]>;
type Props = {
  actions: readonly ReviewAction[];
  ending: EndAction;
  isWithPipeline?: boolean;
  /** The one that a key acts on. */
  activeId?: string | undefined;
};

/** Action items, what is due first: who, until when, and what the tool itself sees of it. */
export function ActionList({ actions, ending, isWithPipeline = false, activeId }: Props) {
  const [dropped, setDropped] = useState<ReviewAction>();
  if (actions.length === 0) return <p className="px-4 py-3 text-ink-2">Nothing that was agreed is open.</p>;
  return (
    <>
      <ul>
        {actions.map((action) => (
          <li
            key={action.id}
            className={cn(
              "flex flex-wrap items-start gap-x-3 gap-y-1.5 border-b px-4 py-2 last:border-b-0",
              action.id === activeId && "bg-selected",
            )}
          >
            <div className="min-w-0 flex-1 basis-56">
              <ActionWords action={action} isWithPipeline={isWithPipeline} />
            </div>
            <EndButtons action={action} ending={ending} onDrop={() => setDropped(action)} />
          </li>
        ))}
      </ul>
      {dropped ? <DropDialog action={dropped} ending={ending} onClose={() => setDropped(undefined)} /> : null}
    </>
  );
}

function ActionWords({ action, isWithPipeline }: { action: ReviewAction; isWithPipeline: boolean }) {
  const { number, text, owner, due, isOverdue, carriedCount, evidence, pipelineId, pipelineName } = action;
  return (
    <>
      <p className="wrap-anywhere">
        <span className="text-ink-3">No. {number}</span> <span className="weight-emphasis">{text}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-2">
        <span>{owner}</span>
        {due ? <span>due {due}</span> : <span className="text-ink-3">no date</span>}
        {isOverdue ? <Chip tone="warn">overdue</Chip> : null}
        {carriedCount > 0 ? <span>carried over {formatPlural(carriedCount, "time")}</span> : null}
        {isWithPipeline && pipelineId && pipelineName ? (
          <TextLink href={`/pipelines/${pipelineId}`}>{pipelineName}</TextLink>
        ) : null}
      </p>
      {evidence ? <EvidenceWords evidence={evidence} /> : null}
    </>
  );
}

const VERDICTS: Readonly<Record<Evidence["verdict"], { status: Status; words: string }>> = {
  done: { status: "pass", words: "Seen done" },
  "not-yet": { status: "ongoing", words: "Not yet" },
  unknown: { status: "unproven", words: "Not known" },
};

function EvidenceWords({ evidence }: { evidence: Evidence }) {
  const { status, words } = VERDICTS[evidence.verdict];
  return (
    <p className="mt-0.5 text-xs text-ink-2">
      <StateLabel status={status} className="text-xs">
        {words}
      </StateLabel>
      : {evidence.sentence}. <TextLink href={evidencePlace(evidence)}>{evidence.label || evidence.kind}</TextLink>
    </p>
  );
}

type ButtonsProps = { action: ReviewAction; ending: EndAction; onDrop: () => void };

function EndButtons({ action, ending, onDrop }: ButtonsProps) {
  if (ending.refusal || action.state !== "open") return null;
  const isBusy = ending.busyId === action.id;
  return (
    <span className="flex gap-2">
      <Button
        size="sm"
        isBusy={isBusy}
        aria-label={`Done: No. ${action.number}`}
        onClick={() => ending.end(action, { state: "done" })}
      >
        Done
      </Button>
      <Button size="sm" variant="ghost" isBusy={isBusy} aria-label={`Drop No. ${action.number}`} onClick={onDrop}>
        Drop…
      </Button>
    </span>
  );
}
