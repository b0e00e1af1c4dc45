"use client";

import { type ReactNode, useId, useState } from "react";
import { formatDuration } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { shareWords } from "@/lib/core/pipelines/slo/share-words";
import { MergeDialog } from "./merge-dialog";
import { NameDialog } from "./name-dialog";
import { ObjectiveDialog } from "./objective-dialog";
import { OwnerDialog } from "./owner-dialog";
import { SplitDialog } from "./split-dialog";
import { useEditRefusal } from "./use-edit-refusal";

const DIALOGS = {
  name: NameDialog,
  owner: OwnerDialog,
  objective: ObjectiveDialog,
  merge: MergeDialog,
  split: SplitDialog,
};
type Asking = keyof typeof DIALOGS;

/** What people say of it: its name, who answers for it, its objective, and what belongs together. */
export function ByPeoplePanel({ pipeline }: { pipeline: PipelineDetail }) {
  const [asking, setAsking] = useState<Asking>();
  const refusal = useEditRefusal(pipeline);
  const reasonId = useId();
  const button = (what: Asking, words: string) => (
    <Button size="sm" disabledBy={refusal ? reasonId : undefined} onClick={() => setAsking(what)}>
      {words}
    </Button>
  );
  const Dialog = asking && DIALOGS[asking];
  return (
    <Panel title="Set by people" isFlush>
      <dl>
        <Line term="Name" button={button("name", "Rename…")}>
          {pipeline.name}
          <Aside>{pipeline.isNamedByHand ? "given by hand" : "worked out of its parts"}</Aside>
        </Line>
        <Line term="Answers for it" button={button("owner", "Change…")}>
          <OwnerWords pipeline={pipeline} />
        </Line>
        <Line term="Objective" button={button("objective", "Change…")}>
          {shareWords(pipeline.objective.deliveredShare)} delivered, no older than{" "}
          {formatDuration(pipeline.objective.ageSeconds)}
          <Aside>{pipeline.isObjectiveByHand ? "set by hand" : "that of its tier"}</Aside>
        </Line>
      </dl>
      <div className="flex flex-wrap gap-2 border-t px-4 py-2.5">
        {button("merge", "Merge with…")}
        {button("split", "Split…")}
      </div>
      {refusal ? (
        <p id={reasonId} className="border-t px-4 py-2 text-xs text-ink-2">
          {refusal}
        </p>
      ) : null}
      {Dialog ? <Dialog pipeline={pipeline} onClose={() => setAsking(undefined)} /> : null}
    </Panel>
  );
}

function Line({ term, button, children }: { term: string; button: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 border-b px-4 py-2.5 last:border-b-0">
      <dt className="text-xs text-ink-3">{term}</dt>
      <dd className="row-span-2">{button}</dd>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return <span className="block text-xs text-ink-2">{children}</span>;
}

function OwnerWords({ pipeline: { owner, team, tier, runbook } }: { pipeline: PipelineDetail }) {
  const who = [owner, team].filter(Boolean).join(" · ");
  return (
    <>
      {who || <span className="text-unknown">nobody yet</span>}
      <Aside>{tier ? `tier ${tier}` : "no tier"}</Aside>
      {runbook ? (
        <a
          href={runbook}
          target="_blank"
          rel="noreferrer noopener"
          className="block text-xs text-accent hover:underline"
        >
          {runbook.replace(/^https?:\/\//, "")}
        </a>
      ) : (
        <Aside>no runbook</Aside>
      )}
    </>
  );
}
