"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { ClockTime } from "@/app/_components/ui/time";
import { useToast } from "@/app/_components/ui/toasts";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { MergeDialog } from "./merge-dialog";

type Merge = FailureClassDetail["merges"][number];

/** What makes these messages one class, part by part, what was merged into it, and how to group otherwise. */
export function WhyGroupedPanel({ failure }: { failure: FailureClassDetail }) {
  const [isMerging, setMerging] = useState(false);
  const [out, setOut] = useState<Merge>();
  const mayNot = useRefusal("classes.triage", onFailure(failure));
  const canChange = mayNot === undefined && failure.record === "messages";
  return (
    <Panel
      title="Why grouped"
      actions={
        canChange ? (
          <Button size="sm" onClick={() => setMerging(true)}>
            Merge…
          </Button>
        ) : undefined
      }
      isFlush
    >
      <dl className="grid gap-2 px-4 py-3">
        {failure.why
          .filter(({ part }) => part !== "merged")
          .map(({ part, value }) => (
            <div key={`${part} ${value}`}>
              <dt className="text-xs text-ink-3">{part}</dt>
              <dd className="machine leading-[18px] wrap-anywhere">{value}</dd>
            </div>
          ))}
      </dl>
      {failure.merges.length > 0 ? <Merges failure={failure} onTakeOut={canChange ? setOut : undefined} /> : null}
      <p className="border-t px-4 py-2 text-xs text-ink-2">
        Grouped wrongly? A <TextLink href="/settings/grouping">grouping rule</TextLink> says how.
      </p>
      {isMerging ? <MergeDialog failure={failure} onClose={() => setMerging(false)} /> : null}
      {out ? <TakeOutDialog failure={failure} merge={out} onClose={() => setOut(undefined)} /> : null}
    </Panel>
  );
}

type MergesProps = { failure: FailureClassDetail; onTakeOut: ((merge: Merge) => void) | undefined };

function Merges({ failure, onTakeOut }: MergesProps) {
  return (
    <ul className="border-t px-4 py-1">
      {failure.merges.map((merge) => (
        <li key={merge.id} className="flex items-start gap-2 border-t py-2 first:border-t-0">
          <div className="min-w-0 flex-1">
            <p className="machine leading-[18px] wrap-anywhere">{merge.title}</p>
            <p className="text-xs text-ink-2">
              F-{merge.number} · merged by {merge.by} · <ClockTime at={merge.at} isPlain />
              {merge.intoId === failure.id ? null : " · with another one"}
            </p>
          </div>
          {onTakeOut ? (
            <Button size="sm" aria-label={`Take F-${merge.number} out`} onClick={() => onTakeOut(merge)}>
              Take out…
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type TakeOutProps = { failure: FailureClassDetail; merge: Merge; onClose: () => void };

function TakeOutDialog({ failure, merge, onClose }: TakeOutProps) {
  const toast = useToast();
  const unmerge = useCommand("unmergeFailureClass", {
    onDone: (after) => {
      toast({ text: `F-${after.number} stands by itself again.` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Take F-${merge.number} out of F-${failure.number}?`}
      confirmLabel={`Take out F-${merge.number}`}
      tone="filled"
      onConfirm={() => unmerge.run({ id: merge.id })}
      isBusy={unmerge.isBusy}
      error={unmerge.problem ? <ProblemNote problem={unmerge.problem} /> : undefined}
    >
      <p>
        {formatPlural(merge.movedCount, "message")} came with it. They go back, with those that arrived of it since.
        What was merged into it before goes along.
      </p>
    </ConfirmDialog>
  );
}
